"""The text of `ledger.yaml`, changed where it has to say something else and nowhere besides."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from zhaoshi.importing.excel.ledger_words import field_named, is_record, name, said, words
from zhaoshi.model.fields import fields_of, read_record
from zhaoshi.model.ledger import Defaults, Ledger, LedgerItem
from zhaoshi.model.unfinished import PROVISIONAL
from zhaoshi.problems import Location
from zhaoshi.text import codes, yaml_text
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.nodes import Mapping as YamlMapping
from zhaoshi.text.nodes import Node, Scalar, Sequence
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.yaml_events import parse_events

_NEWLINE = re.compile(r"\r\n|\r|\n")
_STANDS_IN = re.compile(rf"[ \t]*{PROVISIONAL}[^\r\n]*")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of text and what shall stand there instead."""

    start: int
    end: int
    text: str = ""


def fresh(wanted: Ledger, titles: Mapping[SectionCode, str], *, chinese: bool) -> str:
    """Write a ledger that did not exist, each entry below the words of its finding."""
    lines = [f"{name(Ledger, 'as_of', chinese)}: {wanted.as_of}", "", f"{name(Ledger, 'items', chinese)}:"]
    for item in wanted.items:
        lines += _entry(item, item.section.name, titles, chinese, 2)
    return "\n".join(lines) + "\n"


def merged(text: str, wanted: Ledger, titles: Mapping[SectionCode, str], numbering: Numbering) -> str:
    """Return the text of a ledger, changed so that it reads as `wanted`.

    `text` reads as a ledger without problems, whatever its line ends. Entries that `wanted` does not have are left
    alone; a line that says what it should stays as it is, with comments, order, quotation marks and names of fields.
    """
    root, _ = parse_events(text, "", with_spans=True)
    assert isinstance(root, YamlMapping)  # it reads as a ledger
    newline = found[0] if (found := _NEWLINE.search(text)) else "\n"
    whole = text if text.endswith(("\n", "\r")) else text + newline
    splices = list(_Editor(whole, newline, numbering or STANDARD).ledger(root, wanted, titles))
    return spliced(whole, splices) if splices else text


def with_stated_day(text: str) -> str:
    """Return the text of a ledger without the note that its day only stands in for one that nobody has stated."""
    root, _ = parse_events(text, "", with_spans=True)
    assert isinstance(root, YamlMapping)  # it reads as a ledger
    end = _fields(root, Ledger)["as_of"][1].span[1]
    note = _STANDS_IN.match(text, end)
    return text[:end] + text[note.end() :] if note else text


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Carry splices out, those at one place in the order given; they do not overlap."""
    pieces, position = [], 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        pieces += [text[position : splice.start], splice.text]
        position = max(position, splice.end)
    return "".join([*pieces, text[position:]])


def _entry(
    item: LedgerItem, section: str, titles: Mapping[SectionCode, str], chinese: bool, indent: int
) -> Iterator[str]:
    """Write a new entry below a comment with the words of its finding."""
    if title := " ".join(titles.get(SectionCode(item.section.name), "").split()):
        yield f"{' ' * indent}# {title}"
    first, *lines = [
        line
        for field, value in {**said(item), "section": section}.items()
        for line in yaml_text.field_lines(name(LedgerItem, field, chinese), words(value, chinese=chinese), indent + 2)
    ]
    yield f"{' ' * indent}- {first.strip()}"
    yield from lines


def _as_written(wanted: LedgerItem, is_: LedgerItem, defaults: Defaults) -> LedgerItem:
    """Take out of an item what the ledger's defaults supply and what only stands in another order."""
    kept: dict[str, Any] = {
        field: getattr(is_, field)
        for field in ("leader", "owner", "deadline")
        if getattr(wanted, field) == (getattr(is_, field) or getattr(defaults, field))
    }
    if tuple(sorted(is_.updates, key=lambda update: update.on)) == wanted.updates:
        kept["updates"] = is_.updates
    return replace(wanted, section=is_.section, **kept)


def _fields(node: YamlMapping, kind: type) -> dict[str, tuple[Scalar, Node]]:
    return {field_named(kind, key.text): (key, value) for key, value in node.entries}


