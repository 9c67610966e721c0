"""Problems as values, and every folder of tests/problems: bad sources with the exact lines that they must give."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_site import AS_OF, build_site, make_site, tree
from zhaoshi.building.build import build, check
from zhaoshi.cli import main
from zhaoshi.problems import (
    BuildFailed,
    Location,
    Problem,
    Severity,
    doubt,
    errors,
    in_order,
    msg,
)

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "problems"
NAMES = sorted(case.name for case in CASES.iterdir())
DOUBT = "存疑 "

ELSEWHERE = {
    # Sources that cannot stand in a folder of text files; tests/test_bad_sources.py provokes them.
    "content.missing",
    "file.encoding",
    "file.link",
    "file.special",
    "file.too-large",
    "heading.too-many",
    "output.collision",
    "page.empty-tag",
    # About a notice that is asked for by name; tests/test_exporting.py provokes them.
    "notice.unknown",
    "notice.unpublished",
    "notice.withdrawn",
    # About the theme, not the site; tests/test_gallery.py provokes them.
    "example.data",
    "example.date",
    "example.error",
    "example.name",
    "example.twice",
    "example.unused",
    # About a workbook that is imported or exported; tests/importing and tests/test_export_xlsx.py provoke them.
    "notice.without-ledger",
    "workbook.as-of",
    "workbook.as-of-earlier",
    "workbook.as-of-missing",
    "workbook.cell-missing",
    "workbook.changed",
    "workbook.column-unknown",
    "workbook.damaged",
    "workbook.date",
    "workbook.date-read",
    "workbook.date-wrong",
    "workbook.default-kept",
    "workbook.disputed",
    "workbook.empty",
    "workbook.error-cell",
    "workbook.finding-missing",
    "workbook.formula",
    "workbook.joined-names",
    "workbook.joined-words",
    "workbook.kind",
    "workbook.left-out",
    "workbook.no-head",
    "workbook.not-proved",
    "workbook.other-notice",
    "workbook.parts-without-rows",
    "workbook.promised",
    "workbook.row-foot",
    "workbook.row-heading",
    "workbook.row-joined",
    "workbook.section-contradicted",
    "workbook.section-twice",
    "workbook.section-unclear",
    "workbook.section-unknown",
    "workbook.section-unlike",
    "workbook.sheet-hidden",
    "workbook.sheet-left-out",
    "workbook.status",
    "workbook.status-open",
    "workbook.status-read",
    "workbook.step",
    "workbook.step-undated",
    "workbook.text-too-long",
    "workbook.too-many-cells",
    "workbook.verdict",
    "workbook.version",
    "workbook.yes-no",
    # About a file from an office; tests/importing/ provokes them.
    "office.damaged",
    "office.empty",
    "office.not-word",
    "office.old-format",
    "office.other-format",
    "office.password",
    "office.too-large",
    "office.unsafe",
    # Not about sources that are read but about one that `zhaoshi new` shall make.
    "notice.exists",
    "site.exists",
    # About files that are imported; tests/importing provokes them.
    "import.as-of",
    "import.behind-table",
    "import.cell-break",
    "import.claim",
    "import.date",
    "import.deadline",
    "import.disputed",
    "import.empty",
    "import.encoding",
    "import.fact",
    "import.finding-table",
    "import.findings",
    "import.furniture",
    "import.glued-heading",
    "import.id",
    "import.joined-line",
    "import.joined-names",
    "import.joined-words",
    "import.kind",
    "import.last-day",
    "import.ledger-later",
    "import.link",
    "import.markup",
    "import.merged-cell",
    "import.missing",
    "import.no-file",
    "import.no-ledger",
    "import.not-lossless",
    "import.nothing",
    "import.numbering",
    "import.numeral",
    "import.other-fact",
    "import.other-numbering",
    "import.page-number",
    "import.pdf",
    "import.picture",
    "import.punctuation",
    "import.quote",
    "import.repeated-title",
    "import.signature",
    "import.source",
    "import.split-heading",
    "import.status",
    "import.status-open",
    "import.status-read",
    "import.table",
    "import.table-areas",
    "import.table-heads",
    "import.table-ledger",
    "import.table-numbers",
    "import.title",
    "import.unit",
    "import.unnumbered",
    "import.verdict",
}
"""Codes that no folder of tests/problems provokes."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site(tmp_path_factory.mktemp("good"))
    build_site(root)
    return root


def lay(case: str, good: Path, root: Path) -> Path:
    """Lay the sources of a case over a copy of the small site, as it stands after a build."""
    shutil.copytree(good, root, dirs_exist_ok=True)
    shutil.copytree(CASES / case, root, dirs_exist_ok=True)
    (root / "expected.txt").unlink()
    absent = root / "absent.txt"
    if absent.exists():
        for path in absent.read_text(encoding="utf-8").split():
            (root / path).unlink()
        absent.unlink()
    return root


def problem_lines(output: str) -> list[str]:
    """Return the lines that name a place, without the source lines shown below them."""
    return [line for line in output.splitlines() if re.match(rf"({DOUBT})?(content|templates)/\S.*?:\d+:\d+: ", line)]


