"""The law of reading Word: however a notice was typed, numbered and edited, its lines come out as they are seen."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building.running import SOAK
from tests.importing.word.files import docx, lvl, numbering, p, r, read
from zhaoshi.text.numerals import STANDARD

FORMS = ("chineseCountingThousand", "chineseCounting", "decimal", "decimal")
PATTERNS = ("%1、", "（%2）", "%3.", "（%4）")
LEVELS = "".join(
    lvl(level, form, pattern, more='<w:suff w:val="nothing"/>')
    for level, (form, pattern) in enumerate(zip(FORMS, PATTERNS, strict=True))
)

words = st.text("关于巡察整改的问题，。；：“”‘’（）《》12３4 \u3000Ab&<>\"'é🎉𠮷", min_size=1, max_size=12).filter(
    str.strip
)


ACCIDENTS: dict[str, Callable[[str, str], str]] = {
    "plain": lambda text, _: r(text),
    "letter by letter": lambda text, _: "".join(r(character) for character in text),
    "bold": lambda text, _: r(text, "<w:b/>"),
    "inserted": lambda text, _: f"<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins>{r(text)}</w:ins>",
    "moved": lambda text, other: f"<w:moveFrom>{r(other)}</w:moveFrom><w:moveTo>{r(text)}</w:moveTo>",
    "hidden beside": lambda text, other: r(other, "<w:vanish/>") + r(text),
    "field": lambda text, other: (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + r(other).replace("w:t", "w:instrText")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r(text)
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "content control": lambda text, other: (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r(other)}</w:sdtContent></w:sdt>"
    ),
    "smart tag": lambda text, _: f'<w:smartTag><w:bookmarkStart w:id="1"/>{r(text)}</w:smartTag><w:proofErr/>',
    "alternative": lambda text, other: (
        f'<mc:AlternateContent><mc:Choice Requires="w16">{r(other)}</mc:Choice><mc:Fallback>{r(text)}</mc:Fallback>'
        "</mc:AlternateContent>"
    ),
}


@dataclass(frozen=True)
class Heading:
    """A section of a random notice, and how its heading was made."""

    words: str
    is_automatic: bool
    begins_again: bool
    accident: str
    bodies: list[tuple[str, str]]
    children: "list[Heading]" = field(default_factory=list)


def headings(depth: int) -> st.SearchStrategy[list[Heading]]:
    below = headings(depth - 1) if depth else st.just([])
    body = st.tuples(words, st.sampled_from(sorted(ACCIDENTS)))
    heading = st.builds(
        Heading,
        words,
        st.booleans(),
        st.booleans(),
        st.sampled_from(sorted(ACCIDENTS)),
        st.lists(body, max_size=2),
        below,
    )
    return st.lists(heading, max_size=3)


@dataclass
class Typed:
    """A notice typed into Word by somebody who numbers some headings by hand and some by list."""

    noise: str
    body: str = ""
    lists: list[tuple[int, int, str]] = field(default_factory=lambda: [(1, 0, "")])
    lines: list[tuple[str, str]] = field(default_factory=list)
    """Text and numeral that must come out."""

    def type(self, sections: list[Heading], level: int = 0, *, counter_is_right: bool = True) -> None:
        """A list goes on by itself; behind a numeral typed by hand it has to be told where to begin."""
        for number, section in enumerate(sections, 1):
            numeral = STANDARD[level].numeral(number)
            if section.is_automatic:
                list_id = 1
                if section.begins_again or not counter_is_right:
                    list_id = len(self.lists) + 1
                    start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{number}"/></w:lvlOverride>'
                    self.lists.append((list_id, 0, start))
                self.body += p(self.runs(section.words, section.accident), num=(list_id, level))
                self.lines.append((numeral + section.words, numeral))
            else:
                self.body += p(r(numeral) + self.runs(section.words, section.accident))
                self.lines.append((numeral + section.words, ""))
            counter_is_right = section.is_automatic
            for words_, accident in section.bodies:
                self.body += p(self.runs(words_, accident))
                self.lines.append((words_, ""))
            self.type(section.children, level + 1, counter_is_right=section.is_automatic)

    def runs(self, text: str, accident: str) -> str:
        return ACCIDENTS[accident](text, self.noise)


@settings(max_examples=60 * SOAK, deadline=None)
@given(headings(3), words)
def test_a_notice_comes_out_as_it_is_seen_however_it_was_typed(sections: list[Heading], noise_: str) -> None:
    typed = Typed(noise_)
    typed.type(sections)
    manuscript = read(docx(typed.body, {"numbering": numbering([LEVELS], typed.lists)}))
    assert [(one.text, one.numeral) for one in manuscript.paragraphs] == typed.lines
    assert "docx.unread" not in [one.code for one in manuscript.remarks]
    for one in manuscript.paragraphs:
        assert one.bold == tuple(sorted(one.bold))
        assert all(0 <= start < end <= len(one.text) for start, end in one.bold)
