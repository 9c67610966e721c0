"""Fields (ECMA-376-1, 17.16): an instruction that a reader never sees, and the result that he does."""

import re
from dataclasses import dataclass, field

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_CIRCLED = re.compile(r"eq\s+\\o\\ac\s*\(\s*[○〇◯]\s*[,，;]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_SILENT = frozenset({"XE", "TC", "RD", "TA", "SET", "BOOKMARK", "PRINT", "PRIVATE"})
"""Fields that show nothing by nature."""


@dataclass(slots=True)
class Field:
    """A field that was begun and has not ended."""

    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        """Its first word: `HYPERLINK`, `TOC`."""
        return (self.instruction.split() or [""])[0].upper()

    @property
    def link(self) -> str:
        """Where a hyperlink leads; empty for other fields and for places in the same file."""
        if self.name != "HYPERLINK":
            return ""
        words = [(quoted or bare).replace("\\\\", "\\") for quoted, bare in _QUOTED.findall(self.instruction)][1:]
        address = words[0] if words and not words[0].startswith("\\") else ""
        place = words[words.index("\\l") + 1 :][:1] if "\\l" in words else []
        return f"{address}#{place[0]}" if address and place else address

    @property
    def sign(self) -> str:
        """The character that a field without result draws: a number in a circle; empty where it draws none."""
        found = _CIRCLED.search(self.instruction)
        return chr(ord("①") + int(found[1]) - 1) if found and 1 <= int(found[1]) <= 20 else ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing is missing where the field shows nothing."""
        return self.has_result or self.name in _SILENT or not self.name


@dataclass(slots=True)
class Fields:
    """The fields that are open at one place of a text; they reach over paragraphs."""

    open: list[Field] = field(default_factory=list)

    @property
    def shows(self) -> bool:
        """Whether text at this place is seen, being in the results of all open fields."""
        return all(field.has_result for field in self.open)

    @property
    def in_contents(self) -> bool:
        """Whether this place is in a table of contents."""
        return any(field.name == "TOC" for field in self.open)

    @property
    def link(self) -> str:
        """Where the innermost open hyperlink leads; empty where there is none."""
        return next((field.link for field in reversed(self.open) if field.link), "")

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self.open:
            self.open[-1].instruction += text

    def turn(self, kind: str) -> Field | None:
        """Take a `w:fldChar`: begin, separate or end; return the field that has ended."""
        if kind == "begin":
            self.open.append(Field())
        elif kind == "separate" and self.open:
            self.open[-1].has_result = True
        elif kind == "end" and self.open:
            return self.open.pop()
        return None
