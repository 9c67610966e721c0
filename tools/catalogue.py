"""Bring the Chinese catalogue up to date: collect msgids from program and templates, keep translations, compile.

`python tools/catalogue.py` writes `zhaoshi.po` and `zhaoshi.mo`; `--check` writes nothing and fails where they are not
up to date or a translation is missing.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "zhaoshi" / "locale" / "zh_CN" / "LC_MESSAGES"
SOURCES = {"zhaoshi": [("**.py", "python")], "templates": [("**.html", "jinja2"), ("**.xml", "jinja2")]}
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where a compiled catalogue would hold the minute in which it was made."""

KEYWORDS = {**DEFAULT_KEYWORDS, "msg": None}


def msgids() -> list[str | tuple[str, str]]:
    """Return every msgid of the program and the templates, in order and once."""
    found = {
        message if isinstance(message, str) else (message[0], message[1])
        for folder, methods in SOURCES.items()
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, methods, keywords=KEYWORDS)
    }
    return sorted((m for m in found if m), key=lambda m: m if isinstance(m, str) else m[0])


def updated() -> Catalog:
    """Return the catalogue with exactly the msgids in use and the translations that are known for them."""
    known = Catalog(locale="zh_CN")
    if (path := FOLDER / "zhaoshi.po").exists():
        known = read_po(io.BytesIO(path.read_bytes()), locale="zh_CN")
    catalogue = Catalog(locale="zh_CN", header_comment="# Chinese words of Zhaoshi.", fuzzy=False)
    for msgid in msgids():
        plain = msgid if isinstance(msgid, str) else msgid[0]
        old = known.get(plain)
        text = _translation(old.string if old else "")
        catalogue.add(msgid, text if isinstance(msgid, str) else (text,))
    return catalogue


def files() -> dict[str, bytes]:
    """Return what `zhaoshi.po` and `zhaoshi.mo` should hold."""
    catalogue = updated()
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=0, no_location=True, omit_header=True, sort_output=False)
    write_mo(mo, catalogue)
    header = (
        '# Chinese words of Zhaoshi. Brought up to date by tools/catalogue.py.\nmsgid ""\nmsgstr ""\n'
        '"Language: zh_CN\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    text = header.encode() + po.getvalue()
    compiled = io.BytesIO()
    known = read_po(io.BytesIO(text), locale="zh_CN")
    known.creation_date = known.revision_date = _SOME_DAY
    write_mo(compiled, known)
    return {"zhaoshi.po": text, "zhaoshi.mo": compiled.getvalue()}


def _translation(text: object) -> str:
    """Return the one form that a translation has: Chinese knows no plural."""
    return str(text[0] if isinstance(text, tuple | list) and text else text or "")


def missing() -> list[str]:
    """Return the msgids without a translation."""
    return [str(message.id) for message in updated() if message.id and not _translation(message.string)]


def main() -> int:
    """Write the files, or check them."""
    if "--check" in sys.argv[1:]:
        stale = [name for name, data in files().items() if (FOLDER / name).read_bytes() != data]
        for line in [*(f"out of date: {name}" for name in stale), *(f"not translated: {text}" for text in missing())]:
            print(line)
        return 1 if stale or missing() else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)
    print(f"{len(msgids())} msgids, {len(missing())} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
