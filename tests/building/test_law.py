"""The law of the build: an incremental build leaves exactly the bytes that a clean build leaves."""

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.building.running import PROJECT, SOAK
from tests.small_site import AS_OF, FILES, make_site, tree
from zhaoshi.building.build import build
from zhaoshi.building.report import BuildReport
from zhaoshi.problems import BuildFailed, Problem, in_order

picks = st.integers(0, 999)
"""One of however many there are."""

ids = st.sampled_from(["2023-library", "2023-museum", "2024-a", "2024-b", "2024-c"])
LINES = ("一是修订制度。二是开展培训。", "详见[办法](attachments/rules.csv)。", "[全部通报](/notices/)", "<b>粗体</b>")
HEADINGS = ("### （三）关于“新增”方面", "#### 3. 关于“新问题”的问题", "## 三、下一步打算", "#### 9. 编号不对")
FIELDS = {
    "title": ["关于整改的通报", "另一个标题", ""],
    "unit": ["library", "museum", "archive"],
    "round": ["2023-1", "2024-1", ""],
    "kind": ["反馈情况", "整改进展", "别的"],
    "published": ["2023-12-15 10:58", "2024-02-29 08:00", "2024-13-01 08:00"],
    "summary": ["新的摘要。", ""],
    "draft": ["true", ""],
    "publish_after": ["2024-03-05", "2024-02-01", ""],
    "withdrawn": ["{on: 2024-02-10, reason: 内容有误}", ""],
    "supersedes": ["2023-library", "2023-museum", "2024-a", ""],
    "claims": ["{findings: 9}", "{findings: 3}", ""],
    "contact": ["{phone: 0000-0000002}", ""],
    "findings_in": ["[2]", "[7]", ""],
    "numbering": ["none", ""],
}
SITE_FIELDS = {
    "name": ["测试公开网", "另一个公开网"],
    "per_page": ["1", "2", "20", "0"],
    "links": ["file", "folder", "neither"],
    "language": ["en", "zh-CN"],
    "time_zone": ["Asia/Shanghai", "UTC"],
    "security": ["{contact: 'mailto:a@example.org', expires: 2030-01-01}", ""],
    "feedback": ["{endpoint: 'https://api.example.org/', answer_days: 15}", ""],
}
LEDGER_ITEMS = (
    "  - {section: 2.1.1, status: 整改中, deadline: 2024-03-02, owner: 办公室}",
    "  - {section: 2.1.2, status: 已完成, completed: 2024-02-01, verification: {status: 退回}}",
    "  - {section: 2.2.1, status: 长期坚持, review: 2024-03-01, updates: [{on: 2024-02-20, title: 复查}]}",
    "  - {section: 2.9.9, status: 整改中}",
    "  - {section: 2.1.1, status: 不知道}",
)
TEMPLATES = ("pages/home.html", "pages/notice.html", "components/footer/component.html", "layouts/page.html")
OLDEST = 1_400_000_000_000_000_000


