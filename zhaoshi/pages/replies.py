"""What citizens raised and what was answered."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from zhaoshi import routes
from zhaoshi.library import Library
from zhaoshi.model.article import Reply
from zhaoshi.pages import columns
from zhaoshi.pages.frame import Frame, Surroundings, frame
from zhaoshi.pages.page import Page, Tools
from zhaoshi.pages.parts import Link, rendered
from zhaoshi.text.codes import SectionCode, shown
from zhaoshi.text.numerals import Numbering

_LONGEST_HOLIDAYS = 14
"""Days by which public holidays can prolong a month of working days, with room to spare: which days are worked is not
known here, and a body must not be blamed wrongly."""


class About(Struct, frozen=True, kw_only=True):
    """The notice that a reply is about."""

    id: str
    title: str
    numbering: Numbering
    can_be_read: bool
    """False where the notice was withdrawn, so that its sections are gone."""


class Inputs(Struct, frozen=True, kw_only=True):
    """What the page is made from."""

    around: Surroundings
    as_of: date | None
    """The day until which letters wait; None where all are answered, so that the page does not change daily."""
    replies: tuple[tuple[Reply, About | None], ...]


class ReplyView(Struct, frozen=True, kw_only=True):
    """A question and its answer."""

    id: str
    """Its anchor."""
    title: str
    about: Link | None
    code: str
    """Section code with official numerals; empty where no finding is named."""
    received: date
    channel: str
    question: str
    answered: date | None
    """None while it is being handled."""
    by: str
    days: int
    """Calendar days from receipt to answer, or for which it has waited on the day of the build."""
    is_late: bool
    """Whether it has waited for longer than the promised working days can have taken."""
    answer: Markup


class View(Struct, frozen=True, kw_only=True):
    """What `pages/replies.html` sees."""

    frame: Frame
    as_of: date | None
    """Day of the newest letter or answer; None where there is none."""
    received: int
    """Published items; what is not published is not counted here."""
    answered: int
    waiting_on: date | None
    """The day on which waiting letters were counted; None where all are answered."""
    answer_days: int | None
    """Working days within which an answer is promised."""
    percent: int | None
    """Answered per hundred received, rounded down; None where nothing was received."""
    replies: tuple[ReplyView, ...]
    contact: str


def pages(library: Library, around: Surroundings) -> Iterator[Page]:
    """Plan the page."""
    notices = {notice.id: notice for notice in library.notices}

    def about(reply: Reply) -> About | None:
        if reply.notice is None:
            return None
        notice = notices[reply.notice.name]
        return About(
            id=notice.id,
            title=notice.facts.title,
            numbering=notice.facts.numbering,
            can_be_read=notice.facts.withdrawn is None,
        )

    yield Page(
        route=routes.REPLIES,
        make=make,
        template="pages/replies.html",
        inputs=Inputs(
            around=around,
            as_of=library.as_of if any(reply.answered is None for reply in library.replies) else None,
            replies=tuple((reply, about(reply)) for reply in library.replies),
        ),
    )


def make(inputs: Inputs, tools: Tools) -> View:
    """Build the view."""
    answered = sum(reply.answered is not None for reply, _ in inputs.replies)
    received = len(inputs.replies)
    promised = inputs.around.site.feedback.answer_days
    return View(
        frame=frame(inputs.around, tools, columns.REPLIES),
        as_of=max((reply.answered or reply.received for reply, _ in inputs.replies), default=None),
        received=received,
        answered=answered,
        waiting_on=inputs.as_of,
        answer_days=promised,
        percent=answered * 100 // received if received else None,
        replies=tuple(_reply(reply, about, inputs.as_of, promised, tools) for reply, about in inputs.replies),
        contact=tools.links.to(routes.CONTACT),
    )


def _reply(reply: Reply, about: About | None, as_of: date | None, promised: int | None, tools: Tools) -> ReplyView:
    until = reply.answered or as_of or reply.received
    days = max(0, (until - reply.received).days)
    section = SectionCode(reply.section.name) if reply.section and about else None
    route = ""
    if about:
        route = routes.finding(about.id, section) if section and about.can_be_read else routes.notice(about.id)
    return ReplyView(
        id=routes.reply_anchor(reply.id),
        title=reply.title,
        about=Link(about.title, tools.links.to(route)) if about else None,
        code=shown(section, about.numbering) if section and about else "",
        received=reply.received,
        channel=reply.channel,
        question=reply.question,
        answered=reply.answered,
        by=reply.by,
        days=days,
        is_late=reply.answered is None and promised is not None and days > 2 * promised + _LONGEST_HOLIDAYS,
        answer=rendered(reply.html, tools) if reply.answered else Markup(""),
    )
