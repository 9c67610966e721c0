"""What every page has around its own matter: head, header, breadcrumb, footer, national page tags."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.model.site import Language, SiteSettings
from zhaoshi.pages import columns
from zhaoshi.pages.columns import Column
from zhaoshi.pages.page import Tools
from zhaoshi.pages.parts import Link
from zhaoshi.problems import BuildFailed, Location, Problem, msg


class Surroundings(Struct, frozen=True, kw_only=True):
    """What the frame of every page is made from; part of every page's inputs."""

    site: SiteSettings
    assets: tuple[tuple[str, str], ...]
    """Name of each asset, `site.css`, and its route, `assets/site.1a2b3c4d.css`."""
    standing_pages: tuple[tuple[str, str], ...]
    """Route and title of the standing pages that are not part of a built-in page."""
    has_pictures: bool
    """Whether pictures for link previews can be drawn."""
    has_search: bool
    """Whether the site has a search page."""


class Article(Struct, frozen=True, kw_only=True):
    """What a page that is an article says of it, beside what every page says."""

    title: str
    published: datetime
    source: str
    author: str = ""
    modified: date
    picture: str = ""
    """Route of its own picture; empty where the site's stands for it."""


class Tag(Struct, frozen=True):
    """A national page tag: `<meta name=… content=…>`."""

    name: str
    content: str


class PreviewImage(Struct, frozen=True, kw_only=True):
    """The picture that stands for a page where its address is shared."""

    href: str
    """Absolute."""
    width: int
    height: int
    type: str
    """Media type."""
    alt: str


class Preview(Struct, frozen=True, kw_only=True):
    """What the Open Graph protocol wants to know of a page, beside what the frame names anyway."""

    type: str
    """`article` or `website`."""
    locale: str
    """`zh_CN`."""
    published: datetime | None
    """Of an article, with its offset: another site shows it to readers of any time zone."""
    modified: date | None
    image: PreviewImage | None
    """None where pictures cannot be drawn."""


class NavigationLink(Struct, frozen=True):
    """A column in the header."""

    text: str
    href: str
    is_current: bool


class Feed(Struct, frozen=True):
    """A feed that the head of a page names."""

    text: str
    href: str
    type: str
    """Media type."""


class Footer(Struct, frozen=True, kw_only=True):
    """What the law and good manners want at the end of every page; empty slots are left out."""

    organizer: str
    contact: tuple[str, ...]
    """Contact facts in words: `电话：0000-0000001`."""
    id_code: str
    icp: str
    icp_href: str
    police: str
    police_href: str
    """Empty where no address is given."""
    party_government_mark: str
    """Address of the mark's page; empty where there is none."""
    error_report: str
    links: tuple[Link, ...]


class Frame(Struct, frozen=True, kw_only=True):
    """The skeleton's view."""

    language: str
    """For `lang`: `zh-CN`."""
    title: str
    """Of the page, without the site's name."""
    site_name: str
    description: str
    tags: tuple[Tag, ...]
    canonical: str
    """Absolute address; empty for a page that has none."""
    preview: Preview
    home: str
    search: str
    """Address of the search page; empty where there is none, and on the page itself, which has a form of its own."""
    navigation: tuple[NavigationLink, ...]
    breadcrumb: tuple[Link, ...]
    """From home to the parent of this page; empty on the home page."""
    crumb: str
    """What this page is called at the end of the breadcrumb."""
    assets: Mapping[str, str]
    """Address of each asset by name: `assets["site.css"]`."""
    feeds: tuple[Feed, ...]
    """Of the site, and of the unit where there is one, each as Atom and as JSON."""
    json_ld: dict[str, Any]
    breadcrumb_ld: dict[str, Any]
    """The breadcrumb as structured data; empty where there is none, and on a page without an address of its own."""
    footer: Footer


_FEED_TYPES = (("xml", "application/atom+xml"), ("json", "application/feed+json"))
PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 630
_HOME_LINKS = routes.Links(routes.HOME)
ICP_REGISTER = "https://beian.miit.gov.cn/"


def absolute(site: SiteSettings, route: str) -> str:
    """Return the public address of a route."""
    return site.base_url + (_HOME_LINKS.to(route).removeprefix("./") if route else "")


