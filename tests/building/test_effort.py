"""What planning costs grows with the number of notices, and not with its square; counted in calls, not in seconds."""

import sys
from collections import deque
from pathlib import Path
from types import FrameType
from typing import Any

from tests.small_site import AS_OF, FILES, make_site
from zhaoshi.building.crew import Crew
from zhaoshi.building.plan import plan, surroundings
from zhaoshi.building.published import published
from zhaoshi.building.record import Record
from zhaoshi.building.state import State
from zhaoshi.building.theme import load_theme
from zhaoshi.pages.search_index import layout_of

NOTICE = """---
title: 第{n}号通报
unit: library
round: 2023-1
published: 2023-{month:02}-{day:02} 09:00
claims: {{institutions: 1}}
---

## 一、整改情况

### （一）关于学习不深入的问题

一是修订学习制度。二是开展专题培训。

### （二）关于记录不规范的问题

正在整改。
"""
LEDGER = """as_of: 2024-01-31
items:
  - section: 1.1
    status: 已完成
    completed: 2023-{month:02}-{day:02}
    evidence: [{{kind: 制度, title: 第{n}号制度}}]
  - {{section: 1.2, status: 整改中, deadline: 2024-02-15}}
"""


def calls(root: Path, count: int) -> int:
    """Count the calls of functions while a site of so many notices is planned, one on each page of a list."""
    changes: dict[str, str | bytes | None] = {path: None for path in FILES if path.startswith("content/notices")}
    changes |= {path: None for path in FILES if path.startswith("content/replies")}
    for n in range(count):
        folder, day = f"content/notices/n{n}", {"n": n, "month": 1 + n % 12, "day": 1 + n % 28}
        changes[f"{folder}/notice.md"] = NOTICE.format(**day)
        changes[f"{folder}/ledger.yaml"] = LEDGER.format(**day)
    changes["content/site.yaml"] = FILES["content/site.yaml"] + "per_page: 1\n"
    make_site(root, changes)
    library, _ = published(root, Record(), State(root / "site").notices, AS_OF, False, Crew())
    layout = layout_of(library)
    around = surroundings(library, load_theme(root).asset_routes, layout, has_pictures=False)
    made = 0

    def count_call(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    pages = plan(library, around, layout)
    sys.setprofile(count_call)
    try:
        deque(pages, maxlen=0)
    finally:
        sys.setprofile(None)
    return made


def test_twice_as_many_notices_cost_twice_as_much(tmp_path: Path) -> None:
    some, more = calls(tmp_path / "some", 100), calls(tmp_path / "more", 200)
    assert some > 100 * 100
    assert more < 2.05 * some
