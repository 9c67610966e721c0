"""Which measures go on in the paragraph before them: Word shows each on a line of its own, an import joins them."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhaoshi.exporting.word.html import Image, Paragraph, Run, Table
from zhaoshi.text.measures import cuts_in_lines


@dataclass(slots=True)
class Open:
    """The paragraph that a measure may go on in, while a text is written from top to bottom.

    A measure goes on where a reader of the joined paragraph would part it again just there.
    """

    _words: str = ""
    """Empty where nothing can go on."""
    _is_bold: bool = False
    """Whether it ends in bold type."""
    _is_prose: bool = False
    _due: int = 1
    """Number that the first measure of the paragraph must have."""
    _count: int = 0
    """Measures of the list that ends here; 0 behind prose."""
    _follows_lone: bool = False
    """Whether the paragraph before it has 一是 and is prose only because no 二是 follows in this one."""

    def prose(self, parts: Sequence[Paragraph | Table]) -> None:
        """Go past prose."""
        for part in parts:
            self._begin(part.content if isinstance(part, Paragraph) and not part.item else (), self._count + 1)
            self._is_prose, self._count = True, 0

    def goes_on(self, measure: Sequence[Run | Image], place: int) -> bool:
        """Go past a measure, which has `place` in its list from 0; tell whether it goes on."""
        is_bold = isinstance(measure[0], Run) and measure[0].is_bold if measure else False
        words = self._words + _words(measure)
        # Two bold stretches that meet are one for Word, and no measure begins inside one.
        goes_on = (
            bool(self._words)
            and not (self._is_bold and is_bold)
            and (0, len(self._words)) in cuts_in_lines([words], self._due)
            and not (self._follows_lone and cuts_in_lines([words], 2))
        )
        if goes_on:
            self._words, self._is_bold = words, _ends_bold(measure)
        else:
            self._begin(measure, place + 1)
        self._is_prose, self._count = False, place + 1
        return goes_on

    def _begin(self, content: Sequence[Run | Image], due: int) -> None:
        self._follows_lone = self._is_prose and self._due == 1 and len(cuts_in_lines([self._words], 1)) == 1
        self._words, self._is_bold, self._due = _words(content), _ends_bold(content), due


def _words(content: Sequence[Run | Image]) -> str:
    return "".join(item.text for item in content if isinstance(item, Run))


def _ends_bold(content: Sequence[Run | Image]) -> bool:
    last = content[-1] if content else None
    return isinstance(last, Run) and last.is_bold
