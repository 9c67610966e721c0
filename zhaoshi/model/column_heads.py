"""What offices call the facts of a finding: which column of a table is meant, however its head is worded."""

import re
from collections.abc import Mapping
from enum import StrEnum
from unicodedata import normalize

_LONGEST_HEAD = 16


class Column(StrEnum):
    """What a column of a ledger can be; the value is the word by which messages call it."""

    CODE = "章节编号"
    NUMBER = "序号"
    AREA = "问题类别"
    FINDING = "反馈问题"
    STATUS = "整改状态"
    PROGRESS = "完成情况"
    LEADER = "责任领导"
    OWNER = "责任部门"
    DEADLINE = "整改时限"
    COMPLETED = "完成时间"
    REVIEW = "复查时间"
    VERDICT = "核验结论"
    VERIFIED_BY = "核验单位"
    VERIFIED_ON = "核验日期"
    VERIFICATION_NOTE = "核验说明"
    LATE = "逾期完成天数"
    MEASURES = "整改措施"
    EVIDENCE = "佐证材料"
    REMARK = "备注"


_BODY = r"(部门|单位|科室|处室|股室|人|人员|责任人)"
_WORDS: Mapping[Column, str] = {
    Column.CODE: r"章节(编号|编码|代码|号)?|问题(编号|编码)|section",
    Column.NUMBER: r"(问题)?序号?|编号|号|no|№",
    Column.VERDICT: r"(核验|验收|销号)(结论|情况|结果|状态)?|是否(核验|销号)",
    Column.VERIFIED_BY: r"(核验|验收)(单位|部门|机构|人)",
    Column.VERIFIED_ON: r"(核验|验收)(日期|时间)",
    Column.VERIFICATION_NOTE: r"(核验|验收)(说明|意见|备注)",
    Column.LATE: r"逾期完成天数",
    Column.REVIEW: r"复查(时间|日期|时限)|review",
    Column.EVIDENCE: r"(佐证|印证|证明|支撑)(材料|资料)?|制度成果|成果",
    Column.LEADER: r"(责任|分管|牵头|包抓|主管|整改)?(责任)?(党组|班子)?领导(同志)?|leader",
    Column.OWNER: rf"((整改|具体|直接|主要)?(责任|牵头|承办|主责|主办|整改)?{_BODY}[及和与]?)+|owner",
    Column.DEADLINE: r".*(时限|期限)(要求)?|(计划|要求|拟|预计|应)(整改)?完成(时间|日期)|deadline",
    Column.COMPLETED: r"(实际|整改)?(完成|办结|销号)(整改)?(时间|日期)|completed",
    Column.STATUS: r"(整改|完成|进展|工作|当前|目前)*状态|(是否|有无)已?(整改|完成|到位|办结){1,2}|完成与否|status",
    Column.MEASURES: r".*(措施|举措)",
    Column.PROGRESS: r".*(完成|整改|进展|落实|推进)(情况|进展|进度|成效|结果)(说明)?|进展|进度",
    Column.REMARK: r"备注|说明|附注|其他",
    Column.AREA: r"(问题|反馈|整改)?(所属)?(类别|方面|类型|领域|分类|归类|板块)",
    Column.FINDING: r".*(问题|表现|情形)(内容|描述|清单|事项)?|反馈意见|整改(事项|任务|内容)|finding",
}


def meaning(head: str) -> Column | None:
    """Tell what a column is by its head: spaces, brackets, line breaks and the width of characters do not count."""
    bare = re.sub(r"[\W_]", "", re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", normalize("NFKC", head))).lower()
    if not 0 < len(bare) <= _LONGEST_HEAD:
        return None
    return next((column for column, pattern in _WORDS.items() if re.fullmatch(pattern, bare)), None)
