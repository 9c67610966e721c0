"""The search page in a browser, below a sub-path and under the strictest policy that a server can send."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.search_reader import Reader
from tests.browser.served import Served, serve_folder
from tests.small_site import AS_OF, FILES, build_site, make_site
from zhaoshi.text.citation import cite, short_code
from zhaoshi.text.codes import SectionCode
from zhaoshi.text.pairs import pair_keys, word_key

NOTICE = "content/notices/2023-library/notice.md"
LEDGER = "content/notices/2023-library/ledger.yaml"
TEXTS = {
    NOTICE: FILES[NOTICE]
    .replace("一是修订学习制度。", "一是修订学习制度，落实“三重一大”制度。修订《差旅费管理办法》，共2.5万元。")
    .replace("unit: library", "unit: library\ndocument_number: 云图党〔2023〕07号", 1),
    LEDGER: FILES[LEDGER].replace("completed: 2023-09-20", "completed: 2023-10-13").replace("长期坚持", "常态长效"),
    "content/notices/2024-museum/notice.md": FILES["content/notices/2023-museum/notice.md"].replace(
        "published: 2023", "published: 2024"
    )
    + "\n另见差旅费报销规定。\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that stands below `/open/`."""
    folder = tmp_path_factory.mktemp("server")
    root = make_site(tmp_path_factory.mktemp("root"), TEXTS)
    build_site(root, search=True, as_of=AS_OF)
    (root / "site").rename(folder / "open")
    with serve_folder(folder) as root_address:
        yield f"{root_address}open/"


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    reader = Reader(page, address)
    yield reader
    assert reader.errors == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("window.shifts") < 0.01  # what a busy browser paints before a line has come whole is less
    page.close()


@pytest.mark.parametrize("query", ["差旅费", "旅费", "“差旅费”", "差旅费 办法", "修订 差旅费"])
def test_words_and_parts_of_words_lead_to_the_finding(reader: Reader, query: str) -> None:
    assert "notices/2023-library/#s2.1.1" in reader.ask(query)


def test_a_phrase_between_quotation_marks_is_found(reader: Reader) -> None:
    assert reader.ask("三重一大") == ["notices/2023-library/", "notices/2023-library/#s2.1.1"]


def test_a_single_character_is_found_also_at_the_end_of_a_word(reader: Reader) -> None:
    assert "notices/2023-library/#s2.1.1" in reader.ask("度")


def test_a_word_that_stands_nowhere_loads_no_documents(reader: Reader) -> None:
    loaded: list[str] = []
    reader.page.on("request", lambda request: loaded.append(request.url))
    assert reader.ask("差旅费 没有这个词") == []
    assert not [url for url in loaded if "/texts/" in url]


def test_characters_that_only_follow_each_other_elsewhere_are_not_found(reader: Reader) -> None:
    assert reader.ask("旅差费") == []
    assert reader.ask("制度差旅") == []


@pytest.mark.parametrize("query", ["某区图书馆", "区图书馆"])
def test_a_unit_is_found_by_its_name(reader: Reader, query: str) -> None:
    assert "units/library/" in reader.ask(query)


@pytest.mark.parametrize("query", ["2.1.1", "２．１．１", "二（一）1", "二(一)1", "二、（一）1."])
def test_a_section_code_is_found_in_either_spelling(reader: Reader, query: str) -> None:
    assert reader.ask(query) == ["notices/2023-library/", "notices/2023-library/#s2.1.1"]


def test_the_example_in_the_hint_is_found(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}search/")
    hint = reader.page.locator("#search-hint").inner_text()

    assert "写作2.1.1或二（一）1均可" in hint
    assert reader.ask("二（一）1")


