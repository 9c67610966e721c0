"""Every way in which the sources and the theme of a site are edited, as rules that hypothesis puts in any order."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.building.running import PROJECT
from tests.small_site import FILES, make_site

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
    "former_ids": ["[2024-a]", "[2024-z, 2024-y]", ""],
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


class EditedSite(RuleBasedStateMachine):
    """The small site, and what may happen to its sources."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.here = Path(tempfile.mkdtemp(dir=self.folder))
        self.root = self.here / "root"
        self.tick = 0

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
                target = self.root / path.replace(model, id_)
                if not target.is_dir():
                    self.write(target, text)

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
