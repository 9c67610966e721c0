"""Titles of notices part between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaoshi.text.title_words import title_words


@pytest.mark.parametrize(
    "title",
    [
        "中共|云岫区|文学艺术界|联合会|党组|关于|巡察|整改|进展|情况的|通报",
        "中共|云岫区|职业教育中心|总支部|委员会|关于|巡察|整改|进展|情况的|通报",
        "中共|云岫城市建设投资|有限公司|总支部|委员会|关于|专项|巡察|整改|进展|情况的|通报",
        "中国共产党|安平市|委员会",
        "区市民中心|党支部|关于|十三届市委第四轮|巡察|反馈|意见|整改|落实|情况的|通报",
        "安平县委|办公室|关于|“三公”经费|问题|整改|情况的|通报|（更正）",
        "镇西镇|党委|关于|2023年度|巡察|整改的|公告",
        "2023年|区委第一轮|巡察",
        "云岫区|市场|监督管理局",
        "云岫县|乡村振兴局",
        "云岫区|旗帜学校",
        "区委第二批次|巡察",
        "大学生创业中心",
        "整改|情况|(2024年)",
        "怎样阅读本站",
        "Report on the inspection",
    ],
)
def test_lines_may_end_between_words(title: str) -> None:
    assert title_words(title.replace("|", "")) == tuple(title.split("|"))


@given(st.text(st.sampled_from("中共云岫区市民政局党组委员会关于巡察整改情况的通报第三轮2023年“（）”，、 a")))
def test_the_parts_are_the_title_and_no_line_begins_or_ends_with_a_stray_mark(title: str) -> None:
    parts = title_words(title)
    assert "".join(parts) == title
    assert not any(part[0] in "”），、的" for part in parts[1:])
    assert not any(part[-1] in "“（" for part in parts[:-1])
