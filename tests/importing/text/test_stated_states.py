"""How a finding stands by the words of its text, and what of them is left to the editor."""

from tests.importing.importing import codes_of, of, read
from zhaoshi.model.status import Status


def test_the_word_for_a_state_may_begin_what_was_done() -> None:
    draft = of(
        "导语。",
        "（一）关于“甲乙”的问题",
        "整改完成情况：已完成。3座污水处理站已恢复运行，出水水质稳定达标。",
        "（二）关于“丙丁”的问题",
        "整改状态：正在整改，完成80%",
        "（三）关于“戊己”的问题",
        "整改完成情况：已完成了大部分工作，其余3项正在办理。",
    )
    assert [(item.status.status, item.status.written) for item in read(draft).items.values()] == [
        (Status.COMPLETED, "已完成"),
        (Status.IN_PROGRESS, "正在整改"),
        (Status.UNSTATED, "未注明"),
    ]
    assert codes_of(draft, "doubt") == [(4, "import.status-read"), (6, "import.status-read"), (8, "import.status")]


def test_yes_and_no_answer_whether_a_finding_is_completed_unless_another_word_says_more() -> None:
    draft = of(
        "导语。",
        "（一）关于“甲乙”的问题",
        "是否完成：是",
        "（二）关于“丙丁”的问题",
        "是否整改到位：否",
        "（三）关于“戊己”的问题",
        "是否完成：否",
        "整改状态：未启动",
        "（四）关于“庚辛”的问题",
        "是否完成：是",
        "整改状态：正在整改",
        "（五）关于“壬癸”的问题",
        "是否完成：已办结",
        "（六）关于“子丑”的问题",
        "是否完成：基本",
        "（七）关于“寅卯”的问题",
        "是否完成：是",
        "整改情况：已完成，但效果不明显，退回重新整改。",
        "（八）关于“辰巳”的问题",
        "整改情况：已完成80%。",
        "是否完成：否",
    )
    assert [item.status.written for item in read(draft).items.values()] == [
        "已完成",
        "未完成",
        "未启动",
        "未注明",
        "已办结",
        "未注明",
        "未注明",
        "未完成",
    ]
    assert codes_of(draft, "doubt") == [
        (4, "import.status-read"),
        (6, "import.status-read"),
        (11, "import.status"),
        (16, "import.status"),
        (18, "import.status-open"),
        (19, "import.status-open"),
        (22, "import.status-read"),
    ]
    assert "# 整改状态：正在整改（原文，请填确定的内容）\n    # 是否完成：是（" in (draft.ledger or "")


def test_what_sounds_like_a_state_and_is_not_taken_is_named() -> None:
    draft = of(
        "导语。",
        "（一）关于“甲乙”的问题",
        "整改情况：已完成，但效果不明显，退回重新整改。",
        "（二）关于“丙丁”的问题",
        "整改情况：尚未完成。",
        "（三）关于“戊己”的问题",
        "整改结果：已销号",
        "（四）关于“庚辛”的问题",
        "整改情况：该问题已整改到位。",
        "（五）关于“壬癸”的问题",
        "整改情况：已完成80%。",
        "整改状态：阶段性完成",
        "（六）关于“子丑”的问题",
        "整改结果：已完成",
        "核验结论：退回",
        "是否销号：否",
        "（七）关于“寅卯”的问题",
        "整改情况：修订制度。该问题正在整改。",
    )
    assert [item.status.written for item in read(draft).items.values()] == [
        "未注明",
        "未完成",
        "未注明",
        "未注明",
        "阶段性完成",
        "已完成",
        "未注明",
    ]
    assert codes_of(draft, "doubt") == [
        (4, "import.status-open"),
        (6, "import.status-read"),
        (8, "import.verdict"),
        (10, "import.status-open"),
        (16, "import.verdict"),
        (19, "import.status-open"),
    ]
    assert [line.strip() for line in (draft.ledger or "").splitlines() if "原文，请填" in line] == [
        "# 整改情况：已完成，但效果不明显，退回重新整改（原文，请填确定的内容）",
        "# 整改结果：已销号（原文，请填确定的内容）",
        "# 整改情况：该问题已整改到位（原文，请填确定的内容）",
        "# 核验结论：退回（原文，请填确定的内容）",
        "# 正文：该问题正在整改（原文，请填确定的内容）",
    ]


def test_what_the_text_says_of_a_finding_stands_beside_the_status_that_it_leaves_open() -> None:
    draft = of(
        "导语。",
        "（一）关于“甲乙”的问题",
        "县财政局已督促3个部门上缴412.6万元。该问题已整改到位。",
        "（二）关于“丙丁”的问题",
        "该问题涉及面广。目前，上述问题正在整改，已收回860万元",
        "整改状态：正在整改",
        "（三）关于“戊己”的问题",
        "该问题涉及3个部门，整改难度大，牵涉的历史遗留事项很多，需要各有关方面共同研究解决办法。",
    )
    assert [item.status.written for item in read(draft).items.values()] == ["未注明", "正在整改", "未注明"]
    assert draft.ledger is not None
    assert [line.strip() for line in draft.ledger.splitlines() if "正文" in line] == [
        "# 正文：该问题已整改到位（原文，请填确定的内容）"
    ]
