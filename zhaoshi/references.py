"""Every name that must exist elsewhere: units, rounds, notices, sections, files, pages."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.model.article import Reply, StandingPage
from zhaoshi.model.fields import label
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.model.readers import Reference
from zhaoshi.model.round import Round
from zhaoshi.model.summary import NoticeSummary
from zhaoshi.model.unit import Unit
from zhaoshi.problems import Location, Message, Problem, doubt, msg
from zhaoshi.records import Attachment, Records
from zhaoshi.text import codes
from zhaoshi.text.numerals import STANDARD


def canonical(section: Reference, notice: NoticeSummary) -> Reference:
    """Spell a section code the way the record does."""
    code = codes.read_code(section.name, notice.facts.numbering or STANDARD)
    return Reference(code or section.name, section.at)


class _Known(Struct, frozen=True):
    """What a name can stand for."""

    units: Collection[str]
    units_by_name: Mapping[str, str]
    """Ids by the names that are no ids."""
    rounds: Collection[str]
    notices: Mapping[str, NoticeSummary]
    notice_ids: Collection[str]
    """With those that could not be read."""
    files: Mapping[str, Collection[Attachment]]
    """Those beside each notice, by its id."""
    addresses: Collection[str]


def reference_problems(records: Records) -> Iterable[Problem]:
    """Yield every name that is written somewhere and stands for nothing.

    Drafts and notices whose day has not come are known as well, so that an error does not wait for their publication.
    """
    known = _known(records)
    for round_ in records.rounds:
        yield from _names_in_round(round_, known)
    for notice in records.notices:
        yield from _names_in_notice(notice, known)
    for reply in records.replies:
        yield from _names_in_reply(reply, known)
    articles: tuple[Reply | StandingPage, ...] = (*records.replies, *records.pages)
    for article in articles:
        yield from _links_in_article(article, known)


def _known(records: Records) -> _Known:
    units = dict.fromkeys(unit.id for unit in records.units)
    rounds = [round_.id for round_ in records.rounds]
    notices = {notice.id: notice for notice in records.notices}
    notice_ids = {*notices, *records.unread}
    pages = {
        routes.HOME,
        *(f"{name}/" for name in routes.BUILT_IN - {"search", "assets"}),
        *(routes.standing_page(page.id) for page in records.pages),
        *(routes.unit(id_) for id_ in units),
        *(routes.round_(id_) for id_ in rounds),
        *(routes.notice(id_) for id_ in notice_ids),
    }
    return _Known(
        units=units,
        units_by_name={
            name: unit.id for unit in records.units for name in (unit.name, unit.short) if name not in units
        },
        rounds=rounds,
        notices=notices,
        notice_ids=notice_ids,
        files=records.attachments,
        addresses={"/" + page for page in pages},
    )


def _names_in_round(round_: Round, known: _Known) -> Iterable[Problem]:
    for unit in round_.units:
        yield from _unknown_unit(unit, known, "round.unit-unknown")


def _names_in_notice(notice: NoticeSummary, known: _Known) -> Iterable[Problem]:
    facts, aside = notice.facts, notice.aside
    yield from _unknown_unit(facts.unit, known, "notice.unit-unknown")
    if facts.round:
        no_round = msg("there is no round “{name}” in rounds.yaml", name=facts.round.name)
        yield from _unknown(facts.round, known.rounds, "notice.round-unknown", no_round)
    if facts.supersedes:
        yield from _supersession_problems(notice, facts.supersedes, known)
    if aside.files:
        names = {file.name for file in known.files.get(notice.id, ())}
        advice = msg("put the file into the folder attachments beside notice.md, under just this name")
        for file in aside.files:
            no_file = msg("there is no file “{name}” in the notice's folder", name=file.name)
            yield from _unknown(file, names, "file.missing", no_file, advice)
    yield from _site_link_problems(aside.site_links, known)


def _names_in_reply(reply: Reply, known: _Known) -> Iterable[Problem]:
    if reply.notice is None:
        return
    no_notice = msg("there is no notice “{name}”", name=reply.notice.name)
    yield from _unknown(reply.notice, known.notice_ids, "reply.notice-unknown", no_notice)
    notice = known.notices.get(reply.notice.name)
    if reply.section and notice:
        no_section = msg("the notice has no section {name}", name=reply.section.name)
        section = canonical(reply.section, notice)
        yield from _unknown(section, notice.aside.codes, "reply.section-unknown", no_section)


def _links_in_article(article: Reply | StandingPage, known: _Known) -> Iterable[Problem]:
    links = [Reference(link.target, link.at) for link in article.links]
    yield from _site_link_problems([link for link in links if link.name.startswith("/")], known)
    for link in links:
        if not link.name.startswith("/") and ":" not in link.name.split("/")[0]:
            yield Problem(
                link.at,
                "link.relative",
                msg("the link “{name}” does not say from where", name=unquote(link.name)),
                msg("begin links to pages of this site with “/”, for example /notices/"),
            )


def no_such_unit(name: str, units: Sequence[Unit], path: str) -> Problem:
    """Say that a command names a unit that does not stand in `units.yaml`, which lies at `path`."""
    hint = msg("add the unit to units.yaml first")
    if units:
        names = "、".join(unit.id for unit in units[:5])
        hint = msg("add it there first, or name one that stands there, for example: {names}", names=names)
    message = msg("there is no unit “{name}” in units.yaml", name=name)
    return Problem(Location(path), "notice.unit-unknown", message, hint)


def _unknown_unit(unit: Reference, known: _Known, code: str) -> Iterable[Problem]:
    message = msg("there is no unit “{name}” in units.yaml", name=unit.name)
    if by_name := known.units_by_name.get(unit.name):
        yield Problem(unit.at, code, message, msg("did you mean “{guess}”?", guess=by_name))
    else:
        yield from _unknown(unit, known.units, code, message)


def _supersession_problems(notice: NoticeSummary, target: Reference, known: _Known) -> Iterable[Problem]:
    no_notice = msg("there is no notice “{name}” that could be replaced", name=target.name)
    if target.name not in known.notice_ids:
        others = [id_ for id_ in known.notice_ids if id_ != notice.id]
        yield from _unknown(target, others, "notice.supersedes-unknown", no_notice)
    seen: set[str] = set()
    current = target.name
    while current in known.notices and current not in seen:
        if current == notice.id:
            yield Problem(
                target.at,
                "notice.supersedes-itself",
                msg("the notice would replace itself"),
                msg("the newer notice names the older one in supersedes (替代), never the reverse"),
            )
            return
        seen.add(current)
        following = known.notices[current].facts.supersedes
        current = following.name if following else ""


def _site_link_problems(links: Iterable[Reference], known: _Known) -> Iterable[Problem]:
    for link in links:
        path = link.name.partition("#")[0]
        if path not in known.addresses and not path.startswith(("/data/", "/feed.")):
            no_page = msg("the site has no page “{name}”", name=unquote(link.name))
            yield from _unknown(link, known.addresses, "link.page-unknown", no_page)


def _unknown(
    reference: Reference, known: Collection[str], code: str, message: Message, advice: Message | None = None
) -> Iterable[Problem]:
    """Yield what stands for nothing, with the name that is near; else with the advice, or some that are known."""
    if reference.name in known:
        return
    near = difflib.get_close_matches(reference.name, known, 1, 0.5)
    hint: Message | None
    if near:
        hint = msg("did you mean “{guess}”?", guess=near[0])
    elif advice or not known:
        hint = advice
    else:
        hint = msg("known are, for example: {names}", names="、".join(sorted(set(known))[:5]))
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
        for item in items:
            for id_ in item.former_ids:
                if id_ in first:
                    yield Problem(
                        item.at,
                        "id.former-taken",
                        msg("the former id “{id}” belongs to what stands on line {line}", id=id_, line=first[id_].line),
                        msg("name only ids that nothing has any more, each once"),
                    )
                first.setdefault(id_, item.at)
    yield from _labels_twice(records.units)
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
    yield from _former_ids_taken(records)
    yield from _short_codes_twice(records.notices)
    yield from _numbers_twice(records.notices)
    for page in records.pages:
        if page.id in routes.BUILT_IN - {"about", "accessibility", "contact", "data"}:
            yield Problem(
                page.at,
                "page.reserved",
                msg("the address /{id}/ belongs to a page that the site makes itself", id=page.id),
                msg("give the file another name"),
            )


def _labels_twice(units: Iterable[Unit]) -> Iterable[Problem]:
    """Doubt names in brief that two units bear: lists, updates and the search show nothing else of a unit."""
    first: dict[str, Unit] = {}
    for unit in units:
        other = first.setdefault(unit.label, unit)
        if other.id != unit.id:
            yield doubt(
                unit.at,
                "unit.label-twice",
                msg(
                    "lists name the unit “{name}”, as they do the unit “{id}” on line {line}",
                    name=unit.label,
                    id=other.id,
                    line=other.at.line,
                ),
                msg("give each a short name (简称) of its own, by which readers tell them apart"),
            )


def _former_ids_taken(records: Records) -> Iterable[Problem]:
    """Yield addresses that shall lead on to a notice while something else stands there."""
    holders = {notice.id: notice.at.path for notice in records.notices}
    holders |= {id_: f"content/notices/{id_}/notice.md" for id_ in records.unread}
    for notice in records.notices:
        for id_ in notice.facts.former_ids:
            if id_ in holders:
                yield Problem(
                    notice.aside.places.get("former_ids", notice.at),
                    "notice.former-id-taken",
                    msg("the former folder “{id}” belongs to {path}", id=id_, path=holders[id_]),
                    msg("name only folders that are no longer there, each in one notice"),
                )
            holders.setdefault(id_, notice.at.path)


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


def _numbers_twice(notices: Iterable[NoticeSummary]) -> Iterable[Problem]:
    """Doubt official numbers that two notices have, unless one of them stands in for the other or is withdrawn."""
    for field in ("document_number", "index_number"):
        holders: dict[str, NoticeSummary] = {}
        for notice in notices:
            number = "" if notice.facts.withdrawn else getattr(notice.facts, field)
            first = holders.setdefault(number, notice) if number else notice
            if first is not notice and not _is_new_edition(notice, first):
                yield doubt(
                    notice.aside.places.get(field, notice.at),
                    "notice.number-twice",
                    msg(
                        "“{field}” {number} is also that of {path}",
                        field=label(NoticeFacts, field),
                        number=number,
                        path=first.at.path,
                    ),
                    msg("correct one of the two"),
                )


def _is_new_edition(one: NoticeSummary, other: NoticeSummary) -> bool:
    return any(
        newer.facts.supersedes is not None and newer.facts.supersedes.name == older.id
        for newer, older in ((one, other), (other, one))
    )
