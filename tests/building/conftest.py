"""What tests of the build start from."""

import shutil
from pathlib import Path

import pytest

from tests.building.running import edit, many_notices
from tests.small_site import build_site, make_site
from zhaoshi.building.crew import PAYS_FROM


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, built."""
    make_site(tmp_path)
    build_site(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site of so many notices that worker processes pay; it is left as it is."""
    root = make_site(tmp_path_factory.mktemp("many"), many_notices(120))
    report = build_site(root)
    assert len(report.reasons) > PAYS_FROM
    return root


@pytest.fixture
def changed(many: Path, tmp_path: Path) -> Path:
    """A built site of many notices with a change to every page that is not built yet."""
    root = tmp_path / "changed"
    shutil.copytree(many, root)
    build_site(root)
    edit(root, "content/site.yaml", "测试公开网", "另一个公开网")
    return root
