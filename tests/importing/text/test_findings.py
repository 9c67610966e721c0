"""Which sections of a text hold findings, and what is said where none was found."""

from tests.importing.importing import codes_of, of, read


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


def test_labels_without_any_heading_of_a_finding_are_a_doubt() -> None:
    draft = of("第二部分 整改情况", "问题一：学习不深入。", "整改措施：开展学习。", "整改状态：已完成。", "再接再厉。")
    assert draft.ledger is None
    assert codes_of(draft, "doubt") == [(0, "import.no-ledger")]
    assert codes_of(of("导语。", "高度重视。"), "note") == [(0, "import.no-ledger")]


def test_numerals_of_one_sign_begin_headings() -> None:
    draft = of("一、党的建设", "⒈ 关于“学习不深入”的问题。开展培训。", "⒉ 关于“制度不严”的问题。修订制度。")
    assert [(part.code, part.numeral, part.title) for part in read(draft).sections[0].children] == [
        ("1.1", "⒈", "关于“学习不深入”的问题。"),
        ("1.2", "⒉", "关于“制度不严”的问题。"),
    ]


def test_a_heading_of_all_findings_leaves_those_of_other_parts_in() -> None:
    draft = of(
        *("一、关于巡察反馈问题整改情况", "（一）学习制度执行。补学3次。", "（二）会议记录。已规范记录。"),
        *("二、选人用人专项检查反馈意见整改情况", "（一）干部档案审核。已补充材料。", "（二）人才引进。引进2人。"),
        *("三、下一步打算", "（一）持续抓整改。"),
    )
    assert read(draft).findings == ("1.1", "1.2", "2.1", "2.2")


def test_a_part_on_how_rectification_is_led_holds_no_findings() -> None:
    draft = of(
        *(
            "一、切实加强领导，统筹各方面整改力量",
            "（一）研究解决难点问题。召开会议5次。",
            "（二）防止整改不力。成立小组。",
        ),
        *("二、反馈意见整改落实情况", "（一）学习制度不健全。已修订。", "（二）会议记录不规范。已规范。"),
    )
    assert read(draft).findings == ("2.1", "2.2")
