"""Which finding of a notice a row is about: by its section code, by its number, or by its words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zhaoshi.importing.finding_words import bare
from zhaoshi.text import codes
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.numerals import STANDARD, Numbering
from zhaoshi.text.outline import Section, walk

THRESHOLD = 0.75
"""From this likeness on words are taken for those of a finding."""
MARGIN = 0.1
"""By so much a finding must be more like the words than any other, unless it has the very words."""
_CONTAINED = 0.9
"""Likeness of words that hold those of a finding whole, or are held by them."""
_SHORTEST_CONTAINED = 6
_CLOSER_LOOK = 6
"""So many findings with the most pairs of characters in common are compared in full."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The finding that a row is about."""

    section: SectionCode
    confidence: float
    """1.0 for a section code and for the very words."""
    by: str
    """`code`, `number` or `words`."""


@dataclass(frozen=True, slots=True)
class Unjoined:
    """Why a row is about no finding that could be told."""

    reason: str
    """`unknown` where the code is that of no finding, `unlike` where no finding has such words, `near` where several
    have, `contradiction` where the code is that of one finding and the words are those of another."""
    near: tuple[tuple[SectionCode, float], ...] = ()
    """Findings that come into question, best first, with their likeness."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of the finding that it is about."""

    code: str = ""
    """From a column for section codes."""
    number: str = ""
    """From a column for numbers. One that has a single level counts the rows and says nothing of sections; others may
    be those of another document, so words beside them must agree."""
    findings: tuple[str, ...] = ()
    """From columns for findings and what they show."""
    areas: tuple[str, ...] = ()
    """Words that stand over the row: its area, the heading row above it."""


class Findings:
    """The leaves of a notice, made ready for comparing."""

    def __init__(self, sections: Iterable[Section], numbering: Numbering) -> None:
        self.titles: dict[SectionCode, str] = {}
        """Words of each leaf, in document order."""
        self._numbering = numbering or STANDARD
        self._bare: dict[SectionCode, str] = {}
        self._above: dict[SectionCode, tuple[str, ...]] = {}
        self._exact: dict[str, list[SectionCode]] = defaultdict(list)
        self._pairs: dict[str, list[SectionCode]] = defaultdict(list)
        words: dict[SectionCode, str] = {}
        for section in walk(sections):
            words[section.code] = bare(section.title)
            if not section.is_leaf:
                continue
            self.titles[section.code] = section.title
            self._bare[section.code] = words[section.code]
            above = (SectionCode(section.code.rsplit(".", depth)[0]) for depth in range(1, section.level))
            self._above[section.code] = tuple(words[code] for code in above)
            self._exact[words[section.code]].append(section.code)
            for pair in _pairs(words[section.code]):
                self._pairs[pair].append(section.code)
        self.areas = frozenset(words.values()) - frozenset(self._bare.values())
        """Bare words of the sections that have subsections."""

    def join(self, row: Row) -> Joined | Unjoined:
        """Find the finding that a row is about."""
        ranked = self._ranked(row)
        if row.code:
            section = codes.read_code(row.code, self._numbering)
            if section is None or section not in self.titles:
                alike = [(code, like) for code, like in ranked[:3] if like >= THRESHOLD]
                near = [(code, 0.0) for code in codes.nearest(section or row.code, self.titles)]
                return Unjoined("unknown", tuple(alike or near))
            own = self._own(section, row)
            if own < THRESHOLD and ranked and ranked[0][1] >= max(THRESHOLD, own + 2 * MARGIN):
                return Unjoined("contradiction", ((section, own), ranked[0]))
            return Joined(section, 1.0, "code")
        number = codes.read_code(row.number, self._numbering) if row.number else None
        is_code = number is not None and number in self.titles and len(codes.places(number)) > 1
        if number is not None and is_code and self._own(number, row) >= THRESHOLD:
            return Joined(number, 1.0, "number")
        return self._by_words(row, ranked)

    def has(self, row: Row) -> bool:
        """Tell whether the words of a row are the very words of a finding."""
        return any(bare(text) in self._exact for text in row.findings)

    def _by_words(self, row: Row, ranked: Sequence[tuple[SectionCode, float]]) -> Joined | Unjoined:
        best = ranked[0][1] if ranked else 0.0
        if best < THRESHOLD:
            return Unjoined("unlike", tuple(ranked[:3]))
        near = [(code, like) for code, like in ranked if like == best or (best < 1 and like > best - MARGIN)]
        if len(near) > 1:
            areas = [bare(text) for text in (*row.areas, *row.findings)]
            fitting = [(code, like) for code, like in near if like >= THRESHOLD and self._stands_below(code, areas)]
            if len(fitting) != 1:
                return Unjoined("near", tuple(near[:3]))
            near = fitting
        return Joined(near[0][0], near[0][1], "words")

    def _own(self, section: SectionCode, row: Row) -> float:
        """Return how like the words of a row are to those of one finding; 1.0 where it has none."""
        return max((_likeness(self._bare[section], bare(text)) for text in row.findings), default=1.0)

    def _stands_below(self, code: SectionCode, areas: Sequence[str]) -> bool:
        return any(
            _likeness(above, area) >= THRESHOLD for above in self._above[code] for area in areas if above and area
        )

    def _ranked(self, row: Row) -> list[tuple[SectionCode, float]]:
        """Return the leaves most like the words of a row, best first; those of equal likeness in document order."""
        likeness: dict[SectionCode, float] = {}
        for text in filter(None, map(bare, row.findings)):
            for code in self._candidates(text):
                likeness[code] = max(likeness.get(code, 0.0), _likeness(self._bare[code], text))
        return sorted(likeness.items(), key=lambda found: (-found[1], codes.places(found[0])))

    def _candidates(self, text: str) -> list[SectionCode]:
        common = Counter(code for pair in _pairs(text) for code in self._pairs.get(pair, ()))
        shares = {code: 2 * count / (len(text) + len(self._bare[code])) for code, count in common.items()}
        closest = sorted(shares, key=lambda code: (-shares[code], codes.places(code)))[:_CLOSER_LOOK]
        return list(dict.fromkeys([*self._exact.get(text, ()), *closest]))


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(max(1, len(text) - 1))}


def _likeness(finding: str, text: str) -> float:
    if finding == text:
        return 1.0
    ratio = SequenceMatcher(None, finding, text, autojunk=False).ratio()
    shorter, longer = sorted((finding, text), key=len)
    if len(shorter) >= _SHORTEST_CONTAINED and shorter in longer:
        return max(ratio, _CONTAINED)
    return min(ratio, 0.99)
