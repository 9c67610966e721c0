"""What can be found: which documents there are, and what stands in them."""

from datetime import date, timedelta
from pathlib import Path

from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.pages.search_documents import RECORDS, SearchDocument, plain, read
from zhaoshi.text.citation import short_code

NOTICE = "content/notices/2023-library/notice.md"
LEDGER = "content/notices/2023-library/ledger.yaml"


def documents(root: Path, as_of: date = AS_OF) -> list[SearchDocument]:
    """Build a site and read the texts of its search."""
    build_site(root, search=True, as_of=as_of)
    return [
        document for path in sorted((root / "site/search/texts").rglob("*.dat")) for document in read(path.read_bytes())
    ]


def notice(root: Path) -> SearchDocument:
    return next(document for document in documents(root) if document.href == "notices/2023-library/")


def test_rendered_markdown_is_read_block_by_block() -> None:
    assert plain("<p>甲<strong>乙</strong> &lt;丙&gt;</p>\n<ul><li>丁</li></ul>") == ["甲乙 <丙>", "丁"]


def test_every_notice_unit_round_reply_and_register_is_a_document(tmp_path: Path) -> None:
    assert {(document.kind, document.href) for document in documents(make_site(tmp_path))} == {
        ("home", "./"),
        ("notice", "notices/2023-library/"),
        ("notice", "notices/2023-museum/"),
        ("unit", "units/library/"),
        ("unit", "units/museum/"),
        ("round", "rounds/2023-1/"),
        ("reply", "replies/#reply-opening-hours"),
        ("institutions", "institutions/"),
    }


def test_a_notice_is_found_by_unit_round_year_and_short_code(tmp_path: Path) -> None:
    words = notice(make_site(tmp_path)).words
    assert set(words) == {
        "unit:library",
        "round:2023-1",
        "year:2023",
        f"notice:{short_code('2023-library').lower()}",
    }


def test_a_finding_carries_its_code_status_text_and_ledger(tmp_path: Path) -> None:
    part = next(part for part in notice(make_site(tmp_path)).parts if part.anchor == "s2.1.1")
    assert part.status == "completed"
    assert part.label == "二（一）1"
    assert part.texts[0] == "关于“学习不深入”的问题"
    assert part.texts[1:] == (
        "一是修订学习制度。",
        "二是开展专题培训。",
        "三是定期检查。",
        "责任部门：办公室",
        "佐证材料：学习制度",
        "进展：完成整改 制度已经印发。",
    )


def test_what_stands_in_the_head_of_a_notice_is_named(tmp_path: Path) -> None:
    text = FILES[NOTICE].replace("unit: library", "unit: library\ndocument_number: 云图党〔2023〕07号", 1)
    assert "文号：云图党〔2023〕07号" in notice(make_site(tmp_path, {NOTICE: text})).parts[0].texts


def test_a_finding_is_found_by_what_it_is_marked_with(tmp_path: Path) -> None:
    ledger = FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13").replace("长期坚持", "常态长效")
    parts = {part.anchor: part for part in notice(make_site(tmp_path, {LEDGER: ledger})).parts}
    assert parts["s2.1.1"].also == ("已完成", "已核验销号", "逾期完成")
    assert parts["s2.1.2"].also == ("长期坚持", "未核验")
    assert parts["s2.1.2"].written == "常态长效"
    assert parts["s2.1"].also == ()


def test_a_returned_finding_is_found_by_both_words_for_it(tmp_path: Path) -> None:
    ledger = FILES[LEDGER].replace("status: 已核验销号", "status: 退回")
    part = next(part for part in notice(make_site(tmp_path, {LEDGER: ledger})).parts if part.anchor == "s2.1.1")
    assert {"退回", "核验退回"} <= set(part.also)


def test_a_notice_is_found_by_the_names_of_its_unit_and_round(tmp_path: Path) -> None:
    head = notice(make_site(tmp_path)).parts[0]
    assert head.also == ("某区图书馆", "区图书馆", "第一轮巡察", short_code("2023-library"))


def test_texts_stay_the_same_from_day_to_day(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = documents(root, AS_OF)
    assert documents(root, AS_OF + timedelta(days=400)) == before


def test_a_finding_carries_by_how_many_days_it_was_completed_late(tmp_path: Path) -> None:
    late = FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13")
    parts = notice(make_site(tmp_path, {LEDGER: late})).parts
    assert {part.anchor: part.late for part in parts if part.late} == {"s2.1.1": 12}


def test_a_replaced_notice_says_so(tmp_path: Path) -> None:
    newer = FILES["content/notices/2023-museum/notice.md"].replace("title:", "supersedes: 2023-museum\ntitle:", 1)
    found = documents(make_site(tmp_path, {"content/notices/2024-museum/notice.md": newer}))
    kinds = {document.href: document.kind for document in found}
    assert kinds["notices/2023-museum/"] == "superseded"
    assert kinds["notices/2024-museum/"] == "notice"


def test_addresses_name_files_where_links_do(tmp_path: Path) -> None:
    site = FILES["content/site.yaml"] + "links: file\n"
    found = documents(make_site(tmp_path, {"content/site.yaml": site}))
    assert "notices/2023-library/index.html" in {document.href for document in found}


def test_of_a_withdrawn_notice_only_what_its_page_says_can_be_found(tmp_path: Path) -> None:
    text = FILES[NOTICE].replace("unit: library", "unit: library\nwithdrawn: {on: 2024-02-10, reason: 内容有误}", 1)
    found = documents(make_site(tmp_path, {NOTICE: text}))
    (document,) = [document for document in found if "2023-library" in document.href]
    assert (document.kind, [part.texts for part in document.parts]) == (
        "withdrawn",
        [("关于巡察整改进展情况的通报", "内容有误")],
    )
    assert "unit:library" in document.words
    assert not any("借阅秩序" in text for document in found for part in document.parts for text in part.texts)


def test_many_units_share_a_file(tmp_path: Path) -> None:
    more = "".join(f"  - {{id: school-{number}, name: 第{number}小学, kind: 学校}}\n" for number in range(RECORDS))
    root = make_site(tmp_path, {"content/units.yaml": FILES["content/units.yaml"] + more})
    found = documents(root)
    assert sum(document.kind == "unit" for document in found) == RECORDS + 2
    assert len(list((root / "site/search/texts").glob("units-*.dat"))) == 2
