"""The files with figures say the same as each other, and the page of data explains all that they say."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.site_walker import Site, tags
from tests.small_site import FILES, build_site, make_site

NOTICE = "content/notices/2023-library/notice.md"
OTHER = "---\ntitle: 公告\nunit: museum\npublished: 2024-01-05 09:00\n{}\n---\n正文。\n"


def keys_of(value: object, place: str = "") -> Iterator[str]:
    """Yield every key below a value of JSON, as the page of data names it: `notices[].unit.id`."""
    if isinstance(value, list):
        for item in value:
            yield from keys_of(item, f"{place}[]")
    elif isinstance(value, dict):
        for key, inner in value.items():
            path = f"{place}.{key}" if place else key
            yield path
            yield from keys_of(inner, path)


def test_every_column_and_key_of_the_data_is_in_the_dictionary(tmp_path: Path) -> None:
    claims = (
        "claims: {findings: 3, completed: 1, in_progress: 1, long_term: 1, rate: 33%, institutions: 1, measures: 2}"
    )
    changes = {
        NOTICE: re.sub(r"claims: .*", claims, FILES[NOTICE]),
        "content/notices/old/notice.md": OTHER.format("withdrawn: {on: 2024-01-10, reason: 有误}"),
        "content/notices/new/notice.md": OTHER.format("supersedes: 2023-museum"),
    }
    build_site(make_site(tmp_path, changes))
    site = tmp_path / "site"
    page = Site(site).pages["data/index.html"]
    said = {
        str(name.get("id")): [str(code.text) for code in tags(part, "code")]
        for part in tags(page, "details")
        for name in tags(part, "h3")
    }
    head, *_ = (site / "data/findings.csv").read_text(encoding="utf-8-sig").splitlines()
    notices = json.loads((site / "data/notices.json").read_bytes())
    ledger = json.loads((site / "notices/2023-library/ledger.json").read_bytes())

    assert said["findings.csv"] == head.split(",")
    inner = re.compile(r"notices\[\]\.totals\..*")
    assert sorted(said["notices.json"]) == sorted(
        {key for key in keys_of(notices) if not inner.fullmatch(key)} - {"notices[].unit", "notices[].round"}
    )
    assert sorted(said["ledger.json"]) == sorted(set(keys_of(ledger)))
    assert len(said["notices.json"]) == len(set(said["notices.json"]))


def test_the_data_agree_on_units_days_and_addresses(tmp_path: Path) -> None:
    root = make_site(tmp_path, {"content/notices/new/notice.md": OTHER.format("supersedes: 2023-museum")})
    as_of = build_site(root).as_of.isoformat()
    table = csv.DictReader(io.StringIO((root / "site/data/findings.csv").read_text(encoding="utf-8-sig")))
    data = json.loads((root / "site/data/notices.json").read_bytes())
    notices = {notice["id"]: notice for notice in data["notices"]}
    ledger = json.loads((root / "site/notices/2023-library/ledger.json").read_bytes())
    row, library = next(table), notices["2023-library"]

    assert row["unit_name"] == library["unit"]["name"] == "某区图书馆"
    assert library["unit"]["short_name"] == "区图书馆"
    assert row["round_name"] == library["round"]["name"]
    assert row["ledger_as_of"] == library["ledger_as_of"] == ledger["ledger_as_of"] == "2024-02-01"
    assert row["overdue_as_of"] == data["overdue_as_of"] == ledger["overdue_as_of"] == as_of
    assert library["ledger"] == f"{data['url']}notices/2023-library/ledger.json"
    assert notices["2023-museum"]["superseded_by"] == "new"
    assert notices["2023-museum"]["ledger"] is None
