"""What the command line says of itself, and what `new notice` writes."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.small_site import AS_OF, FILES, make_site
from zhaoshi.building.build import check
from zhaoshi.cli import main
from zhaoshi.model.ledger import read_ledger
from zhaoshi.model.status import Status
from zhaoshi.problems import errors
from zhaoshi.text.numerals import STANDARD
from zhaoshi.text.yaml_nodes import parse

ROOT = Path(__file__).parent.parent

ROUNDS = """\
轮次:
  - {编号: 2025-1, 名称: 别的单位的一轮, 年度: 2025, 单位: [museum]}
  - {编号: 2024-2, 名称: 后一轮, 年度: 2024, 开始: 2024-09-01, 单位: [library]}
  - {编号: 2024-1, 名称: 前一轮, 年度: 2024, 开始: 2024-03-01, 单位: [library]}
  - {编号: 2023-1, 名称: 更早的一轮, 年度: 2023, 单位: [library]}
"""


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main([*arguments, "--language", "zh-CN"])
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize(
    "command", ["", "build", "serve", "check", "import", "export", "new", "new site", "new notice", "schema", "doctor"]
)
def test_chinese_help_has_no_english_words_for_what_to_write(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, *command.split(), "--help")

    assert text.startswith(f"用法：{' '.join(['zhaoshi', *command.split()])} [选项]")
    assert "\n选项：\n" in text
    assert [
        word for word in ("OPTIONS", "COMMAND", "ARGS", "TEXT", "INTEGER", "DATE", "PATH", "ID") if word in text
    ] == []


def test_missing_argument_is_named_in_a_chinese_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "new", "notice").endswith("\n错误：缺少“编号”。\n")


def test_files_that_were_made_are_listed_with_the_chinese_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = "content/notices/2024-x"

    text = said(capsys, "new", "notice", "2024-x", "--root", str(make_site(tmp_path)))

    assert text == f"已新建：{folder}/notice.md、{folder}/ledger.yaml\n"


def test_what_is_not_published_is_counted_by_every_build_and_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    museum = FILES["content/notices/2023-museum/notice.md"]
    changes: dict[str, str | bytes | None] = {
        f"content/notices/{name}/notice.md": museum.replace("unit: museum", f"unit: museum\n{fact}")
        for name, fact in {
            "one": "draft: true",
            "two": "draft: true\npublish_after: 2024-03-05",
            "three": "publish_after: 2024-03-05",
        }.items()
    }
    place = ["--root", str(make_site(tmp_path, changes)), "--as-of", AS_OF.isoformat()]
    sentence = "未公开的草稿：2 篇。\n定时发布日期未到、未公开的通报：1 篇。"
    build = ["build", "--jobs", "1", "--no-pictures", *place]
    assert sentence in said(capsys, *build)
    assert sentence in said(capsys, *build)  # with nothing to do
    edited = tmp_path / "content/notices/2023-library/notice.md"
    edited.write_text(edited.read_text(encoding="utf-8").replace("高度重视", "十分重视"), encoding="utf-8")
    assert sentence in said(capsys, *build)
    assert sentence in said(capsys, "check", *place)
    assert json.loads(said(capsys, "check", "--format", "json", *place))["held_back"] == {"drafts": 2, "waiting": 1}
    assert json.loads(said(capsys, *build, "--json", "--quiet"))["held_back"] == {"drafts": 2, "waiting": 1}
    assert "未公开" not in said(capsys, *build, "--drafts")


def test_a_new_site_is_what_its_owner_has_to_fill_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["content/site.yaml", "content/units.yaml", "content/rounds.yaml"]
    assert said(capsys, "new", "site", "--root", str(tmp_path)).startswith(f"已新建：{'、'.join(files)}\n")
    assert {problem.code for problem in check(tmp_path, tmp_path / "site", as_of=AS_OF)} == {"value.empty"}
    given = {"网站名称": "甲", "网址": "https://a.example/", "网站标识码": '"0"', "主办单位": "乙", "网站说明": "丙"}
    for file, values in {
        files[0]: given | {"  电话": "0000-0000001"},
        files[1]: {"  - 编号": "water-bureau", "    名称": "丁"},
    }.items():
        text = (tmp_path / file).read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"\n{name}:", f"\n{name}: {value}")
        (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / files[2]).unlink()
    assert said(capsys, "new", "site", "--root", str(tmp_path)).startswith(f"已新建：{files[2]}\n")
    assert check(tmp_path, tmp_path / "site", as_of=AS_OF) == ()
    assert "已经建好" in said(capsys, "new", "site", "--root", str(tmp_path))


def new_notice(root: Path) -> Path:
    assert main(["new", "notice", "2024-x", "--unit", "library", "--root", str(root), "--quiet"]) == 0
    return root / "content/notices/2024-x/notice.md"


def test_new_notice_offers_the_newest_round_of_its_unit(tmp_path: Path) -> None:
    path = new_notice(make_site(tmp_path, {"content/rounds.yaml": ROUNDS}))
    text = path.read_text(encoding="utf-8")

    assert [line.split() for line in text.split("\n") if "轮次" in line] == [
        ["#", "轮次:", "2024-2", "#", "rounds.yaml", "中的编号（后一轮）"]
    ]
    path.write_text(text.replace("# 轮次", "轮次"), encoding="utf-8")
    assert errors(check(tmp_path, tmp_path / "site", as_of=AS_OF, drafts=True)) == []


def test_new_notice_leaves_a_blank_where_there_are_no_rounds(tmp_path: Path) -> None:
    text = new_notice(make_site(tmp_path, {"content/rounds.yaml": "轮次: []\n"})).read_text(encoding="utf-8")

    assert "# 轮次: （填编号）" in text


def test_the_ledger_of_a_new_notice_states_nothing_that_nobody_has_stated(tmp_path: Path) -> None:
    text = (new_notice(make_site(tmp_path)).parent / "ledger.yaml").read_text(encoding="utf-8")

    ledger, doubts = read_ledger(parse(text, "f")[0], "f", STANDARD)
    assert {item.status.status for item in ledger.items} == {Status.UNSTATED}
    assert doubts == []


@pytest.mark.parametrize(("form", "begins"), [("html", "<!doctype html>"), ("json", "{")])
def test_a_report_for_a_file_is_utf_8_on_a_machine_that_writes_gbk(form: str, begins: str, tmp_path: Path) -> None:
    ledger = "content/notices/2023-library/ledger.yaml"
    root = make_site(tmp_path, {ledger: FILES[ledger].replace("长期坚持", "长期坚守")})
    command = [sys.executable, str(ROOT / "build.py"), "--language", "zh-CN", "check", "--root", str(root)]
    done = subprocess.run(
        [*command, "--format", form],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        timeout=120,
        check=False,
    )
    report = done.stdout.decode("utf-8")
    assert report.startswith(begins)
    assert "“长期坚守”" in report


TODAY_IN_THE_PACIFIC = datetime.now(timezone(timedelta(hours=14))).date().isoformat()


@pytest.mark.parametrize(
    ("as_of", "is_ahead"), [("2199-12-31", True), ("2024-03-01", False), (TODAY_IN_THE_PACIFIC, False)]
)
def test_a_build_for_a_day_that_has_not_come_says_so(
    as_of: str, is_ahead: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "--root", str(make_site(tmp_path)), "--as-of", as_of, "--language", "en", "--no-search"])
    assert ("a day that has not come" in capsys.readouterr().err) is is_ahead