def test_a_finding_is_found_as_it_is_cited(reader: Reader) -> None:
    code = short_code("2023-library")
    finding = "notices/2023-library/#s2.1.1"
    assert reader.ask(cite(code, SectionCode("2.1.1"))) == ["notices/2023-library/", finding]
    assert finding in reader.ask(cite(code.lower(), SectionCode("2.1")))
    assert reader.ask(code) == ["notices/2023-library/"]
    assert reader.ask(f"{code}-9.9") == []


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "()", "（）", "【】"])
def test_a_document_number_is_found_with_any_brackets(reader: Reader, brackets: str) -> None:
    assert reader.ask(f"云图党{brackets[0]}2023{brackets[1]}07号") == ["notices/2023-library/"]


SAMPLE = {
    "差旅费": "二（二）3（1）",
    "旅费": "二（二）3（1）",
    "三重一大": "二（三）1（3）",
    "2.1.5.2": "二（一）5（2）",
    "二（一）5（2）": "二（一）5（2）",
}


@pytest.mark.parametrize(("query", "code"), SAMPLE.items())
def test_the_sample_below_a_path_answers_with_the_finding(
    browser: Browser, served: Served, query: str, code: str
) -> None:
    page = browser.new_page()
    reader = Reader(page, served.below.url)
    found = reader.ask(query, unit="culture-federation")
    assert any(address.startswith("notices/2023-culture-federation/#") for address in found)
    assert code in page.locator(".search-results .code").all_text_contents()
    assert page.locator(".search-results .tag").count() > 0
    assert reader.errors == []
    page.close()


def test_the_sample_answers_the_name_of_a_unit(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    assert "units/culture-federation/" in Reader(page, served.below.url).ask("云岫区文学艺术界联合会")
    page.close()


def test_the_beginning_of_a_code_finds_what_is_below(reader: Reader) -> None:
    found = reader.ask("2.1")
    assert {f"notices/2023-library/#s2.1{end}" for end in ("", ".1", ".2")} <= set(found)
    assert "notices/2023-library/#s2.2" not in found


def test_a_figure_that_is_no_code_is_looked_for_in_the_text(reader: Reader) -> None:
    assert "notices/2023-library/#s2.1.1" in reader.ask("2.5")
    assert "notices/2023-library/#s2.1.1" in reader.ask("差旅费 2.5")


def test_limits_narrow_a_search(reader: Reader) -> None:
    assert {link.partition("#")[0] for link in reader.ask("差旅费")} >= {
        "notices/2023-library/",
        "notices/2024-museum/",
    }
    library = ["notices/2023-library/", "notices/2023-library/#s2.1.1"]
    assert [link for link in reader.ask("差旅费", unit="library") if "notices" in link] == library
    assert reader.ask("差旅费", year="2023") == library
    assert reader.ask("差旅费", status="completed") == library
    assert reader.ask("差旅费", status="long_term") == []
    assert reader.ask("", status="long_term") == ["notices/2023-library/", "notices/2023-library/#s2.1.2"]
    assert "rounds/2023-1/" in reader.ask("", round="2023-1")


LONG_TERM, OVERDUE = (["notices/2023-library/", f"notices/2023-library/#s{code}"] for code in ("2.1.2", "2.2.1"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("长期坚持", LONG_TERM),
        ("常态长效", LONG_TERM),
        ("逾期 借阅部", OVERDUE),
        ("逾期 某区图书馆 未核验", OVERDUE),
        ("逾期 长期坚持", []),
        ("逾期 博物馆", []),
    ],
)
def test_a_finding_is_found_by_what_it_is_marked_with_and_the_name_of_its_unit(
    reader: Reader, query: str, found: list[str]
) -> None:
    assert reader.ask(query) == found


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({"due": "overdue"}, "2.2.1"),
        ({"due": "late"}, "2.1.1"),
        ({"verdict": "verified"}, "2.1.1"),
        ({"verdict": "unverified", "status": "long_term"}, "2.1.2"),
        ({"verdict": "returned"}, ""),
        ({"verdict": "verified", "due": "overdue"}, ""),
    ],
)
def test_findings_are_listed_by_verdict_and_deadline(reader: Reader, limits: dict[str, str], found: str) -> None:
    wanted = ["notices/2023-library/", f"notices/2023-library/#s{found}"] if found else []
    assert reader.ask("", **limits) == wanted
    assert reader.ask("图书馆", **limits) == wanted
    assert reader.ask("差旅费", **limits) == (wanted if found == "2.1.1" else [])


