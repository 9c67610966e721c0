"""A new text for a notice that is there already: what stands before its text stays, and its ledger must fit."""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from msgspec import structs

from zhaoshi.importing.text.notice_draft import Draft, in_order
from zhaoshi.importing.text.sources import written_numbering
from zhaoshi.importing.text.wording import Entry, Group
from zhaoshi.model.fields import fields_of, place_of
from zhaoshi.model.notice import Notice, read_notice
from zhaoshi.model.notice_facts import NoticeFacts
from zhaoshi.problems import BuildFailed, Location, Problem, errors, msg
from zhaoshi.text import front_matter, yaml_nodes
from zhaoshi.text.decoding import decode_source
from zhaoshi.text.nodes import Mapping as YamlMapping
from zhaoshi.text.nodes import Node, Scalar
from zhaoshi.text.outline import walk

_ABOUT_LEDGER = frozenset({"import.findings", "import.no-ledger"})
_OWN = frozenset({"类型", "草稿", "编号"})
"""Fields that an import writes and no text states."""


def with_new_text(draft: Draft, notice: bytes | None, ledger: bytes | None, folder: str) -> Draft:
    """Return what is written where a notice is there: its facts byte for byte, the new text, and no ledger.

    `notice` and `ledger` are the files that are there, `folder` is named in messages. The report lists the facts that
    the file states otherwise. Raises `BuildFailed` where the new text does not go with the numbering or the ledger.
    """
    path, ledger_path = f"{folder}/notice.md", f"{folder}/ledger.yaml"
    made, _ = front_matter.split(draft.notice, draft.name)
    ledger_text, problems = decode_source(ledger, ledger_path) if ledger is not None else (None, [])
    if made is None or errors(problems):
        raise BuildFailed(problems)
    if notice is None:
        if ledger_text is None:
            return draft
        _read(draft, draft.notice, path, ledger_text, ledger_path)
        return replace(draft, ledger=None)
    facts, start = _facts(notice, path)
    end = "\r\n" if start.endswith("\r\n") else "\n"
    text = start + made.body.replace("\n", end)
    read = _read(draft, text, path, ledger_text, ledger_path)
    stated, _ = yaml_nodes.parse(made.front_matter, draft.name, 2)
    entries = [*_kept(draft, facts, stated, read.facts.published), *map(_left, filter(_still_holds, draft.entries))]
    if ledger is None and draft.ledger is not None:
        entries.append(Entry(Group.NOTE, 0, "import.no-ledger", msg("the notice has no ledger; none was made")))
    return replace(draft, notice=text, ledger=None, entries=in_order(entries))


def _facts(notice: bytes, path: str) -> tuple[Node | None, str]:
    """Return the facts of the notice that is there, and the file up to its text as it lies on the disk."""
    text, problems = decode_source(notice, path)
    document, split_problems = front_matter.split(text, path) if not errors(problems) else (None, [])
    if document is None:
        raise BuildFailed(problems + split_problems)
    node, problems = yaml_nodes.parse(document.front_matter, path, 2)
    if errors(problems):
        raise BuildFailed(problems)
    start = b"".join(notice.splitlines(keepends=True)[: document.body_line - 1]).decode()
    return node, start if start.endswith(("\n", "\r")) else f"{start}\n"


def _read(draft: Draft, text: str, path: str, ledger: str | None, ledger_path: str) -> Notice:
    """Read the notice as a build does; raises `BuildFailed` where it would be refused or read otherwise."""
    decoded, _ = decode_source(text.encode(), path)
    read, problems = read_notice(draft.id, path, decoded, ledger_path, ledger)
    alone, _ = read_notice(draft.id, draft.name, draft.notice, ledger_path, draft.ledger)
    wrong = errors(problems)
    if read and (_codes(read) != _codes(alone) or any(problem.code.startswith("heading.") for problem in wrong)):
        raise BuildFailed([_other_numbering(draft, decoded, path)])
    if wrong or read is None:
        raise BuildFailed([_with_choice(problem) for problem in wrong])
    return read


def _codes(notice: Notice | None) -> list[str] | None:
    return [section.code for section in walk(notice.sections)] if notice else None


def _other_numbering(draft: Draft, text: str, path: str) -> Problem:
    document, _ = front_matter.split(text, path)
    node, _ = yaml_nodes.parse(document.front_matter, path, 2) if document else (None, [])
    written = written_numbering(draft.facts.numbering)
    return Problem(
        place_of(NoticeFacts, node, "numbering") or Location(path),
        "import.other-numbering",
        msg("the headings of the new text are numbered otherwise than the notice says: {numbering}", numbering=written),
        msg(
            "write “编号: {numbering}” into notice.md, or correct the numerals in the file; import again",
            numbering=written,
        ),
    )


def _with_choice(problem: Problem) -> Problem:
    """Let a finding without an entry also be what it may be in a new text: an item of a list."""
    if problem.code != "ledger.entry-missing":
        return problem
    hint = msg(
        "add an entry for it to ledger.yaml; an item of a list that is no finding gets the style 列表编号 in Word, "
        "or begins with ①; import again"
    )
    return structs.replace(problem, hint=hint)


def _still_holds(entry: Entry) -> bool:
    """Tell whether a line of the report is about the text, not about facts and a ledger that are not written."""
    return entry.group is not Group.MISSING and entry.code not in _ABOUT_LEDGER


def _left(entry: Entry) -> Entry:
    if entry.group is not Group.MOVED:
        return entry
    message = msg("left out of the text; the facts at the beginning of notice.md stay as they are")
    return replace(entry, group=Group.DROPPED, message=message)


def _kept(draft: Draft, there: Node | None, stated: Node | None, published: datetime) -> Iterator[Entry]:
    """Name each fact that the file states otherwise, or that the notice has no field for."""
    stands_in = draft.facts.provisional
    found = list(_differences(NoticeFacts, there, stated, {*_OWN, *stands_in}))
    day = draft.facts.published_on
    if day and "发布时间" in stands_in and day != f"{published:%Y-%m-%d}":
        found.append(("发布时间", f"{published:%Y-%m-%d %H:%M}", day))
    for name, value, words in found:
        stays = msg("the field {name} stays “{value}”; the file says “{words}”", name=name, value=value, words=words)
        absent = msg("the notice has no field {name}; the file says “{words}”", name=name, words=words)
        yield Entry(Group.DOUBT if value else Group.NOTE, 0, "import.other-fact", stays if value else absent)


def _differences(
    record: Any, there: Node | None, stated: Node | None, left_out: Container[str] = ()
) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and the file's words for each fact of the file that is not that of the notice."""
    for field in fields_of(record):
        fact, known = _value(stated, field.chinese), _value(there, (field.name, *field.chinese))
        if fact is None or field.chinese[0] in left_out:
            continue
        if field.reader.record:
            inner = _differences(field.reader.record, known, fact)
            yield from ((f"{field.chinese[0]}·{name}", value, words) for name, value, words in inner)
        elif known is None or (_words(known) != _words(fact) and field.reader.read(known) != field.reader.read(fact)):
            yield field.chinese[0], _words(known), _words(fact)


def _value(node: Node | None, names: Container[str]) -> Node | None:
    entries = node.entries if isinstance(node, YamlMapping) else ()
    return next((value for key, value in entries if key.text in names), None)


def _words(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""
