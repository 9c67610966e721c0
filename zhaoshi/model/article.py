"""Markdown files with a few facts: replies to citizens' feedback, and standing pages."""

from datetime import date
from typing import Annotated, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from zhaoshi.model.fields import Named, place_of, read_record
from zhaoshi.model.readers import DAY, REFERENCE, TEXT, WHOLE, Reference, Refused, listed
from zhaoshi.problems import Location, Problem, errors, msg
from zhaoshi.text import front_matter, markdown, yaml_nodes
from zhaoshi.text.markdown import Link
from zhaoshi.text.nodes import Node
from zhaoshi.text.outline import outline

T = TypeVar("T")


class Reply(Struct, frozen=True, array_like=True, kw_only=True):
    """What a citizen raised, and what was answered."""

    id: str
    at: Location
    html: str
    """The answer, rendered; empty while it is being handled."""
    links: tuple[Link, ...]
    places: dict[str, Location] = {}
    """Where the dates were written, which are compared with the day; by field."""
    title: Annotated[str, Named("标题", TEXT)]
    notice: Annotated[Reference | None, Named("通报", REFERENCE)] = None
    section: Annotated[Reference | None, Named("章节", REFERENCE)] = None
    received: Annotated[date, Named("收到日期", DAY)]
    answered: Annotated[date | None, Named("答复日期", DAY)] = None
    by: Annotated[str, Named("答复单位", TEXT)] = ""
    question: Annotated[str, Named("意见摘要|来信摘要", TEXT)]
    channel: Annotated[str, Named("渠道", TEXT)] = ""


class StandingPage(Struct, frozen=True, array_like=True, kw_only=True):
    """A page that is not about one notice: about, guide, accessibility."""

    id: str
    at: Location
    html: str
    links: tuple[Link, ...]
    title: Annotated[str, Named("标题", TEXT)]
    description: Annotated[str, Named("说明", TEXT)] = ""
    keywords: Annotated[tuple[str, ...], Named("关键词", listed(TEXT))] = ()
    order: Annotated[int, Named("顺序", WHOLE)] = 100


def read_reply(id_: str, path: str, text: str) -> tuple[Reply | None, list[Problem]]:
    """Read `replies/<id>.md`."""
    reply, problems, node = _read(Reply, id_, path, text)
    if reply:
        dates = ("received", "answered")
        reply = replace(reply, places={name: at for name in dates if (at := place_of(Reply, node, name))})
    if reply and reply.section and not reply.notice:
        problems.append(
            Problem(
                reply.section.at,
                "reply.section-without-notice",
                msg("a section is named, but no notice"),
                msg("add notice (通报)"),
            )
        )
    if reply and reply.html and not reply.answered:
        problems.append(
            Problem(
                reply.at,
                "reply.undated",
                msg("an answer is written, but no date of the answer is given: the page would not show it"),
                msg("add answered (答复日期), or take the text out until the answer is given"),
            )
        )
    if reply and reply.answered:
        at = reply.places["answered"]
        if reply.answered < reply.received:
            problems.append(
                Problem(
                    at,
                    "reply.answer",
                    msg(
                        "the date of the answer, {answered}, is earlier than that of the question, {received}",
                        answered=reply.answered,
                        received=reply.received,
                    ),
                    msg("check received (收到日期) and answered (答复日期)"),
                )
            )
        if not reply.html:
            problems.append(
                Problem(
                    at,
                    "reply.without-text",
                    msg("a date of the answer is given, but the answer is missing"),
                    msg("write the answer below the second “---”, or leave the date out until there is one"),
                )
            )
    return reply, problems


def read_page(id_: str, path: str, text: str) -> tuple[StandingPage | None, list[Problem]]:
    """Read `pages/<id>.md`."""
    page, problems, _ = _read(StandingPage, id_, path, text)
    return page, problems


def _read(cls: type[T], id_: str, path: str, text: str) -> tuple[T | None, list[Problem], Node | None]:
    """Also returns the facts as they are written."""
    if len(text.encode()) > markdown.MAX_BYTES:
        return None, [yaml_nodes.too_large(path, markdown.MAX_BYTES)], None
    document, problems = front_matter.split(text, path)
    if document is None:
        return None, problems, None
    node, problems = yaml_nodes.parse(document.front_matter, path, 2)
    tree, text_problems = outline(document.body, (), path, document.body_line)
    html, links = markdown.html(document.body), tree.links
    if not errors(problems):
        try:
            given = {"id": id_, "at": Location(path), "html": html, "links": links}
            return read_record(cls, node, Location(path), **given), problems + text_problems, node
        except Refused as refused:
            problems += refused.problems
    return None, problems + text_problems, node
