"""Pictures that a Word file holds: those that every browser shows are kept under a plain name."""

from dataclasses import dataclass, field

from zhaoshi.importing.manuscript import Picture, Remark
from zhaoshi.importing.word.package import Package, Relation
from zhaoshi.importing.word.runs import remark
from zhaoshi.problems import msg

_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))


@dataclass(slots=True)
class Pictures:
    """The pictures met so far, each part once."""

    package: Package
    _kept: dict[str, Picture] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[Picture, ...]:
        """In the order in which they were met."""
        return tuple(self._kept.values())

    def name_of(self, relation: Relation | None) -> str | Remark:
        """Keep a picture and return its name, or say why it is not kept."""
        if relation is None:
            return remark("docx.picture", msg("a picture that the file lost is not taken"))
        if relation.is_external:
            return remark("docx.picture", msg("a picture that lies elsewhere is not taken"), before=relation.target)
        data = self.package.data(relation.target)
        shown = relation.target.rpartition("/")[2]
        if data is None:
            return remark("docx.picture", msg("a picture that the file lost is not taken"), before=shown)
        kind = "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
        kind = next((kind for start, kind in _KINDS if data.startswith(start)), kind)
        if not kind:
            return remark(
                "docx.picture",
                msg("a picture of a kind that no browser shows is not taken; save it as PNG and attach it"),
                before=shown,
            )
        part = relation.target.lower()
        if part not in self._kept:
            self._kept[part] = Picture(f"picture-{len(self._kept) + 1}.{kind}", data)
        return self._kept[part].name
