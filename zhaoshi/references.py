"""Every name that must exist elsewhere: units, rounds, notices, sections, files, pages."""

import difflib
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote

from zhaoshi import routes
from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.fields import Reference
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.problems import Location, Message, Problem, msg
from zhaoshi.records import Records
from zhaoshi.text import codes
from zhaoshi.text.numerals import STANDARD


def canonical(section: Reference, notice: NoticeSummary) -> Reference:
    """Spell a section code the way the record does."""
    code = codes.read_code(section.name, notice.facts.numbering or STANDARD)
    return Reference(code or section.name, section.at)


def reference_problems(records: Records) -> Iterable[Problem]:
    """Yield every name that is written somewhere and stands for nothing.

    Drafts and notices whose day has not come are known as well, so that an error does not wait for their publication.
    """
    units = [unit.id for unit in records.units]
    rounds = [round_.id for round_ in records.rounds]
    notices = {notice.id: notice for notice in records.notices}
    notice_ids = {*notices, *records.unread}
    files = {(attachment.notice, attachment.name) for attachment in records.attachments}
    pages = {routes.standing_page(page.id) for page in records.pages}
    known = pages | {routes.HOME, *(f"{name}/" for name in routes.BUILT_IN - {"search", "assets"})}
    known |= {routes.unit(id_) for id_ in units} | {routes.round_(id_) for id_ in rounds}
    known |= {routes.notice(id_) for id_ in notice_ids}
    addresses = {"/" + route for route in known}
    ids_by_name = {name: unit.id for unit in records.units for name in (unit.name, unit.short) if name not in units}
    for round_ in records.rounds:
        for unit in round_.units:
            yield from _unknown(
                unit, units, "round.unit-unknown", msg("there is no unit “{name}” in units.yaml", name=unit.name)
            )
    for notice in records.notices:
        facts = notice.facts
        message = msg("there is no unit “{name}” in units.yaml", name=facts.unit.name)
        by_name = ids_by_name.get(facts.unit.name)
        if by_name:
            hint = msg("did you mean “{guess}”?", guess=by_name)
            yield Problem(facts.unit.at, "notice.unit-unknown", message, hint)
        else:
            yield from _unknown(facts.unit, units, "notice.unit-unknown", message)
        if facts.round:
            message = msg("there is no round “{name}” in rounds.yaml", name=facts.round.name)
            yield from _unknown(facts.round, rounds, "notice.round-unknown", message)
        if facts.supersedes:
            yield from _supersession_problems(notice, facts.supersedes, notices, notice_ids)
        for file in notice.files:
            if (notice.id, file.name) not in files:
                message = msg("there is no file “{name}” in the notice's folder", name=file.name)
                yield from _unknown(file, [name for id_, name in files if id_ == notice.id], "file.missing", message)
        yield from _site_link_problems(notice.site_links, addresses)
    for reply in records.replies:
        if reply.notice:
            message = msg("there is no notice “{name}”", name=reply.notice.name)
            yield from _unknown(reply.notice, notice_ids, "reply.notice-unknown", message)
            if reply.section and reply.notice.name in notices:
                message = msg("the notice has no section {name}", name=reply.section.name)
                section = canonical(reply.section, notices[reply.notice.name])
                yield from _unknown(section, list(notices[reply.notice.name].codes), "reply.section-unknown", message)
    articles: tuple[Reply | StandingPage, ...] = (*records.replies, *records.pages)
    for article in articles:
        links = [Reference(link.target, link.at) for link in article.links]
        yield from _site_link_problems([link for link in links if link.name.startswith("/")], addresses)
        for link in links:
            if not link.name.startswith("/") and ":" not in link.name.split("/")[0]:
                yield Problem(
                    link.at,
                    "link.relative",
                    msg("the link “{name}” does not say from where", name=link.name),
                    msg("begin links to pages of this site with “/”, for example /notices/"),
                )


def _supersession_problems(
    notice: NoticeSummary, target: Reference, notices: Mapping[str, NoticeSummary], notice_ids: Collection[str]
) -> Iterable[Problem]:
    message = msg("there is no notice “{name}” that could be replaced", name=target.name)
    yield from _unknown(target, notice_ids, "notice.supersedes-unknown", message)
    seen: set[str] = set()
    current = target.name
    while current in notices and current not in seen:
        if current == notice.id:
            yield Problem(
                target.at,
                "notice.supersedes-itself",
                msg("the notice would replace itself"),
                msg("the newer notice names the older one in supersedes (替代), never the reverse"),
            )
            return
        seen.add(current)
        following = notices[current].facts.supersedes
        current = following.name if following else ""


def _site_link_problems(links: Iterable[Reference], addresses: Collection[str]) -> Iterable[Problem]:
    for link in links:
        path = link.name.partition("#")[0]
        if path not in addresses and not path.startswith(("/data/", "/feed.")):
            yield from _unknown(
                link, addresses, "link.page-unknown", msg("the site has no page “{name}”", name=unquote(link.name))
            )


def _unknown(reference: Reference, known: Collection[str], code: str, message: Message) -> Iterable[Problem]:
    if reference.name in known:
        return
    near = difflib.get_close_matches(reference.name, known, 1, 0.5)
    hint: Message | None
    if near:
        hint = msg("did you mean “{guess}”?", guess=near[0])
    else:
        hint = msg("known are, for example: {names}", names="、".join(sorted(set(known))[:5])) if known else None
    yield Problem(reference.at, code, message, hint)


def duplicates(records: Records) -> Iterable[Problem]:
    """Yield every id and every place that is taken twice."""
    for items in (records.units, records.rounds):
        first: dict[str, Location] = {}
        for item in items:
            if item.id in first:
                yield Problem(
                    item.at,
                    "id.twice",
                    msg("the id “{id}” stands twice; first on line {line}", id=item.id, line=first[item.id].line),
                    msg("give each its own id"),
                )
            first.setdefault(item.id, item.at)
    replaced: dict[str, str] = {}
    for notice in records.notices:
        if target := notice.facts.supersedes:
            if target.name in replaced:
                yield Problem(
                    target.at,
                    "notice.superseded-twice",
                    msg(
                        "the notice “{name}” is already replaced by “{other}”",
                        name=target.name,
                        other=replaced[target.name],
                    ),
                    msg("name the newest of the notices before this one"),
                )
            replaced.setdefault(target.name, notice.id)
    yield from _short_codes_twice(records.notices)
    for page in records.pages:
        if page.id in routes.BUILT_IN - {"about", "accessibility", "contact", "data"}:
            yield Problem(
                page.at,
                "page.reserved",
                msg("the address /{id}/ belongs to a page that the site makes itself", id=page.id),
                msg("give the file another name"),
            )


def _short_codes_twice(notices: Iterable[NoticeSummary]) -> Iterable[Problem]:
    """Yield notices that would be cited by one code; the complaint goes to a code that was chosen by hand."""
    holders: dict[str, NoticeSummary] = {}
    for notice in notices:
        first = holders.setdefault(notice.short_code, notice)
        if first is not notice:
            one, other = (first, notice) if first.facts.short_code and not notice.facts.short_code else (notice, first)
            yield Problem(
                one.at,
                "notice.short-code-twice",
                msg("the short code “{code}” is also that of {path}", code=notice.short_code, path=other.at.path),
                msg("choose another short_code (简码) for the notice that nobody has cited yet"),
            )
