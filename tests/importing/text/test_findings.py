"""Which sections of a text hold findings."""

from tests.importing.importing import of, read


def test_a_part_whose_own_heading_cites_a_problem_holds_findings_whatever_they_are_called() -> None:
    draft = of(
        *("（一）关于“立德树人有差距”问题", "1.师资不足。已引进。", "2.机制不健全。已制定。"),
        *("（二）关于“党的领导弱化”问题整改情况", "1.会议少。已补开。"),
        *("（三）关于基层党建薄弱的问题", "1.比例低。已提高。"),
        *("（四）关于问题整改的组织领导情况", "1.高位推动。已召开会议。"),
    )
    assert read(draft).findings == ("1.1", "1.2", "2.1", "3.1")
    assert [e.message.values for e in draft.entries if e.code == "import.findings"] == [{"sections": "1、2、3"}]


def test_a_part_about_the_leadership_of_the_party_may_hold_findings() -> None:
    draft = of("一、组织领导情况", "1.召开会议。", "二、党的领导弱化方面", "1.学习不够。已培训。", "2.会议少。已补开。")
    assert read(draft).findings == ("2.1", "2.2")