@pytest.mark.parametrize("case", NAMES)
def test_bad_sources_give_exactly_these_lines_and_leave_the_site_as_it_was(
    case: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")  # the command sets it for the option parser
    root = lay(case, good, tmp_path)
    site = tree(root / "site")
    place = ["--root", str(root), "--as-of", AS_OF.isoformat(), "--language", "zh-CN"]
    result = main(["build", *place, "--verbose", "--jobs", "1"])
    output = capsys.readouterr().err
    found = problem_lines(output)
    expected = CASES / case / "expected.txt"
    if "ZHAOSHI_RENEW" in os.environ:
        expected.write_text("".join(line + "\n" for line in found), encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8").splitlines()
    assert found
    assert "Traceback" not in output
    if all(line.startswith(DOUBT) for line in found):
        assert result == 0
        assert main(["check", *place, "--strict"]) == 1
        assert problem_lines(capsys.readouterr().err) == found
    else:
        assert result == 1
        assert tree(root / "site") == site


def test_the_front_door_gives_the_same_lines_and_exit_code(good: Path, tmp_path: Path) -> None:
    root = lay("ledger-values", good, tmp_path)
    command = [sys.executable, str(ROOT / "build.py"), "--language", "zh-CN", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert problem_lines(done.stderr) == (CASES / "ledger-values/expected.txt").read_text(encoding="utf-8").splitlines()


def codes_in_the_engine() -> set[str]:
    """Return every code that a problem can have: a string of the program in the form `noun.fault`."""
    form = re.compile(r'"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"')
    found = {
        code
        for path in (ROOT / "zhaoshi").rglob("*.py")
        if path.name != "dictionary.py"  # keys of data have the same form
        for code in form.findall(path.read_text(encoding="utf-8"))
    }
    files = {"csv", "json", "html", "xml", "md", "yaml", "txt", "css", "js", "ini", "toml", "svg", "png", "otf", "lock"}
    others = ("zhaoshi.", "tornado.", "docx.")  # names of modules, and of what an importer remarks on
    return {code for code in found if code.split(".")[1] not in files and not code.startswith(others)}


def problems_of(root: Path) -> tuple[Problem, ...]:
    """Return every problem that a build of a folder meets."""
    problems = check(root, root / "site", as_of=AS_OF)
    if errors(problems):
        return problems
    try:
        return build(root, root / "site", as_of=AS_OF, jobs=1).problems
    except BuildFailed as failure:
        return failure.problems


def test_every_code_of_the_engine_is_provoked_by_a_folder_or_named_as_special(good: Path, tmp_path: Path) -> None:
    provoked = {problem.code for case in NAMES for problem in problems_of(lay(case, good, tmp_path / case))}
    assert codes_in_the_engine() - provoked == ELSEWHERE


def test_a_value_is_made_fit_to_print() -> None:
    message = msg("“{value}”", value="甲\n\x1b[31m\u202e\ud800" + "乙" * 180)
    assert message.values["value"].startswith("甲\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m")
    assert len(message.values["value"]) == 160
    assert message.values["value"].endswith("…")


def test_braces_in_a_value_are_no_places() -> None:
    assert msg("“{value}”", value="{value} {0} {{").text(str) == "“{value} {0} {{”"


def test_a_message_is_completed_in_the_catalogues_language() -> None:
    catalogue = {"not {name}": "并非{name}", "write {name}": "写{name}", "{message}; {hint}": "{message}；{hint}"}
    problem = Problem(Location("f", 2, 3), "a.b", msg("not {name}", name="甲"), msg("write {name}", name="乙"))
    assert problem.text(catalogue.__getitem__) == "并非甲；写乙"
    assert str(problem.at) == "f:2:3"


def test_errors_stand_before_doubts_each_in_order_of_place_and_once() -> None:
    a1 = Problem(Location("a", 1, 1), "x.y", msg("1"))
    a1_again = Problem(Location("a", 1, 1), "x.y", msg("1"))
    a1_doubt = doubt(Location("a", 1, 1), "a.a", msg("2"))
    a2 = Problem(Location("a", 2, 1), "x.y", msg("1"))
    a10 = Problem(Location("a", 10, 1), "x.y", msg("1"))
    assert in_order([a10, a1_doubt, a2, a1, a1_again]) == (a1, a2, a10, a1_doubt)
    assert errors([a1_doubt, a1]) == [a1]
    assert a1_doubt.severity is Severity.DOUBT
    assert BuildFailed([a2, a1]).problems == (a1, a2)


def test_quotation_marks_change_inside_quotation_marks() -> None:
    message = msg("“{value}” and {bare} and “{other}”", value="“甲‘乙’”", bare="“甲”", other="丙")
    assert message.text(str) == "“‘甲“乙”’” and “甲” and “丙”"


def test_a_ledger_stands_behind_its_notice() -> None:
    paths = ["a/b/notice.md", "a/b/ledger.yaml", "a/b-c/notice.md", "a/b/attachments/x.exe"]
    found = in_order([Problem(Location(path), "x.y", msg("1")) for path in sorted(paths)])
    assert [problem.at.path for problem in found] == [paths[2], paths[3], paths[0], paths[1]]
