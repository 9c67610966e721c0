"""What the styles of a Word file say of a paragraph or a run: depth of headings, list, bold, hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from zhaoshi.importing.word.values import is_on, value_of, whole
from zhaoshi.model.word_form import ADDED, RUN_ON

BODY = 9
"""Outline level of what is no heading (ECMA-376-1, 17.3.1.20)."""
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_ITEM = re.compile(r"(?:list (?:number|bullet)|列表编号|列表项目符号)(?:\s*\d)?", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*[1-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits; None where nothing is said."""

    outline: int | None = None
    """Outline level from 0; `BODY` for what is no heading."""
    list_id: str | None = None
    """Id of the list its paragraphs belong to; `0` for none."""
    list_level: int | None = None
    list_style: str = ""
    """Id of the nearest style in the chain that speaks of lists; a level of the list may belong to it."""
    bold: bool | None = None
    hidden: bool | None = None
    is_added: bool = False
    """Whether our own export gives it to what it adds to the signed text: number, attachments, ledger."""
    is_item: bool = False
    """Whether it is a style of Word's own for the items of a list."""
    is_run_on: bool = False
    """Whether our own export gives it to a measure that goes on in the paragraph before it."""
    is_contents: bool = False
    """Whether it is the style of an entry in a table of contents."""


NO_STYLE = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a file."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    of_paragraphs: Style = NO_STYLE
    """For paragraphs that name none."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """List ids of the numbering styles."""

    def paragraph(self, id_: str) -> Style:
        """Return the style of a paragraph that names `id_`; an unknown one is the default, as in Word."""
        return self.by_id.get(id_, self.of_paragraphs)

    def run(self, id_: str) -> Style:
        """Return the style of a run that names `id_`."""
        return self.by_id.get(id_, NO_STYLE)


def read_styles(root: Element | None) -> Styles:
    """Read `styles.xml`."""
    if root is None:
        return Styles()
    elements = {element.get("styleId", ""): element for element in root.iter("style")}
    by_id = {id_: _resolved(id_, elements) for id_ in elements}
    default = next(
        (id_ for id_, element in elements.items() if element.get("type") == "paragraph" and is_default(element)), ""
    )
    lists = {id_: by_id[id_].list_id or "" for id_, element in elements.items() if element.get("type") == "numbering"}
    return Styles(by_id, by_id.get(default, NO_STYLE), lists)


def is_default(style: Element) -> bool:
    """Tell whether a style is that of whatever names none."""
    return style.get("default", "0").lower() in ("1", "true", "on")


def _resolved(id_: str, elements: Mapping[str, Element]) -> Style:
    """Read a style and those that it is based on, nearest first."""
    chain: list[str] = []
    while id_ in elements and id_ not in chain:
        chain.append(id_)
        id_ = value_of(elements[id_], "basedOn")
    style = NO_STYLE
    for link in reversed(chain):
        style = _over(style, elements[link], link)
    return style


def _over(base: Style, element: Element, id_: str) -> Style:
    paragraph, run = element.find("pPr"), element.find("rPr")
    number = paragraph.find("numPr") if paragraph is not None else None
    list_id = value_of(number, "numId") or None
    list_level = whole(value_of(number, "ilvl"), -1)
    names = [value_of(element, "name"), *value_of(element, "aliases").split(",")]
    heading = next((found for name in names if (found := _HEADING.fullmatch(name.strip()))), None)
    outline = whole(value_of(paragraph, "outlineLvl"), int(heading[1]) - 1 if heading else -1)
    return Style(
        outline=base.outline if outline < 0 else outline,
        list_id=list_id or base.list_id,
        list_level=list_level if list_level >= 0 else base.list_level,
        list_style=id_ if number is not None else base.list_style,
        bold=_switch(run, "b", base.bold),
        hidden=_switch(run, "vanish", base.hidden),
        is_added=base.is_added or names[0].startswith(ADDED),
        is_item=base.is_item or any(_ITEM.fullmatch(name.strip()) for name in names),
        is_run_on=base.is_run_on or names[0] == RUN_ON,
        is_contents=base.is_contents or bool(_CONTENTS.fullmatch(names[0].strip())),
    )


def _switch(properties: Element | None, name: str, otherwise: bool | None) -> bool | None:
    found = properties.find(name) if properties is not None else None
    return otherwise if found is None else is_on(found)