def _in_chinese(node: YamlMapping) -> bool:
    return not node.entries[0][0].text.isascii()


@dataclass(frozen=True, slots=True)
class _Editor:
    """Finds the splices that make one text say something else."""

    text: str
    newline: str
    numbering: Numbering

    def ledger(self, root: YamlMapping, wanted: Ledger, titles: Mapping[SectionCode, str]) -> Iterator[Splice]:
        """Change a whole ledger."""
        fields = _fields(root, Ledger)
        ledger = read_record(Ledger, root, Location(""))
        if ledger.as_of != wanted.as_of:
            yield self._replaced(fields["as_of"][1], wanted.as_of.isoformat())
        items = fields["items"][1]
        nodes = items.items if isinstance(items, Sequence) else (items,)
        entries = {
            codes.read_code(item.section.name, self.numbering): (node, item)
            for node, item in zip(nodes, ledger.items, strict=True)
        }
        added = []
        for item in wanted.items:
            node, is_ = entries.get(SectionCode(item.section.name), (None, None))
            if isinstance(node, YamlMapping) and is_:
                yield from self._record(node, is_, _as_written(item, is_, ledger.defaults))
            else:
                added.append(item)
        if added:
            yield from self._added(fields["items"][0], items, ledger.items, added, titles)

    def _record(self, node: YamlMapping, is_: Any, wanted: Any) -> Iterator[Splice]:
        """Change the fields of one record that differ, and take out what has no value any more."""
        kind: Any = type(is_)
        chinese, fields = _in_chinese(node), _fields(node, kind)
        old, new = said(is_), said(wanted)
        gone = {field for field in fields if field in old and field not in new}
        kept = [field for field in fields if field not in gone]
        if not kept:
            yield self._replaced(node, yaml_text.in_brackets(words(wanted, chinese=chinese)))
            return
        order = [known.name for known in fields_of(kind)]
        for field, value in new.items():
            if field in old and words(old[field]) == words(value):
                continue
            if field in fields:
                yield from self._value(fields[field][1], getattr(is_, field), value, chinese)
            else:
                before = [known for known in kept if order.index(known) < order.index(field)]
                anchor = fields[max(before, key=order.index) if before else kept[-1]][1]
                yield self._inserted(node, anchor, name(kind, field, chinese), words(value, chinese=chinese))
        yield from self._deleted(node, [field in gone for field in fields])

    def _value(self, node: Node, is_: Any, wanted: Any, chinese: bool) -> Iterator[Splice]:
        if isinstance(node, YamlMapping) and is_record(wanted):
            yield from self._record(node, is_, wanted)
        elif isinstance(node, Sequence):
            yield from self._list(node, is_, wanted, chinese)
        else:
            yield self._replaced(node, yaml_text.in_brackets(words(wanted, chinese=chinese)))

    def _list(self, node: Sequence, is_: Any, wanted: Any, chinese: bool) -> Iterator[Splice]:
        """Change, add and take out elements; those that both lists have stay as they are written."""
        chinese = _in_chinese(node.items[0]) if isinstance(node.items[0], YamlMapping) else chinese
        old, new = [[str(words(element)) for element in elements] for elements in (is_, wanted)]
        operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if node.in_brackets:
            texts = []
            for operation, i1, i2, j1, j2 in operations:
                same = [self.text[slice(*item.span)] for item in node.items[i1:i2]]
                made = [yaml_text.in_brackets(words(element, chinese=chinese)) for element in wanted[j1:j2]]
                texts += same if operation == "equal" else made
            yield self._replaced(node, f"[{', '.join(texts)}]")
            return
        margin = " " * (node.at.column - 1)
        for operation, i1, i2, j1, j2 in operations:
            if operation == "equal":
                continue
            both = min(i2 - i1, j2 - j1)
            for i, j in zip(range(i1, i1 + both), range(j1, j1 + both), strict=True):
                yield from self._value(node.items[i], is_[i], wanted[j], chinese)
            lines = [yaml_text.in_brackets(words(element, chinese=chinese)) for element in wanted[j1 + both : j2]]
            yield self._lines_at(self._before(node, i1 + both), [f"{margin}- {line}" for line in lines])
            for i in range(i1 + both, i2):
                yield Splice(self._line_start(self._dash(node.items[i])), self._next_line(self._end(node.items[i])))

    def _before(self, node: Sequence, index: int) -> int:
        """Return where lines go that shall stand before an element of a list."""
        if index:
            return self._next_line(self._end(node.items[index - 1]))
        return self._line_start(self._dash(node.items[0]))

    def _inserted(self, node: YamlMapping, anchor: Node, name_: str, value: yaml_text.Value) -> Splice:
        """Add a field behind the value of another."""
        end = self._end(anchor)
        if node.in_brackets:
            return Splice(end, end, f", {name_}: {yaml_text.in_brackets(value)}")
        return self._lines_at(self._next_line(end), yaml_text.field_lines(name_, value, node.at.column - 1))

    def _deleted(self, node: YamlMapping, gone: list[bool]) -> Iterator[Splice]:
        """Take fields out, of which at least one stays."""
        starts = [key.span[0] for key, _ in node.entries]
        ends = [self._end(value) for _, value in node.entries]
        first = gone.index(False)
        beside_dash = not node.in_brackets and bool(self.text[self._line_start(starts[0]) : starts[0]].strip())
        if first and (node.in_brackets or beside_dash):
            yield Splice(starts[0], starts[first])
        for index, is_gone in enumerate(gone):
            if not is_gone or (index < first and (node.in_brackets or beside_dash)):
                continue
            if node.in_brackets:
                yield Splice(ends[index - 1], ends[index])
            else:
                yield Splice(self._line_start(starts[index]), self._next_line(ends[index]))

    def _added(
        self,
        key: Scalar,
        items: Node,
        known: tuple[LedgerItem, ...],
        added: list[LedgerItem],
        titles: Mapping[SectionCode, str],
    ) -> Iterator[Splice]:
        """Put new entries where they stand in the order of the text; between brackets, at the end."""
        chinese = not key.text.isascii()
        if not isinstance(items, Sequence) or (items.in_brackets and items.items):
            last = items.items[-1] if isinstance(items, Sequence) else items
            texts = [f", {yaml_text.in_brackets(words(item, chinese=chinese))}" for item in added]
            yield Splice(last.span[1], last.span[1], "".join(texts))
            return
        indent = items.at.column - 1 if items.items else key.at.column + 1
        dotted = all(item.section.name.isascii() for item in known)
        entries = {
            code: _entry(item, code if dotted else codes.shown(code, self.numbering), titles, chinese, indent)
            for item in added
            for code in (SectionCode(item.section.name),)
        }
        if not items.items:
            yield self._replaced(items, self.newline + self.newline.join(line for e in entries.values() for line in e))
            return
        start, following = items.items[0].span[0], items.items[min(1, len(items.items) - 1)].span[0]
        blank = [""] if _BLANK_LINE.search(self.text, start, following) else []
        known_codes = [codes.read_code(item.section.name, self.numbering) for item in known]
        for code, lines in entries.items():
            smaller = [i for i, k in enumerate(known_codes) if k and codes.places(k) < codes.places(code)]
            if smaller:
                place = self._next_line(self._end(items.items[smaller[-1]]))
                yield self._lines_at(place, [*blank, *lines])
            else:
                yield self._lines_at(self._next_line(key.span[1]), [*lines, *blank])

    def _replaced(self, node: Node, text: str) -> Splice:
        return Splice(node.span[0], self._end(node), text)

    def _lines_at(self, position: int, lines: Iterable[str]) -> Splice:
        return Splice(position, position, "".join(line + self.newline for line in lines))

    def _dash(self, item: Node) -> int:
        return self.text.rindex("-", 0, item.span[0])

    def _end(self, node: Node) -> int:
        """Return where a node's text ends: that of a block scalar reaches over the empty lines below it."""
        start, end = node.span
        return start + len(self.text[start:end].rstrip())

    def _line_start(self, position: int) -> int:
        return max(self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position)) + 1

    def _next_line(self, position: int) -> int:
        found = _NEWLINE.search(self.text, position)
        return found.end() if found else len(self.text)
