"""Which source is what, told from its path."""

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from zhaoshi.building.scanning import CONTENT, Source
from zhaoshi.building.shelf import NOTICES, Shelf
from zhaoshi.model.readers import is_id
from zhaoshi.problems import Location, Problem, doubt, msg
from zhaoshi.text import markdown, yaml_nodes

MAX_ATTACHMENT = 50_000_000
ATTACHMENT_TYPES = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "wps",
        "et",
        "csv",
        "txt",
        "zip",
        "jpg",
        "jpeg",
        "png",
        "webp",
        "gif",
        "mp4",
        "mp3",
    ]
)

_BAD_IN_NAME = re.compile(r"[#?%:*\"<>|\\]")

_IMPORTED = frozenset(["doc", "docx", "wps", "xls", "xlsx", "et"])
_ORIGINALS = _IMPORTED | {"pdf", "ofd"}
"""Types of files that a notice is made from."""

_MISTAKEN = {
    "ledger.yaml": re.compile(r"(?i)ledger\.ya?ml(\.txt)?|台账\..*"),
    "notice.md": re.compile(r"(?i)notice\.(md\.txt|txt|markdown|md)|通报\..*"),
    "site.yaml": re.compile(r"(?i)site\.ya?ml(\.txt)?"),
    "units.yaml": re.compile(r"(?i)units\.ya?ml(\.txt)?"),
    "rounds.yaml": re.compile(r"(?i)rounds\.ya?ml(\.txt)?"),
}
"""Names that files are saved under when another was meant."""


class Sorted(Struct, frozen=True):
    """The sources by what they are."""

    notices: list[str] = field(default_factory=list)
    """Ids of those that have a `notice.md`."""
    replies: dict[str, Source] = field(default_factory=dict)
    """By id."""
    pages: dict[str, Source] = field(default_factory=dict)
    """Standing pages, by id."""


def sort(sources: Shelf[Source]) -> tuple[Sorted, list[Problem]]:
    """Tell from its path what each file is; what is nothing is named, never ignored in silence."""
    found = Sorted()
    problems: list[Problem] = []
    for name in sources.parts():
        files = sources.part(name)
        for source in files.values():
            problems += _sorted_in(found, source, sources)
        if name.startswith(f"{NOTICES}/") and f"{CONTENT}/{name}/notice.md" not in files:
            problems += _without_notice(name, files)
    return found, problems


def _sorted_in(found: Sorted, source: Source, sources: Collection[str]) -> Iterator[Problem]:
    path = source.path
    limit = markdown.MAX_BYTES if path.endswith(".md") else yaml_nodes.MAX_BYTES
    match path.split("/")[1:]:
        case ["site.yaml" | "units.yaml" | "rounds.yaml"] | ["notices", _, "ledger.yaml"]:
            pass
        case ["notices", id_, "notice.md"]:
            if problem := _id_problem(id_, source):
                yield problem
            else:
                found.notices.append(id_)
        case ["notices", _, "attachments", *_]:
            limit = MAX_ATTACHMENT
            if problem := _attachment_problem(source):
                yield problem
        case ["replies" | "pages" as folder, name] if name.endswith(".md"):
            id_ = name.removesuffix(".md")
            if problem := _id_problem(id_, source):
                yield problem
            else:
                (found.replies if folder == "replies" else found.pages)[id_] = source
        case _:
            yield _stray(source, sources)
            return
    if source.stamp.size > limit:
        yield _attachment_too_large(path) if limit == MAX_ATTACHMENT else yaml_nodes.too_large(path, limit)


def _without_notice(name: str, files: Mapping[str, Source]) -> Iterator[Problem]:
    ledger, folder = f"{CONTENT}/{name}/ledger.yaml", f"{CONTENT}/{name}/attachments/"
    path = ledger if ledger in files else next((path for path in files if path.startswith(folder)), "")
    if path:
        yield Problem(
            Location(path),
            "notice.missing",
            msg("there is no notice.md that this file belongs to"),
            msg("put notice.md into the folder of the notice"),
        )


def _attachment_too_large(path: str) -> Problem:
    return Problem(
        Location(path),
        "file.too-large",
        msg("the file is larger than {limit} MB", limit=MAX_ATTACHMENT // 1_000_000),
        msg("save it smaller, or in several parts"),
    )


def _id_problem(id_: str, source: Source) -> Problem | None:
    if is_id(id_):
        return None
    return Problem(
        Location(source.path),
        "file.name",
        msg("“{name}” cannot be part of an address", name=id_),
        msg("rename it with small letters, digits and hyphens, at most 64: 2023-culture-federation"),
    )


def _attachment_problem(source: Source) -> Problem | None:
    if bad := _BAD_IN_NAME.search(source.path):
        return Problem(
            Location(source.path),
            "file.name",
            msg("the name of the file contains “{sign}”, which addresses cannot hold", sign=bad[0]),
            msg("rename the file"),
        )
    extension = source.path.rpartition(".")[2].lower()
    if extension in ATTACHMENT_TYPES:
        return None
    return Problem(
        Location(source.path),
        "file.type",
        msg("files of the type “{type}” are not published", type=extension),
        msg("save it as PDF, Word, Excel, text or a picture"),
    )


def _stray(source: Source, sources: Collection[str]) -> Problem:
    folder, _, name = source.path.rpartition("/")
    if (extension := name.rpartition(".")[2].lower()) in _ORIGINALS:
        if extension in _IMPORTED and f"{folder}/notice.md" not in sources:
            hint = msg("make the notice from it with “zhaoshi import”, and keep the original elsewhere")
        else:
            hint = msg("move it to attachments/ if readers shall have it, else keep it outside this folder")
        return doubt(Location(source.path), "file.original", msg("the original is not published from here"), hint)
    at, message = Location(source.path), msg("the file is not part of the site")
    place = msg("a notice stands in notices/ID/notice.md, with ledger.yaml and attachments/ beside it")
    if name in _MISTAKEN:
        return Problem(at, "file.unused", message, place)
    for right, wrong in _MISTAKEN.items():
        if wrong.fullmatch(name):
            return Problem(at, "file.unused", message, msg("should it be named “{name}”?", name=right))
    return doubt(at, "file.unused", message, place)
