"""A .docx as a package of parts (ECMA-376, part 2): XML with short names, and the relations between parts."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from zhaoshi.importing.archives import declaring, guarded, refused
from zhaoshi.problems import BuildFailed, Message, msg

_MOST_BYTES = 64_000_000
_MOST_ELEMENTS = 300_000
_DEEPEST = 150
"""A table in a cell of a table takes five levels; the limit keeps recursion within Python's own."""

_SHORT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://purl.oclc.org/ooxml/drawingml/main": "a:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:office": "o:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
"""Namespaces, transitional and strict, and what stands for them here: `w:p` is `p`, `r:id` stays `r:id`."""

_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wpi", "w14", "wp14", "a14"})
"""What a newer form may require and be read all the same; of anything else the fallback is taken."""


class _Guarded(ElementTree.TreeBuilder):
    """Builds a tree with short names, and stops where Word would never have gone."""

    def __init__(self, part: str, name: str) -> None:
        super().__init__()
        self._part, self._name = part, name
        self._names: dict[str, str] = {}
        self._depth = self._count = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise declaring(self._name, self._part)

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise _too_large(self._part, self._name)
        return super().start(self._short(tag), {self._short(key): value for key, value in attributes.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(self._short(tag))

    def _short(self, name: str) -> str:
        if name not in self._names:
            space, closed, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
            self._names[name] = _SHORT[space] + local if space in _SHORT else name if closed else local
        return self._names[name]


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part leads."""

    kind: str
    """Last word of its type: `image`, `hyperlink`, `footnotes`."""
    target: str
    """Name of a part without a leading slash, or an address where it is external."""
    is_external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose parts can be read; names are the same whatever their capitals (ECMA-376-2, 6.2.2.3)."""

    name: str
    """File name, for messages."""
    archive: ZipFile
    parts: Mapping[str, str]
    """Names of the parts as they stand, by their small letters."""
    main: str = ""
    """Name of the part that holds the text."""

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part; None where there is no such part."""
        known = self.parts.get(part.lower())
        return None if known is None else self.archive.read(known)

    def xml(self, part: str) -> Element | None:
        """Return a part as a tree, alternatives chosen; None where there is no such part. Raises `BuildFailed`."""
        data = self.data(part)
        if data is None:
            return None
        if len(data) > _MOST_BYTES:
            raise _too_large(part, self.name)
        parser = ElementTree.XMLParser(target=_Guarded(part, self.name))
        try:
            parser.feed(data)
            root: Element = parser.close()
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise refused(
                self.name,
                "office.damaged",
                msg("“{part}” inside the file is damaged", part=part),
                msg("open it in Word, Excel or WPS and save it again under a new name"),
            ) from error
        _choose(root)
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """Return where a part leads, by the ids that it uses."""
        folder, _, file = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], target, external)
        return found


def opened(data: bytes, name: str) -> Package:
    """Open a Word file; raises `BuildFailed` where it is none, or where it is not safe to read."""
    archive = guarded(data, name)
    package = Package(name, archive, {part.lower(): part for part in archive.namelist()})
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "word/document.xml")
    kind = _content_type(package, main)
    if "spreadsheetml" in kind or "ms-excel" in kind or "xl/workbook.xml" in package.parts:
        raise _other(name, msg("this is an Excel file, whatever its name says"))
    if "presentationml" in kind or "ms-powerpoint" in kind:
        raise _other(name, msg("this is a PowerPoint file, whatever its name says"))
    if main.lower() not in package.parts:
        if "content.xml" in package.parts:
            raise _other(name, msg("this is an OpenDocument file, whatever its name says"))
        raise _other(name, msg("the file is a zip archive without a Word text in it"))
    return Package(name, archive, package.parts, main)


def _other(name: str, sentence: Message) -> BuildFailed:
    return refused(name, "office.not-word", sentence, msg("give a text that was saved as .docx"))


def _content_type(package: Package, part: str) -> str:
    root = package.xml("[Content_Types].xml")
    wanted = f"/{part}".lower()
    return next(
        (
            e.get("ContentType", "")
            for e in (root if root is not None else ())
            if e.get("PartName", "").lower() == wanted
        ),
        "",
    )


def _too_large(part: str, name: str) -> BuildFailed:
    return refused(
        name, "office.too-large", msg("“{part}” inside the file is larger or deeper than any notice", part=part)
    )


def _choose(root: Element) -> None:
    """Put in the place of alternatives the one that can be read."""
    for parent in list(root.iter()):
        while any(child.tag == "mc:AlternateContent" for child in parent):
            parent[:] = [
                kept
                for child in parent
                for kept in (_chosen(child) if child.tag == "mc:AlternateContent" else (child,))
            ]


def _chosen(alternatives: Element) -> list[Element]:
    choices = [list(child) for child in alternatives if child.tag == "mc:Choice" and _is_understood(child)]
    fallback = [list(child) for child in alternatives if child.tag == "mc:Fallback"]
    others = [list(child) for child in alternatives if child.tag == "mc:Choice"]
    return next((found for found in (*choices, *fallback, *others) if found), [])


def _is_understood(choice: Element) -> bool:
    return set(choice.get("Requires", "").split()) <= _UNDERSTOOD
