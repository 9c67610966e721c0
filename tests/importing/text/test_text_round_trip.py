"""Random notices, damaged in every way that real files are, give the tree that they were written from."""

import os
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.importing import blocks, imported, read
from tests.importing.text.accidents import ACCIDENTS, Accident, Line, Tree, lines_of, said, trees
from zhaoshi.importing.text.notice_draft import Draft
from zhaoshi.text.codes import code
from zhaoshi.text.numerals import written_numeral

SOAK = "ZHAOSHI_SOAK" in os.environ
TITLE = "某区图书馆关于巡察整改进展情况的通报"
RANDOM = st.randoms(use_true_random=False)


def heard(draft: Draft) -> list[tuple[str, str]]:
    """Return the code and the words of every section of a notice, as `said` does of a tree."""
    found: list[tuple[str, list[str]]] = [("", [])]
    counters: list[int] = []
    for level, words in blocks(draft):
        if level:
            counters = [*counters[:level], *([0] if level > len(counters) else [])]
            counters[-1] += 1
            numeral = written_numeral(words)
            found.append((code(counters), [numeral.rest.strip() if numeral else words]))
        else:
            found[-1][1].append(words)
    return [(place, "\n".join(words)) for place, words in found]


def pasted(lines: Sequence[Line], *, apart: bool = False) -> str:
    return TITLE + "\n" + ("\n\n" if apart else "\n").join(line.text for line in lines) + "\n"


@pytest.mark.parametrize("accident", ACCIDENTS, ids=lambda accident: accident.__name__)
@settings(max_examples=400 if SOAK else 25, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees(), random=RANDOM)
def test_one_accident_leaves_the_tree(accident: Accident, tree: Tree, random: Random) -> None:
    draft = imported(pasted(accident(lines_of(tree), random)))
    assert heard(draft) == said(tree)
    assert read(draft).facts.title == TITLE


@settings(max_examples=2000 if SOAK else 60, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees(), random=RANDOM, chosen=st.sets(st.sampled_from(ACCIDENTS), min_size=2))
def test_accidents_together_leave_the_tree(tree: Tree, random: Random, chosen: set[Accident]) -> None:
    lines = lines_of(tree)
    for accident in ACCIDENTS:
        lines = accident(lines, random) if accident in chosen else lines
    assert heard(imported(pasted(lines))) == said(tree)


@settings(max_examples=400 if SOAK else 25, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees())
def test_empty_lines_between_paragraphs_and_windows_line_ends_change_nothing(tree: Tree) -> None:
    text = pasted(lines_of(tree), apart=True).replace("\n", "\r\n")
    draft = imported(text)
    assert heard(draft) == said(tree)
    assert read(draft).facts.numbering == tree.numbering[: len(read(draft).facts.numbering)]
