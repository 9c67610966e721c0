"""The notice that a workbook belongs to, and the ledger that it has so far."""

from dataclasses import dataclass
from pathlib import Path

from zhaoshi.model.ledger import Ledger, read_ledger
from zhaoshi.model.notice_facts import NUMBERING
from zhaoshi.model.readers import Refused, is_id
from zhaoshi.problems import BuildFailed, Location, Problem, errors, msg
from zhaoshi.system_errors import cannot_read
from zhaoshi.text import front_matter, yaml_nodes
from zhaoshi.text.decoding import decode_source, without_strays
from zhaoshi.text.nodes import Mapping as YamlMapping
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.outline import Section, outline

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Target:
    """A notice whose text can be read, however incomplete its facts may be."""

    ledger_path: str
    """Below the root: `content/notices/ID/ledger.yaml`."""
    numbering: Numbering
    sections: tuple[Section, ...]
    in_chinese: bool
    """Whether the notice names its fields in Chinese."""
    text: str
    """Of the ledger as it lies on the disk, line ends included, without stray characters; empty where there is none."""
    has_bom: bool
    """Whether a byte-order mark stands before it."""
    ledger: Ledger | None

    def data(self, text: str) -> bytes:
        """Return the bytes of the ledger with another text."""
        return ((_BOM if self.has_bom else "") + text).encode()


def read_target(root: Path, id_: str) -> Target:
    """Read the notice `id_` and its ledger; raises `BuildFailed` where there is none or where they cannot be read."""
    path = f"content/notices/{id_}/notice.md"
    if not is_id(id_) or (data := _bytes(root / path)) is None:
        raise BuildFailed(
            [
                Problem(
                    Location(path),
                    "notice.unknown",
                    msg("there is no notice “{name}”", name=id_),
                    msg("import its text first, or make it with “zhaoshi new notice”"),
                )
            ]
        )
    text, problems = decode_source(data, path)
    document, split_problems = front_matter.split(text, path) if not errors(problems) else (None, [])
    if document is None:
        raise BuildFailed(problems + split_problems)
    node, problems = yaml_nodes.parse(document.front_matter, path, 2)
    numbering, in_chinese = STANDARD, False
    if isinstance(node, YamlMapping):
        in_chinese = any(not key.text.isascii() for key, _ in node.entries)
        for key, value in node.entries:
            if key.text in ("numbering", "编号"):
                try:
                    numbering = NUMBERING.read(value)
                except Refused as refused:
                    problems += refused.problems
    tree, heading_problems = outline(document.body, numbering, path, document.body_line)
    problems += [problem for problem in errors(heading_problems) if problem.code.startswith("heading.")]
    ledger_path = f"content/notices/{id_}/ledger.yaml"
    ledger_data = _bytes(root / ledger_path)
    ledger: Ledger | None = None
    has_bom, raw = False, ""
    if ledger_data is not None:
        _, ledger_problems = decode_source(ledger_data, ledger_path)
        raw = "" if errors(ledger_problems) else ledger_data.decode()
        has_bom, raw = raw.startswith(_BOM), without_strays(raw.removeprefix(_BOM))
        ledger, more = read_back(raw, ledger_path, numbering)
        problems += errors(ledger_problems) or more
    if errors(problems):
        raise BuildFailed(problems)
    return Target(ledger_path, numbering, tree.sections, in_chinese, raw, has_bom, ledger)


def read_back(text: str, path: str, numbering: Numbering) -> tuple[Ledger | None, list[Problem]]:
    """Read the text of a ledger; the ledger is None where an error is among the problems, or where it is empty."""
    node, problems = yaml_nodes.parse(text, path)
    if errors(problems) or node is None:
        return None, problems
    try:
        return read_ledger(node, path, numbering)
    except Refused as refused:
        return None, refused.problems


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot_read(str(path), error) from error