def frame(
    around: Surroundings,
    tools: Tools,
    column: Column | None,
    *,
    title: str = "",
    description: str = "",
    keywords: Sequence[str] = (),
    trail: Sequence[tuple[str, str]] = (),
    crumb: str = "",
    article: Article | None = None,
    json_ld: Mapping[str, Any] | None = None,
    feeds: Sequence[tuple[str, str]] = (),
) -> Frame:
    """Build the frame of a page.

    `column` is None on the home page. `trail` gives title and route of what stands between the column and this page,
    `crumb` the name of this page in the breadcrumb where its title is not fit for it; `feeds` title and route of
    further feeds in Atom, beside which stands one in JSON. Raises `BuildFailed` where a national tag would be empty.
    """
    site, gettext, to = around.site, tools.gettext, tools.links.to
    column_name = column.name.text(gettext) if column else ""
    title = title or column_name or site.name
    description = description or (column.description.text(gettext) if column else site.description)
    own_address = absolute(site, tools.links.origin) if column is not columns.NOT_FOUND else ""
    crumbs = [(gettext("Home"), routes.HOME)] if column else []
    if column and tools.links.origin != column.route:
        crumbs += [(column_name, column.route), *trail]
    return Frame(
        language=site.language.value,
        title=title,
        site_name=site.name,
        description=description,
        tags=_tags(site, tools, column, article, keywords, description, own_address),
        canonical=own_address,
        preview=_preview(around, title, article),
        home=to(routes.HOME),
        search=to(routes.SEARCH) if around.has_search and column is not columns.SEARCH else "",
        navigation=tuple(
            NavigationLink(item.name.text(gettext), to(item.route), item is column) for item in columns.NAVIGATION
        ),
        breadcrumb=tuple(Link(text, to(route)) for text, route in crumbs),
        crumb=crumb or title,
        assets={name: to(route) for name, route in around.assets},
        feeds=tuple(
            Feed(text, to(route.removesuffix("xml") + extension), media_type)
            for text, route in [(site.name, routes.FEED_XML), *feeds]
            for extension, media_type in _FEED_TYPES
        ),
        json_ld=dict(json_ld or {}),
        breadcrumb_ld=_breadcrumb_ld(site, crumbs, title) if crumbs and own_address else {},
        footer=_footer(around, tools),
    )


def _breadcrumb_ld(site: SiteSettings, crumbs: Sequence[tuple[str, str]], title: str) -> dict[str, Any]:
    """BreadcrumbList of schema.org; the last item is the page itself, which needs no address."""
    items: list[dict[str, Any]] = [{"name": text, "item": absolute(site, route)} for text, route in crumbs]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **item}
            for position, item in enumerate([*items, {"name": title}], start=1)
        ],
    }


def _preview(around: Surroundings, title: str, article: Article | None) -> Preview:
    site, picture = around.site, article.picture if article else ""
    image = PreviewImage(
        href=absolute(site, picture or routes.PREVIEW),
        width=PICTURE_WIDTH,
        height=PICTURE_HEIGHT,
        type="image/png",
        alt=title if picture else site.name,
    )
    return Preview(
        type="article" if article else "website",
        locale="en_GB" if site.language is Language.ENGLISH else "zh_CN",
        published=article.published.replace(tzinfo=ZoneInfo(site.time_zone)) if article else None,
        modified=article.modified if article and article.modified > article.published.date() else None,
        image=image if around.has_pictures else None,
    )


def _tags(
    site: SiteSettings,
    tools: Tools,
    column: Column | None,
    article: Article | None,
    keywords: Sequence[str],
    description: str,
    address: str,
) -> tuple[Tag, ...]:
    """Page tags of 政府网站发展指引 (2017), annex 3: site tags, column tags, article tags."""
    comma = tools.gettext("，")
    tags = {"SiteName": site.name, "SiteDomain": site.domain, "SiteIDCode": site.id_code}
    if column:
        name = column.name.text(tools.gettext)
        tags |= {
            "ColumnName": name,
            "ColumnDescription": column.description.text(tools.gettext),
            "ColumnKeywords": comma.join(dict.fromkeys([name, *site.keywords])),
            "ColumnType": name,
        }
    if article:
        tags |= _article_tags(article, site)
    if words := comma.join(keywords):
        tags["Keywords"] = words
    tags["Description"] = description
    if address:
        tags["Url"] = address
    empty = [name for name, content in tags.items() if not content.strip()]
    if empty:
        raise BuildFailed(
            [
                Problem(
                    Location("content/site.yaml"),
                    "page.empty-tag",
                    msg(
                        "the page {route} has an empty page tag {names}",
                        route="/" + tools.links.origin,
                        names=", ".join(empty),
                    ),
                    msg("fill in the field that it is made from"),
                )
            ]
        )
    return tuple(Tag(name, content) for name, content in tags.items())


def _article_tags(article: Article, site: SiteSettings) -> dict[str, str]:
    """Name the article tags; the time of publication is never made up."""
    tags = {
        "ArticleTitle": article.title,
        "PubDate": f"{article.published:%Y-%m-%d %H:%M}",
        "ContentSource": article.source,
    }
    if article.author:
        tags["Author"] = article.author
    if article.picture:
        tags["Image"] = absolute(site, article.picture)
    return tags


def _footer(around: Surroundings, tools: Tools) -> Footer:
    site, gettext, to = around.site, tools.gettext, tools.links.to
    facts = {
        gettext("Telephone"): site.contact.phone,
        gettext("E-mail"): site.contact.email,
        gettext("Address"): site.contact.address,
    }
    return Footer(
        organizer=site.organizer,
        contact=tuple(
            gettext("{label}: {value}").format(label=label, value=value) for label, value in facts.items() if value
        ),
        id_code=site.id_code,
        icp=site.legal.icp,
        icp_href=ICP_REGISTER,
        police=site.legal.police,
        police_href=site.legal.police_url,
        party_government_mark=site.legal.party_government_mark,
        error_report=site.legal.error_report,
        links=tuple(
            [Link(column.name.text(gettext), to(column.route)) for column in columns.FOOTER]
            + [Link(title, to(route)) for route, title in around.standing_pages]
        ),
    )
