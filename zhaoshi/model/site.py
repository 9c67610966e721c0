"""The publishing body: its names, contact channels and legal identifiers (`site.yaml`)."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Struct, structs

from zhaoshi.model.fields import Named, read_record, record, schema_of
from zhaoshi.model.readers import DAY, TEXT, WHOLE, Reader, Refused, address, choice, converted, listed
from zhaoshi.problems import Location, Problem, msg
from zhaoshi.text.nodes import Node

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_PORT = "[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
_BASE_URL = re.compile(rf"https?://{_LABEL}(?:\.{_LABEL})*(?::(?:{_PORT}))?/(?:(?!\.{{1,2}}/)[A-Za-z0-9._~-]+/)*")
_EMAIL = re.compile(r"[^@\s<>\"'()\\,;?&%]+@[^@\s<>\"'()\\,;?&%]+")


class Language(StrEnum):
    """A language of the site's own words."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


class LinkStyle(StrEnum):
    """Whether links between pages name the folder or the file in it."""

    FOLDER = "folder"
    FILE = "file"


EMAIL: Reader[str] = converted(
    lambda text: text if text.isascii() and _EMAIL.fullmatch(text) else None,
    "value.email",
    msg("{field} “{value}” is not an e-mail address"),
    msg("write it like office@example.org"),
    {"type": "string"},
)


PHONE: Reader[str] = structs.replace(TEXT, looks_like=re.compile(r"[+（(]?\d[\d（）()-]{5,}\d").fullmatch)
"""Any words: some have an extension or an hour beside the number."""


class Contact(Struct, frozen=True, array_like=True, kw_only=True):
    """How to reach a body."""

    department: Annotated[str, Named("受理部门", TEXT)] = ""
    phone: Annotated[str, Named("电话", PHONE)] = ""
    email: Annotated[str, Named("邮箱", EMAIL)] = ""
    address: Annotated[str, Named("地址", TEXT)] = ""
    postcode: Annotated[str, Named("邮编", TEXT)] = ""
    hours: Annotated[str, Named("办公时间", TEXT)] = ""
    note: Annotated[str, Named("说明", TEXT)] = ""

    @property
    def is_reachable(self) -> bool:
        """Whether at least one channel is given."""
        return bool(self.phone or self.email or self.address)


def _read_contact(node: Node) -> Contact:
    contact = read_record(Contact, node, node.at)
    if contact.is_reachable:
        return contact
    raise Refused(
        [
            Problem(
                node.at,
                "contact.unreachable",
                msg("the contact names no way to reach anybody"),
                msg("give at least one of phone (电话), email (邮箱) and address (地址)"),
            )
        ]
    )


CONTACT: Reader[Contact] = Reader(_read_contact, lambda: schema_of(Contact), record=Contact)


class Feedback(Struct, frozen=True, array_like=True, kw_only=True):
    """What happens to what citizens send."""

    endpoint: Annotated[str, Named("接收地址", address("https"))] = ""
    """Address that receives the form; without it the page offers phone, mail and e-mail only."""
    answer_days: Annotated[int | None, Named("答复期限", WHOLE)] = None
    """Working days within which an answer is given."""
    privacy: Annotated[str, Named("隐私说明", TEXT)] = ""


class Legal(Struct, frozen=True, array_like=True, kw_only=True):
    """Identifiers that the footer shows; an empty one is left out."""

    icp: Annotated[str, Named("ICP备案号", TEXT)] = ""
    police: Annotated[str, Named("公安备案号", TEXT)] = ""
    police_url: Annotated[str, Named("公安备案链接", address("https"))] = ""
    party_government_mark: Annotated[str, Named("党政机关网站标识", address("https"))] = ""
    error_report: Annotated[str, Named("政府网站找错", address("https"))] = ""


class Security(Struct, frozen=True, array_like=True, kw_only=True):
    """Whom to tell of a hole in the site (RFC 9116)."""

    contact: Annotated[str, Named("联系", address("mailto", "https"))]
    expires: Annotated[date, Named("有效期至", DAY)]


def _time_zone(text: str) -> str | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


BASE_URL: Reader[str] = converted(
    lambda text: text if _BASE_URL.fullmatch(text) else None,
    "site.base-url",
    msg("{field} “{value}” is not the address of a site"),
    msg("write it like https://zhenggai.example.org/, with a slash at the end"),
    {"type": "string"},
)

LANGUAGE: Reader[Language] = choice(
    {"中文": Language.CHINESE, "zh-CN": Language.CHINESE, "英文": Language.ENGLISH, "en": Language.ENGLISH}
)

TIME_ZONE: Reader[str] = converted(
    _time_zone,
    "value.time-zone",
    msg("{field} “{value}” is not known"),
    msg("write it like Asia/Shanghai"),
    {"type": "string"},
)

LINKS: Reader[LinkStyle] = choice(
    {"目录": LinkStyle.FOLDER, "folder": LinkStyle.FOLDER, "文件": LinkStyle.FILE, "file": LinkStyle.FILE}
)

PER_PAGE: Reader[int] = converted(
    lambda text: int(text) if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= 200 else None,
    "site.per-page",
    msg("{field} “{value}” is not a number that a list page can hold"),
    msg("write a number from 1 to 200"),
    {"type": ["integer", "string"]},
)


class SiteSettings(Struct, frozen=True, array_like=True, kw_only=True):
    """Everything in `site.yaml`."""

    name: Annotated[str, Named("网站名称", TEXT)]
    base_url: Annotated[str, Named("网址", BASE_URL)]
    """Ends in a slash."""
    id_code: Annotated[str, Named("网站标识码", TEXT)]
    """SiteIDCode of the national guide for government websites."""
    organizer: Annotated[str, Named("主办单位", TEXT)]
    supervisor: Annotated[str, Named("监督单位", TEXT)] = ""
    description: Annotated[str, Named("网站说明", TEXT)]
    keywords: Annotated[tuple[str, ...], Named("关键词", listed(TEXT))] = ()
    language: Annotated[Language, Named("语言", LANGUAGE)] = Language.CHINESE
    time_zone: Annotated[str, Named("时区", TIME_ZONE)] = "Asia/Shanghai"
    links: Annotated[LinkStyle, Named("链接方式", LINKS)] = LinkStyle.FOLDER
    contact: Annotated[Contact, Named("联系方式", CONTACT)]
    feedback: Annotated[Feedback, Named("意见反馈", record(Feedback))] = Feedback()
    legal: Annotated[Legal, Named("备案信息", record(Legal))] = Legal()
    security: Annotated[Security | None, Named("安全联络", record(Security))] = None
    per_page: Annotated[int, Named("每页条数", PER_PAGE)] = 20

    @property
    def domain(self) -> str:
        """SiteDomain of the national guide: the host of the address."""
        return urlsplit(self.base_url).hostname or ""


def read_site(node: Node | None, path: str) -> SiteSettings:
    """Read `site.yaml`; raises `Refused`."""
    return read_record(SiteSettings, node, Location(path))
