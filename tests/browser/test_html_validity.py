import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.browser.served import HERE, ServedSite
from tests.small_site import AS_OF, SITES, build_site


def validity_errors(node: Path, node_modules: Path, folder: Path) -> list[str]:
    """Return what html-validate has against the pages below a folder."""
    report = folder.parent / "html-validate.json"
    done = subprocess.run(
        [
            node,
            node_modules / "html-validate" / "bin" / "html-validate.mjs",
            "--config",
            HERE / ".htmlvalidate.json",
            "--formatter",
            f"json={report}",
            str(folder / "**" / "*.html"),
        ],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert report.exists(), done.stderr
    return [
        f"{Path(file['filePath']).relative_to(folder)}:{error['line']}:{error['column']} "
        f"{error['ruleId']}: {error['message']}"
        for file in json.loads(report.read_bytes())
        for error in file["messages"]
    ]


def test_pages_of_the_sample_are_valid(node: Path, node_modules: Path, sample_site: ServedSite) -> None:
    assert list(sample_site.folder.rglob("*.html"))
    assert validity_errors(node, node_modules, sample_site.folder) == []


@pytest.mark.parametrize("name", sorted(path.name for path in SITES.iterdir() if path.is_dir()))
def test_pages_of_test_sites_are_valid(node: Path, node_modules: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(SITES / name / "content", tmp_path / "content")
    build_site(tmp_path, as_of=AS_OF if name == "small" else date(2024, 12, 1))

    assert validity_errors(node, node_modules, tmp_path / "site") == []


def test_invalid_page_would_be_found(node: Path, node_modules: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "bad.html").write_text("<!DOCTYPE html><p><div></div></p>", encoding="utf-8")

    assert validity_errors(node, node_modules, folder) != []
