"""A letter that has waited for longer than was promised is marked, once that is certain."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.small_site import FILES, build_site, make_site

RECEIVED = date(2024, 1, 2)
REPLY = f"---\ntitle: 关于票据的答复\nreceived: {RECEIVED}\nquestion: 何时能开票据？\n---\n"


@pytest.mark.parametrize(
    ("promise", "days", "is_late"),
    [("{answer_days: 15}", 44, False), ("{answer_days: 15}", 45, True), ("{}", 1_000, False)],
)
def test_a_letter_is_late_when_holidays_cannot_have_prolonged_the_promise(
    tmp_path: Path, promise: str, days: int, is_late: bool
) -> None:
    changes = {
        "content/replies/opening-hours.md": REPLY,
        "content/site.yaml": f"{FILES['content/site.yaml']}feedback: {promise}\n",
    }
    build_site(make_site(tmp_path, changes), as_of=RECEIVED + timedelta(days))
    page = (tmp_path / "site/replies/index.html").read_text(encoding="utf-8")
    assert ("超期未答复" in page) is is_late
    assert ("办理中" in page) is not is_late