def test_what_only_the_lead_of_a_notice_says_makes_no_finding_an_answer(reader: Reader) -> None:
    assert reader.ask("统一部署") == ["notices/2023-library/"]
    assert reader.ask("统一部署", status="long_term") == []


def test_a_result_shows_the_unit_s_own_word_beside_the_status(reader: Reader) -> None:
    reader.ask("常态长效")
    assert "长期坚持 单位原文：“常态长效”" in reader.page.locator(".result-places li").first.inner_text()


def test_all_findings_of_a_unit_that_were_asked_for_can_be_listed(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    Reader(page, served.below.url).ask("", unit="culture-federation", verdict="verified")
    shown = page.locator(".result-places li")
    assert shown.count() == 5
    rest = page.locator(".result-further button")
    others = int("".join(filter(str.isdigit, rest.inner_text())))
    rest.click()
    assert shown.count() == 5 + others
    assert shown.nth(5).locator("a").evaluate("link => link === document.activeElement")
    assert page.locator(".result-places .tag-verified").count() == shown.count()
    page.close()


def test_a_result_shows_code_status_and_the_marked_words(reader: Reader) -> None:
    reader.ask("旅费", unit="library")
    place = reader.page.locator(".result-places li").first
    assert place.locator(".code").inner_text() == "二（一）1"
    assert place.locator(".tag-completed").is_visible()
    assert place.locator("mark").first.inner_text() == "旅费"
    excerpt = place.locator(".excerpt").inner_text()
    assert "修订《差旅费管理办法》，共2.5万元。" in excerpt
    assert "责任部门：办公室 佐证材料：学习制度 进展：完成整改" in excerpt


@pytest.mark.parametrize(
    ("code", "marks"), [("2.1.1", ["completed", "verified"]), ("2.2.1", ["in_progress", "overdue"])]
)
def test_a_result_shows_what_the_inspectors_say_and_what_is_overdue(
    reader: Reader, code: str, marks: list[str]
) -> None:
    reader.ask(code, unit="library")
    tags = reader.page.locator(".result-places li").first.locator(".tag")
    assert tags.evaluate_all("all => all.map(tag => tag.dataset.tag)") == marks


def test_a_result_names_a_completion_after_its_deadline_beside_the_status(reader: Reader) -> None:
    reader.ask("2.1", unit="library")
    late = reader.page.locator(".result-places li .late")
    assert late.all_inner_texts() == ["逾期12天完成"]
    assert late.evaluate("note => note.previousElementSibling.dataset.tag") == "completed"


def test_before_a_word_is_typed_and_where_nothing_is_found_the_page_says_what_to_look_for(reader: Reader) -> None:
    start = reader.page.locator("[data-start]")
    reader.page.goto(f"{reader.address}search/")
    links = start.locator("a").evaluate_all("all => all.map(link => [link.textContent, link.getAttribute('href')])")
    assert links == [
        ["逾期", "?due=overdue"],
        ["正在整改", "?status=in_progress"],
        ["长期坚持", "?status=long_term"],
        ["已完成", "?status=completed"],
        ["区图书馆", "?unit=library"],
        ["某区博物馆", "?unit=museum"],
    ]
    for text, address in links:
        reader.page.goto(f"{reader.address}search/")
        start.get_by_text(text, exact=True).click()
        reader.page.wait_for_url(f"**/search/{address}")
        assert reader.results(), text
        assert not start.is_visible()
    assert reader.ask("没有这个词") == []
    assert start.is_visible()


@pytest.mark.parametrize("query", ["%25", "“", "😀"])
def test_words_in_which_nothing_can_be_looked_for_are_told_so(reader: Reader, query: str) -> None:
    assert reader.ask(query) == []
    assert "没有可以检索的文字" in reader.page.inner_text("[data-status]")


def test_keyboard_leads_from_the_field_to_the_first_result(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}search/")
    field = reader.page.locator("#q")
    field.focus()
    reader.page.keyboard.type("三重一大")
    reader.page.keyboard.press("Enter")
    assert reader.results()
    assert field.evaluate("field => field === document.activeElement")
    assert "q=" in reader.page.url
    for _ in range(20):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.closest('.search-results') !== null"):
            break
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/notices/2023-library/")


def test_answer_is_announced_and_the_way_back_works(reader: Reader) -> None:
    reader.ask("差旅费")
    status = reader.page.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    first = status.inner_text()
    reader.page.fill("#q", "没有这个词")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_function("!document.querySelector('.search-results').children.length")
    assert reader.results() == []
    assert status.inner_text() != first
    reader.page.go_back()
    reader.page.wait_for_selector(".search-result")
    assert reader.page.input_value("#q") == "差旅费"


def test_the_form_of_every_page_leads_to_the_answer(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}notices/2023-museum/")
    reader.page.fill("#site-search", "旅费")
    reader.page.press("#site-search", "Enter")
    reader.page.wait_for_url("**/open/search/?q=*")
    assert "notices/2023-library/#s2.1.1" in reader.results()


def test_a_page_of_results_is_read_without_a_script(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}search/?q=差旅费")
    ways = page.locator("noscript a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert "../notices/" in ways
    assert "../sitemap/" in ways
    assert not page.locator(".search-form").is_visible()
    page.close()


def test_an_index_that_cannot_be_loaded_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/words/*", lambda route: route.abort())
    page.goto(f"{address}search/?q=差旅费")
    page.wait_for_function(
        "() => { const words = document.querySelector('[data-words]').content;"
        "return document.querySelector('[data-status]').textContent"
        " === words.querySelector('[data-word=failed]').textContent }"
    )
    page.close()


def test_browser_and_program_give_the_same_keys(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}search/")
    prose = (text.replace("#", "").replace("---", "") for text in TEXTS.values())
    texts = [*prose, "（二〇二三年）使用 A4 纸、“三重一大” 党〔2〕［7］[8]号 ①，𠀀𠀁々；ＧＤＰ —— 2.5%。", "，。", ""]
    for text in texts:
        asked = "text => searchText.terms(text).flatMap(term => searchText.pairKeys(term, 999))"
        keys = set(reader.page.evaluate(asked, text))
        pairs = {key for key in pair_keys(text) if key >> 16}
        assert pairs <= keys <= pair_keys(text)
    for word in ("code:2.1.4.2", "round:2023-1", "notice:7kq3md", ""):
        assert reader.page.evaluate("searchText.wordKey", word) == word_key(word)


def test_a_long_word_is_asked_for_by_few_of_its_pairs(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}search/")
    word = "云岫区文学艺术界联合会"
    few = reader.page.evaluate("word => searchText.pairKeys(word, 5)", word)
    assert len(few) == 5
    assert set(few) < pair_keys(word)
    assert all(max(pair_keys(pair)) in few for pair in ("云岫", "合会"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("二十一（十）4（102）", {"notice": "", "code": "21.10.4.102"}),
        ("7kq3md-2.1", {"notice": "7kq3md", "code": "2.1"}),
        ("2023", None),
        ("差旅费", None),
    ],
)
def test_a_code_is_read_in_any_spelling(reader: Reader, written: str, read: dict[str, str] | None) -> None:
    reader.page.goto(f"{reader.address}search/")
    assert reader.page.evaluate("searchText.citation", written) == read
