"""Lines that are whole although no sign ends them: values of labels, states, items of lists."""

import pytest

from tests.importing.importing import TITLE, blocks, body, imported, of, read

HEADINGS = ("一、整改情况", "（一）关于管理不严的问题")


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        ("完成时间：2024年11月15日", "问题4：建筑工地扬尘治理不力"),
        ("责任单位：办公室。完成时间：2024-07-31前", "公示期5个工作日（2024年10月8日-14日）。"),
        ("补发边远地区教师生活补贴11460元。已完成", "3 关于“耕地非粮化整治不力”的问题"),
        ("整改责任科室及完成情况：尚未完成整改", "已约谈相关责任人"),
        ("对照反馈意见修订财务管理制度6项", "- 责任人：周某"),
        ("对照反馈意见修订财务管理制度6项", "● 责任人：周某"),
        ("对照反馈意见修订财务管理制度6项", "问题12：采购程序不规范"),
    ],
)
def test_a_line_that_is_whole_is_not_joined(line: str, behind: str) -> None:
    assert blocks(of(*HEADINGS, line, behind))[-2:] == [(0, line), (0, behind)]


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        ("对照反馈意见，局党组于2024年3月5日", "召开专题会议研究部署。"),
        ("对照反馈意见认真整改，目前已完成", "制度修订6项。"),
        ("局机关全体党员干部分批参加，每日", "上午8:30至11:30集中学习。"),
    ],
)
def test_a_line_that_was_broken_in_a_sentence_is_joined(line: str, behind: str) -> None:
    assert blocks(of(*HEADINGS, line, behind))[-1] == (0, line + behind)


def test_items_of_a_markdown_list_stay_items_and_their_labels_enter_the_ledger() -> None:
    draft = imported(
        f"# {TITLE}\n\n## 一、整改情况\n\n### （一）关于管理不严的问题\n\n"
        "- 整改措施：补齐**会议记录**37份\n- 责任人：周某\n  - 完成时限：2023年4月30日\n-  整改情况：已完成\n\n"
        "\\- 不是列表\n",
        "2023-library.md",
    )
    assert body(draft).split("\n\n")[2:] == [
        "- 整改措施：补齐**会议记录**37份\n- 责任人：周某\n  - 完成时限：2023年4月30日\n- 整改情况：已完成",
        "\\- 不是列表",
    ]
    ledger = read(draft).ledger
    assert ledger is not None
    assert [(item.owner, str(item.deadline), item.status.written) for item in ledger.items] == [
        ("周某", "2023-04-30", "已完成")
    ]


def test_items_of_a_markdown_list_may_begin_in_bold() -> None:
    draft = imported(
        f"# {TITLE}\n\n## 一、整改情况\n\n### （一）关于管理不严的问题\n\n- **责任人**：周某\n- 整改情况：已完成\n",
        "2023-library.md",
    )
    assert body(draft).split("\n\n")[2:] == ["- **责任人**：周某\n- 整改情况：已完成"]
