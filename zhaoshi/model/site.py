"""The publishing body: its names, contact channels and legal identifiers (`site.yaml`)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from zhaoshi.model.fields import (
    DAY,
    TEXT,
    WHOLE,
    Reader,
    Refused,
    address,
    choice,
    converted,
    listed,
    optional,
    read_record,
    record,
    required,
    schema_of,
)
from zhaoshi.problems import Location, Problem, msg
from zhaoshi.text.nodes import Node

_BASE_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?/([A-Za-z0-9._~-]+/)*")
_EMAIL = re.compile(r"[^@\s<>\"'()\\,;?&%]+@[^@\s<>\"'()\\,;?&%]+")


class Language(StrEnum):
    """A language of the site's own words."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


class LinkStyle(StrEnum):
    """Whether links between pages name the folder or the file in it."""

    FOLDER = "folder"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a body."""

    department: str = optional("受理部门", TEXT, "")
    phone: str = optional("电话", TEXT, "")
    email: str = optional(
        "邮箱",
        converted(
            lambda text: text if text.isascii() and _EMAIL.fullmatch(text) else None,
            "value.email",
            msg("{field} “{value}” is not an e-mail address"),
            msg("write it like office@example.org"),
            {"type": "string"},
        ),
        "",
    )
    address: str = optional("地址", TEXT, "")
    postcode: str = optional("邮编", TEXT, "")
    hours: str = optional("办公时间", TEXT, "")
    note: str = optional("说明", TEXT, "")

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


CONTACT: Reader[Contact] = Reader(_read_contact, lambda: schema_of(Contact))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What happens to what citizens send."""

    endpoint: str = optional("接收地址", address("https"), "")
    """Address that receives the form; without it the page offers phone, mail and e-mail only."""
    answer_days: int | None = optional("答复期限", WHOLE)
    """Working days within which an answer is given."""
    privacy: str = optional("隐私说明", TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal:
    """Identifiers that the footer shows; an empty one is left out."""

    icp: str = optional("ICP备案号", TEXT, "")
    police: str = optional("公安备案号", TEXT, "")
    police_url: str = optional("公安备案链接", address("https"), "")
    party_government_mark: str = optional("党政机关网站标识", address("https"), "")
    error_report: str = optional("政府网站找错", address("https"), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Whom to tell of a hole in the site (RFC 9116)."""

    contact: str = required("联系", address("mailto", "https"))
    expires: date = required("有效期至", DAY)


def _time_zone(text: str) -> str | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """Everything in `site.yaml`."""

    name: str = required("网站名称", TEXT)
    base_url: str = required(
        "网址",
        converted(
            lambda text: text if _BASE_URL.fullmatch(text) else None,
            "site.base-url",
            msg("{field} “{value}” is not the address of a site"),
            msg("write it like https://zhenggai.example.org/, with a slash at the end"),
            {"type": "string"},
        ),
    )
    """Ends in a slash."""
    id_code: str = required("网站标识码", TEXT)
    """SiteIDCode of the national guide for government websites."""
    organizer: str = required("主办单位", TEXT)
    supervisor: str = optional("监督单位", TEXT, "")
    description: str = required("网站说明", TEXT)
    keywords: tuple[str, ...] = optional("关键词", listed(TEXT), ())
    language: Language = optional(
        "语言",
        choice({"zh-CN": Language.CHINESE, "中文": Language.CHINESE, "en": Language.ENGLISH, "英文": Language.ENGLISH}),
        Language.CHINESE,
    )
    time_zone: str = optional(
        "时区",
        converted(
            _time_zone,
            "value.time-zone",
            msg("{field} “{value}” is not known"),
            msg("write it like Asia/Shanghai"),
            {"type": "string"},
        ),
        "Asia/Shanghai",
    )
    links: LinkStyle = optional(
        "链接方式",
        choice({"folder": LinkStyle.FOLDER, "目录": LinkStyle.FOLDER, "file": LinkStyle.FILE, "文件": LinkStyle.FILE}),
        LinkStyle.FOLDER,
    )
    contact: Contact = required("联系方式", CONTACT)
    feedback: Feedback = optional("意见反馈", record(Feedback), Feedback())
    legal: Legal = optional("备案信息", record(Legal), Legal())
    security: Security | None = optional("安全联络", record(Security))
    per_page: int = optional(
        "每页条数",
        converted(
            lambda text: int(text) if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= 200 else None,
            "site.per-page",
            msg("{field} “{value}” is not a number that a list page can hold"),
            msg("write a number from 1 to 200"),
            {"type": ["integer", "string"]},
        ),
        20,
    )

    @property
    def domain(self) -> str:
        """SiteDomain of the national guide: the host of the address."""
        return urlsplit(self.base_url).hostname or ""


def read_site(node: Node | None, path: str) -> SiteSettings:
    """Read `site.yaml`; raises `Refused`."""
    return read_record(SiteSettings, node, Location(path))
