"""A notice as a Word file in official layout, for the round of signatures; written by the standard library alone."""

from collections.abc import Iterable
from datetime import UTC, date
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from zhaoshi.building.single import single_notice
from zhaoshi.building.writing import Exported, target_of, write
from zhaoshi.exporting.word import parts as docx_parts
from zhaoshi.exporting.word.body import Body, signature
from zhaoshi.exporting.word.ledger import ledger_table
from zhaoshi.exporting.word.xml import line, run
from zhaoshi.languages import translations
from zhaoshi.library import Library
from zhaoshi.model.notice import Notice
from zhaoshi.pages import words
from zhaoshi.problems import Gettext
from zhaoshi.records import Attachment
from zhaoshi.system_errors import cannot_read

_PICTURES = ("png", "jpg", "jpeg", "gif")


def export_docx(
    root: Path, id_: str, out: Path | None = None, *, as_of: date | None = None, drafts: bool = False
) -> Exported:
    """Write the notice `id_` as a Word file and say what was written.

    `out` is a file, or a folder for `ID.docx`; by default `ID.docx` in the current folder. Equal sources give equal
    bytes. Raises `BuildFailed` where the notice cannot be had, `EnvironmentFailed` where a file cannot be read or
    written.
    """
    notice, summary, library = single_notice(root, id_, as_of=as_of, drafts=drafts)
    data, left_out = word_file(notice, library, _pictures(root, notice, library.attachments(summary)))
    target = target_of(out, f"{id_}.docx")
    write(target, data)
    return Exported(target, left_out=left_out)


def _pictures(root: Path, notice: Notice, files: Iterable[Attachment]) -> dict[str, bytes]:
    """Read the pictures that the text shows."""
    shown = {unquote(link.target) for link in notice.links if link.is_image}
    found: dict[str, bytes] = {}
    for attachment in files:
        if attachment.name in shown and attachment.name.rpartition(".")[2].lower() in _PICTURES:
            try:
                found[attachment.name] = (root / attachment.source).read_bytes()
            except OSError as error:
                raise cannot_read(attachment.source, error) from error
    return found


def word_file(notice: Notice, library: Library, pictures: dict[str, bytes]) -> tuple[bytes, tuple[str, ...]]:
    """Return the file, and the addresses of pictures that it does without.

    What is not the signed text, document number, attachments and ledger, has styles of its own, so that reading the
    file again gives the text alone.
    """
    facts, language = notice.facts, library.site.language.value
    catalogue = translations(language)
    gettext = catalogue.gettext
    body = Body(pictures)
    text = [
        _number(facts.document_number),
        line(run(facts.title), "Title"),
        *body.blocks(notice.lead),
        *body.sections(notice.sections),
    ]
    text += [
        _attachments(body.attachments, gettext),
        signature(facts.signed.by, words.day(facts.signed.on, language)),
    ]
    has_header = facts.draft
    if has_header:
        body.relations["draft"] = ("header", "header1.xml")
    upright = docx_parts.section(has_header=has_header)
    if table := ledger_table(notice, catalogue, language):
        broad = docx_parts.section(is_broad=True, has_header=has_header)
        text += [line("", "", upright), table, line("", "LedgerNote"), broad]
    else:
        text.append(upright)
    unit = library.units[facts.unit.name].name
    created = facts.published.replace(tzinfo=ZoneInfo(library.site.time_zone)).astimezone(UTC)
    parts = docx_parts.fixed(
        facts.title,
        facts.source or facts.signed.by or unit,
        created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        gettext("Draft") if has_header else "",
        language,
        body.starts,
    )
    parts["word/document.xml"] = docx_parts.document("".join(text))
    parts["word/_rels/document.xml.rels"] = docx_parts.relations(body.relations)
    return docx_parts.package(parts | body.media), tuple(body.left_out)


def _number(number: str) -> str:
    return line(run(number), "Number") if number else ""


def _attachments(named: dict[str, str], gettext: Gettext) -> str:
    """List the files that the text leads to (7.3.4)."""
    entries = [f"{text}（{unquote(target).rpartition('/')[2]}）" for target, text in named.items()]
    if not entries:
        return ""
    label = gettext("Attachments: ")
    numbered = [f"{number}. {entry}" for number, entry in enumerate(entries, 1)] if len(entries) > 1 else entries
    lines = ["", label + numbered[0], *("　　　" + entry for entry in numbered[1:])]
    return "".join(line(run(text), "Attachment") for text in lines)