class Law(RuleBasedStateMachine):
    """Edits a site in every way there is and compares what two builds make of it."""

    folder: Path
    bytecode: Path
    """Compiled templates of earlier clean builds: the one thing that a clean build is given, because it is Jinja's."""

    def __init__(self) -> None:
        super().__init__()
        self.here = Path(tempfile.mkdtemp(dir=self.folder))
        self.root = self.here / "root"
        self.site = self.root / "site"
        self.as_of = AS_OF
        self.drafts = False
        self.searches = 0
        self.waits = 0
        """Changes to be made before the next build."""
        self.clean_builds = 0
        self.tick = 0
        self.manifest_is_ours = True
        self.good: dict[str, bytes] = {}
        """Sources of the last build that succeeded."""
        self.failures = 0
        """Builds that failed since."""

    @initialize()
    def small_site(self) -> None:
        make_site(self.root)
        for path in self.sources():
            self.age(path)

    def teardown(self) -> None:
        shutil.rmtree(self.here)

    # What is there

    def sources(self) -> list[Path]:
        return sorted(path for path in (self.root / "content").rglob("*") if path.is_file())

    def templates(self) -> list[Path]:
        return sorted(path for path in (self.root / "templates").rglob("*") if path.is_file())

    def notices(self) -> list[Path]:
        return sorted((self.root / "content/notices").glob("*/notice.md"))

    def age(self, path: Path, *, back: bool = False) -> None:
        """Give a file a time that is long past and that no file has had before."""
        self.tick += 1
        when = OLDEST - self.tick if back else OLDEST + self.tick
        os.utime(path, ns=(when, when))

    def write(self, path: Path, text: str | bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        self.age(path)

    def set_field(self, path: Path, name: str, value: str) -> None:
        """Set a field of a file that begins with front matter, or of a YAML file; an empty value takes it out."""
        text = path.read_text(encoding="utf-8", errors="replace")
        head, rest = (text[:4], text[4:]) if text.startswith("---\n") else ("", text)
        lines = [line for line in rest.split("\n") if not line.startswith(f"{name}:")]
        self.write(path, head + "\n".join([f"{name}: {value}", *lines] if value else lines))

    # Notices

    @precondition(lambda self: self.notices())
    @rule(pick=picks, field=st.sampled_from(sorted(FIELDS)), value=picks)
    def change_front_matter(self, pick: int, field: str, value: int) -> None:
        notices, values = self.notices(), FIELDS[field]
        self.set_field(notices[pick % len(notices)], field, values[value % len(values)])

    @precondition(lambda self: self.notices())
    @rule(pick=picks, line=st.sampled_from(LINES + HEADINGS), place=picks)
    def change_text(self, pick: int, line: str, place: int) -> None:
        notices = self.notices()
        path = notices[pick % len(notices)]
        head, mark, body = path.read_text(encoding="utf-8", errors="replace").rpartition("---\n")
        paragraphs = body.split("\n\n")
        paragraphs.insert(place % (len(paragraphs) + 1), line)
        self.write(path, head + mark + "\n\n".join(paragraphs))

    @precondition(lambda self: self.notices())
    @rule(pick=picks, place=picks)
    def take_a_paragraph_out(self, pick: int, place: int) -> None:
        notices = self.notices()
        path = notices[pick % len(notices)]
        paragraphs = path.read_text(encoding="utf-8", errors="replace").split("\n\n")
        del paragraphs[place % len(paragraphs)]
        self.write(path, "\n\n".join(paragraphs))

    @rule(id_=ids, model=st.sampled_from(["2023-library", "2023-museum"]))
    def add_notice(self, id_: str, model: str) -> None:
        for path, text in FILES.items():
            if path.startswith(f"content/notices/{model}/"):
                self.write(self.root / path.replace(model, id_), text)

    @precondition(lambda self: self.notices())
    @rule(pick=picks)
    def delete_notice(self, pick: int) -> None:
        notices = self.notices()
        shutil.rmtree(notices[pick % len(notices)].parent)

    @precondition(lambda self: self.notices())
    @rule(pick=picks, id_=ids)
    def rename_notice(self, pick: int, id_: str) -> None:
        notices = self.notices()
        folder = notices[pick % len(notices)].parent
        if not (folder.parent / id_).exists():
            folder.rename(folder.parent / id_)

    @precondition(lambda self: self.notices())
    @rule(pick=picks, items=st.lists(st.sampled_from(LEDGER_ITEMS), max_size=3, unique=True))
    def change_ledger(self, pick: int, items: list[str]) -> None:
        notices = self.notices()
        path = notices[pick % len(notices)].parent / "ledger.yaml"
        if items:
            self.write(path, "\n".join(["as_of: 2024-02-15", "items:", *items, ""]))
        else:
            path.unlink(missing_ok=True)

    # Attachments

    @precondition(lambda self: self.notices())
    @rule(pick=picks, name=st.sampled_from(["rules.csv", "Rules.csv", "c.exe"]), data=st.binary(max_size=3))
    def write_attachment(self, pick: int, name: str, data: bytes) -> None:
        notices = self.notices()
        path = notices[pick % len(notices)].parent / "attachments" / name
        if not path.is_dir():
            self.write(path, data)

    @precondition(lambda self: self.notices())
    @rule(pick=picks)
    def swap_attachment_and_folder(self, pick: int) -> None:
        """A file gives its name to a folder, or takes it from one."""
        notices = self.notices()
        notice = notices[pick % len(notices)]
        path = notice.parent / "attachments/rules.csv"
        text = notice.read_text(encoding="utf-8", errors="replace")
        if path.is_dir():
            shutil.rmtree(path)
            self.write(path, "file")
            self.write(notice, text.replace("(attachments/rules.csv/in.csv)", "(attachments/rules.csv)"))
        else:
            path.unlink(missing_ok=True)
            self.write(path / "in.csv", "file in folder")
            self.write(notice, text.replace("(attachments/rules.csv)", "(attachments/rules.csv/in.csv)"))
            ledger = notice.parent / "ledger.yaml"
            if ledger.is_file():
                ledger_text = ledger.read_text(encoding="utf-8", errors="replace")
                self.write(ledger, ledger_text.replace("file: attachments/rules.csv}", "number: 一号}"))

    # Everything else in content/

    @rule(units=st.lists(st.sampled_from(["library", "museum", "archive"]), unique=True), name=st.sampled_from("甲乙"))
    def change_units(self, units: list[str], name: str) -> None:
        lines = [f"  - {{id: {id_}, name: {name}{id_}, kind: {name}类}}" for id_ in units]
        self.write(self.root / "content/units.yaml", "\n".join(["units:", *lines, ""]))

    @rule(rounds=st.lists(st.sampled_from(["2023-1", "2024-1"]), unique=True), unit=st.sampled_from(["library", "x"]))
    def change_rounds(self, rounds: list[str], unit: str) -> None:
        lines = [f"  - {{id: {id_}, name: 轮次{id_}, year: {id_[:4]}, units: [{unit}]}}" for id_ in rounds]
        self.write(self.root / "content/rounds.yaml", "\n".join(["rounds:", *lines, ""] if rounds else ["rounds: []"]))

    @rule(
        id_=st.sampled_from("ab"),
        notice=ids,
        section=st.sampled_from(["2.2.1", "二（一）1", "5", ""]),
        day=st.integers(1, 28),
    )
    def write_reply(self, id_: str, notice: str, section: str, day: int) -> None:
        fields = [f"title: 答复{id_}", f"notice: {notice}", "received: 2024-01-05", f"answered: 2024-01-{day:02}"]
        fields += [f"section: {section}"] if section else []
        text = "\n".join(["---", *fields, "question: 什么时候？", "---", "", "已经办理。", ""])
        self.write(self.root / f"content/replies/{id_}.md", text)

    @rule(id_=st.sampled_from(["about", "guide", "contact", "search"]), title=st.sampled_from(["指南", "说明"]))
    def write_page(self, id_: str, title: str) -> None:
        self.write(self.root / f"content/pages/{id_}.md", f"---\ntitle: {title}\n---\n\n见[通报](/notices/)。\n")

    @rule(pick=picks)
    def delete_reply_or_page(self, pick: int) -> None:
        articles = [path for path in self.sources() if path.parent.name in ("replies", "pages")]
        if articles:
            articles[pick % len(articles)].unlink()

    @rule(field=st.sampled_from(sorted(SITE_FIELDS)), value=picks)
    def change_site(self, field: str, value: int) -> None:
        self.set_field(self.root / "content/site.yaml", field, SITE_FIELDS[field][value % len(SITE_FIELDS[field])])

    @precondition(lambda self: self.sources())
    @rule(pick=picks, rubbish=st.sampled_from(["", "a: [", "\t", "---\n", b"\xff\xfe"]))
    def spoil(self, pick: int, rubbish: str | bytes) -> None:
        sources = self.sources()
        self.write(sources[pick % len(sources)], rubbish)

    @rule()
    def take_the_last_changes_back(self) -> None:
        """Return to the sources of the last build that succeeded."""
        for path in self.sources() + self.templates():
            if path.relative_to(self.root).as_posix() not in self.good:
                path.unlink()
        for name, data in self.good.items():
            path = self.root / name
            if path.is_dir():
                shutil.rmtree(path)
            if not path.is_file() or path.read_bytes() != data:
                for folder in path.relative_to(self.root).parents:
                    if (self.root / folder).is_file():
                        (self.root / folder).unlink()
                self.write(path, data)

    @precondition(lambda self: self.sources())
    @rule(pick=picks, place=picks, back=st.booleans())
    def change_without_changing_the_size(self, pick: int, place: int, back: bool) -> None:
        """Change a digit in place: the file keeps its size and its inode, and only its time tells."""
        sources = self.sources()
        path = sources[pick % len(sources)]
        data = bytearray(path.read_bytes())
        if digits := [at for at, byte in enumerate(data) if chr(byte).isdigit()]:
            at = digits[place % len(digits)]
            data[at] = ord("0") + (data[at] - ord("0") + 1) % 10
            path.write_bytes(data)
            self.age(path, back=back)

    @precondition(lambda self: self.sources())
    @rule(pick=picks, how=st.sampled_from(["older", "now", "copy"]))
    def touch(self, pick: int, how: str) -> None:
        sources = self.sources()
        path = sources[pick % len(sources)]
        if how == "older":
            self.age(path, back=True)
        elif how == "now":
            os.utime(path)
        else:
            copy = path.with_name("copy.tmp")
            shutil.copy2(path, copy)
            copy.replace(path)

    # The theme

    @rule(name=st.sampled_from(TEMPLATES), how=st.sampled_from(["same", "comment", "words", "error", "syntax", "away"]))
    def change_template(self, name: str, how: str) -> None:
        path = self.root / "templates" / name
        text = (PROJECT / "templates" / name).read_text(encoding="utf-8")
        added = {"same": "", "comment": "{# x #}", "error": "{{ view.nothing }}", "syntax": "{% if %}"}
        if how == "away":
            path.unlink(missing_ok=True)
        elif how == "words":
            self.write(path, text.replace("</", "\n</", 1))
        else:
            start, block, end = text.rpartition("{% endblock")
            self.write(path, start + added[how] + block + end if name.startswith("pages/") else text + added[how])

    @rule(name=st.sampled_from(["site.css", "extra.css"]), text=st.sampled_from(["a{}", "b{}", ""]))
    def change_asset(self, name: str, text: str) -> None:
        path = self.root / "templates/assets" / name
        if text:
            self.write(path, text)
        else:
            path.unlink(missing_ok=True)

    # The build itself

    @rule(days=st.integers(-40, 40))
    def another_day(self, days: int) -> None:
        self.as_of = max(date(2023, 1, 1), min(date(2025, 1, 1), self.as_of + timedelta(days)))

    @rule()
    def toggle_drafts(self) -> None:
        self.drafts = not self.drafts

    @rule()
    def let_the_next_sites_have_a_search(self) -> None:
        self.searches = 2

    @rule(count=st.integers(1, 4))
    def change_more_before_the_next_build(self, count: int) -> None:
        self.waits = count + 1

    @precondition(lambda self: self.manifest_is_ours)
    @rule(pick=picks, how=st.sampled_from(["all", "file", "half a file", "standby", "record", "half the record"]))
    def damage_memory(self, pick: int, how: str) -> None:
        memory = self.root / ".zhaoshi"
        files = sorted(path for path in memory.rglob("*") if path.is_file())
        record = memory / "site/record"
        target = record if "record" in how else files[pick % len(files)] if files else record
        if how == "all":
            shutil.rmtree(memory, ignore_errors=True)
        elif how == "standby":
            shutil.rmtree(memory / "site/standby", ignore_errors=True)
        elif target.is_file() and how.startswith("half"):
            data = target.read_bytes()
            target.unlink()  # a file of the standby tree may be linked into the site
            target.write_bytes(data[: len(data) // 2])
        else:
            target.unlink(missing_ok=True)

    @rule(pick=picks, how=st.sampled_from(["delete", "change", "replace", "older", "all"]))
    def damage_site(self, pick: int, how: str) -> None:
        files = sorted(path for path in self.site.rglob("*") if path.is_file())
        if not files:
            return
        path = files[pick % len(files)]
        if how == "all":
            shutil.rmtree(self.site)
            return
        if path.name == "manifest.json" and how != "older":
            # Without its manifest, a site whose memory is lost as well is nobody's.
            if not (self.root / ".zhaoshi/site/record").is_file() or self.waits:
                return
            self.manifest_is_ours = False
        if how == "delete":
            path.unlink()
        elif how == "change":
            with path.open("ab") as file:
                file.write(b"x")
        elif how == "replace":
            path.unlink()
            path.write_bytes(b"x")
        self.age(path) if path.exists() else None

    # The law

    @invariant()
    def incremental_build_is_a_clean_build(self) -> None:
        if self.waits:
            self.waits -= 1
            return
        before = tree(self.site)
        self.searches = max(self.searches - 1, 0)
        made = self.build(self.root)
        clean = self.clean_build()
        if isinstance(made, BuildReport) and isinstance(clean, BuildReport):
            _same(tree(self.site), tree(self.here / "clean/site"))
            assert made.problems == clean.problems
            assert (made.notices, made.findings) == (clean.notices, clean.findings)
            inode = self.site.stat().st_ino
            again = self.build(self.root)
            assert isinstance(again, BuildReport)
            assert (again.created, again.updated, again.removed, again.reasons) == ((), (), (), {})
            assert self.site.stat().st_ino == inode
            self.manifest_is_ours = True
            self.failures = 0
            self.good = {
                path.relative_to(self.root).as_posix(): path.read_bytes() for path in self.sources() + self.templates()
            }
        else:
            assert made == clean
            assert tree(self.site) == before
            self.failures += 1
        shutil.rmtree(self.here / "clean")
        if self.failures == 2:
            self.take_the_last_changes_back()
            self.incremental_build_is_a_clean_build()
            assert self.failures == 0

    def build(self, root: Path) -> BuildReport | tuple[Problem, ...]:
        try:
            return build(root, root / "site", as_of=self.as_of, drafts=self.drafts, jobs=1, search=self.searches > 0)
        except BuildFailed as failure:
            return in_order(failure.problems)

    def clean_build(self) -> BuildReport | tuple[Problem, ...]:
        root = self.here / "clean"
        for name in ("content", "templates"):
            with suppress(FileNotFoundError):
                shutil.copytree(self.root / name, root / name)
        self.clean_builds += 1
        theirs = root / ".zhaoshi/site/templates"
        if self.bytecode.is_dir() and self.clean_builds % 10:
            shutil.copytree(self.bytecode, theirs)
        made = self.build(root)
        if theirs.is_dir():
            shutil.copytree(theirs, self.bytecode, dirs_exist_ok=True)
        return made


def _same(found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Compare two trees; says which files differ, not in which bytes."""
    assert sorted(found) == sorted(wanted)
    assert [path for path in sorted(found) if found[path] != wanted[path]] == []


@pytest.mark.timeout(900 * SOAK)  # a failure is made small before it is shown
def test_incremental_build_leaves_what_a_clean_build_leaves(tmp_path: Path) -> None:
    class Here(Law):
        folder = tmp_path
        bytecode = tmp_path / "bytecode"

    Here.TestCase.settings = settings(
        max_examples=15 * SOAK,
        stateful_step_count=25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    Here.TestCase("runTest").debug()
