"""Whole small sites against the bytes that they gave before; ZHAOSHI_RENEW=1 takes the new ones, read as a diff."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.site_walker import Site
from tests.small_site import AS_OF, SITES, build_site, tree

SITES_BUILT = {"small": ("/", AS_OF), "variants": ("/public/", date(2024, 12, 1))}
"""Path of the site and day of the build, by name."""

ELSEWHERE = ("assets", "*.png")
"""Not kept here: pages name each asset with its digest, and pictures are held by digests in the site's own manifest."""


@pytest.mark.parametrize("name", sorted(SITES_BUILT))
def test_site_gives_the_expected_bytes(tmp_path: Path, name: str) -> None:
    shutil.copytree(SITES / name / "content", tmp_path / "content")
    expected = SITES / name / "expected"
    base_path, as_of = SITES_BUILT[name]

    build_site(tmp_path, as_of=as_of)

    assert Site(tmp_path / "site", base_path).walk() == []
    if os.environ.get("ZHAOSHI_RENEW"):
        shutil.rmtree(expected, ignore_errors=True)
        shutil.copytree(tmp_path / "site", expected, ignore=shutil.ignore_patterns(*ELSEWHERE))
    built = {
        path: data
        for path, data in tree(tmp_path / "site").items()
        if not path.startswith("assets/") and not path.endswith(".png")
    }
    wanted = tree(expected)
    assert sorted(built) == sorted(wanted)
    for path, data in wanted.items():
        assert built[path].decode() == data.decode(), path
