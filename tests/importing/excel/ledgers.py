"""Random ledgers, and ledgers as text in every style that an editor may have written them in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from zhaoshi.importing.excel.ledger_words import name, said, words
from zhaoshi.model.ledger import Defaults, Evidence, Ledger, LedgerItem, Update, Verification, read_ledger
from zhaoshi.model.readers import Reference
from zhaoshi.model.status import STATUS_WORDS, Claim, Verdict
from zhaoshi.problems import Location
from zhaoshi.text.numerals import STANDARD
from zhaoshi.text.yaml_nodes import parse
from zhaoshi.text.yaml_text import field_lines, in_brackets

NOWHERE = Location("")

DAYS = st.dates(date(2022, 1, 1), date(2024, 1, 1))
WORDS = st.text(
    st.sampled_from("甲乙组联部办公室、，。《》“”（）abc019 -:#=+@'\"{},[]&*%\\"), min_size=1, max_size=12
).map(str.strip)
TEXTS = WORDS.filter(bool)
LONG_TEXTS = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)

CLAIMS = st.sampled_from(sorted(STATUS_WORDS)).map(lambda word: Claim(STATUS_WORDS[word], word))
VERIFICATIONS = st.builds(
    Verification,
    status=st.sampled_from(Verdict),
    by=st.just("") | TEXTS,
    on=st.none() | DAYS,
    note=st.just("") | LONG_TEXTS,
)
EVIDENCE = st.builds(
    Evidence,
    kind=TEXTS,
    title=TEXTS,
    on=st.none() | DAYS,
    file=st.none() | TEXTS.map(lambda text: Reference(text, NOWHERE)),
    number=st.just("") | TEXTS,
)
UPDATES = st.builds(Update, on=DAYS, title=TEXTS, text=st.just("") | LONG_TEXTS)


def items(code: str) -> st.SearchStrategy[LedgerItem]:
    return st.builds(
        LedgerItem,
        section=st.just(Reference(code, NOWHERE)),
        status=CLAIMS,
        leader=st.just("") | TEXTS,
        owner=st.just("") | TEXTS,
        deadline=st.none() | DAYS,
        completed=st.none() | DAYS,
        review=st.none() | DAYS,
        verification=st.just(Verification()) | VERIFICATIONS,
        evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
        updates=st.lists(UPDATES, max_size=3).map(lambda updates: tuple(sorted(updates, key=lambda u: u.on))),
    )


def ledgers(codes: Sequence[str], fewest: int = 1) -> st.SearchStrategy[Ledger]:
    """Ledgers with entries for some of the sections, in any order."""
    chosen = st.lists(st.sampled_from(codes), min_size=fewest, max_size=len(codes), unique=True)
    return st.builds(
        Ledger,
        as_of=DAYS,
        items=chosen.flatmap(lambda some: st.tuples(*map(items, some))),
    )


@st.composite
def texts_of(draw: st.DrawFn, ledger: Ledger) -> str:
    """Write a ledger as some editor might: by indentation or in brackets, with comments, in either language."""
    chinese = draw(st.booleans())
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [f"# 截至\n{name(Ledger, 'as_of', chinese)}: {ledger.as_of} # 每月更新", ""]
    if ledger.defaults != Defaults():
        lines += field_lines(name(Ledger, "defaults", chinese), words(ledger.defaults, chinese=chinese), 0)
    lines.append(f"{name(Ledger, 'items', chinese)}:")
    margin = draw(st.sampled_from(["", "  "]))
    spaced = draw(st.booleans())
    for item in ledger.items:
        fields = list(said(item).items())
        if draw(st.booleans()):
            fields = draw(st.permutations(fields))
        lines += [""] * spaced + [f"{margin}# 第{item.section.name}条"] * draw(st.booleans())
        if draw(st.booleans()):
            lines.append(
                f"{margin}- {in_brackets({name(LedgerItem, f, chinese): words(v, chinese=chinese) for f, v in fields})}"
            )
            continue
        inner = [line for field, value in fields for line in draw(_field(field, value, margin + "  ", chinese))]
        lines += [f"{margin}- {inner[0].strip()}", *inner[1:]]
    text = "\n".join(lines) + "\n" * draw(st.integers(0, 2))
    return text.replace("\n", newline)


@st.composite
def _field(draw: st.DrawFn, field: str, value: Any, margin: str, chinese: bool) -> list[str]:
    key = name(LedgerItem, field, chinese)
    style = draw(st.sampled_from(["plain", "brackets", "indented"]))
    tail = draw(st.sampled_from(["", "  # 待核"]))
    if style == "plain" or not isinstance(value, (Verification, tuple)):
        written = list(field_lines(key, words(value, chinese=chinese), len(margin)))
        return [*written[:-1], written[-1] + tail]
    if style == "brackets":
        return [f"{margin}{key}: {in_brackets(words(value, chinese=chinese))}{tail}"]
    if isinstance(value, Verification):
        below = [
            line
            for f, v in said(value).items()
            for line in field_lines(name(Verification, f, chinese), words(v), len(margin) + 2)
        ]
        return [f"{margin}{key}:", *below]
    written = [f"{margin}{key}:{tail}"]
    for element in value:
        inner = [
            line
            for f, v in said(element).items()
            for line in field_lines(name(type(element), f, chinese), words(v), len(margin) + 4)
        ]
        written += [f"{margin}  - {inner[0].strip()}", *inner[1:], f"{margin}    # 完"]
    return written


def read(text: str) -> Ledger:
    """Read a ledger that has no problems."""
    node, problems = parse(text, "ledger.yaml")
    assert [problem.text(str) for problem in problems] == []
    return read_ledger(node, "ledger.yaml", STANDARD)[0]


def placeless(ledger: Ledger) -> Ledger:
    """Return a ledger in the order of its sections without the places where its references were written."""

    def item(item: LedgerItem) -> LedgerItem:
        evidence = tuple(replace(e, file=Reference(e.file.name, NOWHERE) if e.file else None) for e in item.evidence)
        return replace(item, section=Reference(item.section.name, NOWHERE), evidence=evidence)

    return replace(ledger, items=tuple(sorted(map(item, ledger.items), key=lambda i: i.section.name)))
