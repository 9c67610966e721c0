"""Where the title of a notice or the name of a body may end a line: between words, as GB/T 9704-2012, 7.3.1 asks.

Chinese does not show where words end. Titles are made of few words, which are listed; what stands between them is a
name, and stays together.
"""

import re
from functools import lru_cache

_WORDS = (
    "关于 专项 机动 常规 提级 联动 集中 巡视 巡察 整改 反馈 意见 落实 进展 阶段 情况 问题 工作 通报 公告 公示 报告 公开"
    " 方案 制度 清单 台账 更正 补充 党组 党委 党支部 总支部 党总支部 党总支 支部 委员会 党工委 工委 联合会 协会 学会"
    " 集团 有限公司 有限责任公司 股份有限公司 领导小组 办公室 监督管理局 服务中心 办事处"
)
_CHOICE = "|".join(sorted(_WORDS.split(), key=len, reverse=True))
_WORD = re.compile(f"(?:{_CHOICE})的?")
_LAST_OF_A_NAME = re.compile(
    "^(?:中共|中国共产党)"
    "|(?<=.[^省市县区旗镇乡][省市县区旗镇乡])(?<!城市|社区|校区|园区)(?![委民直属级域内外人])"
    "|(?:大学|学院|中学|小学|学校)(?![生校])|医院|卫生院|中心|街道"
    r"|第[一二三四五六七八九十百\d]+(?:[轮批]次?|次)|\d{4}年度?"
)
_BEGINS_NO_LINE = re.compile(r"[，。、；：！？”’）》〕】…—的,.;:!?)\]/%-]")
_ENDS_NO_LINE = re.compile(r"[“‘（《〔【(\[/-]$")


@lru_cache(10_000)
def title_words(title: str) -> tuple[str, ...]:
    """Part a title where a line may end; the parts together are the title."""
    places = {place for found in _WORD.finditer(title) for place in found.span()}
    places.update(found.end() for found in _LAST_OF_A_NAME.finditer(title))
    cuts = [
        place
        for place in sorted(places)
        if 0 < place < len(title)
        and not _BEGINS_NO_LINE.match(title, place)
        and not _ENDS_NO_LINE.search(title[:place])
    ]
    return tuple(title[start:end] for start, end in zip([0, *cuts], [*cuts, len(title)], strict=True))
