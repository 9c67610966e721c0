# mypy: ignore-errors
"""Settings of the site; what has been read is kept between builds."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import ledger
import notices

PATH = "content"
OUTPUT_PATH = "output"
SITENAME = "云岫区巡察整改公开"
SITEURL = "https://zhenggai.yunxiu.example.org"
AUTHOR = "中共云岫区委巡察工作领导小组办公室"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
THEME = "theme"
THEME_STATIC_PATHS = []
PLUGINS = [notices]
NAMES = json.loads(Path("places.json").read_text(encoding="utf-8"))
JINJA_FILTERS = {"day": ledger.day}
JINJA_GLOBALS = {"figures": ledger.figures, "total": ledger.total, "NAMES": NAMES}
MARKDOWN = {"extensions": ["markdown.extensions.attr_list", "markdown.extensions.meta"], "output_format": "html5"}
ARTICLE_PATHS = ["notices"]
ARTICLE_URL = "notices/{slug}/"
ARTICLE_SAVE_AS = "notices/{slug}/index.html"
PAGE_PATHS = []
STATIC_PATHS = ["notices", "assets"]
IGNORE_FILES = ["*.json"]
CATEGORY_URL = "units/{slug}/"
CATEGORY_SAVE_AS = "units/{slug}/index.html"
CATEGORIES_SAVE_AS = "units/index.html"
TAG_URL = "rounds/{slug}/"
TAG_SAVE_AS = "rounds/{slug}/index.html"
TAGS_SAVE_AS = "rounds/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "notices", "categories", "tags", "sitemap"]
NOTICES_SAVE_AS = "notices/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {"notices": 20}
PAGINATION_PATTERNS = [
    (1, "/notices/", "notices/index.html"),
    (2, "/notices/page/{number}/", "notices/page/{number}/index.html"),
]
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 30
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
