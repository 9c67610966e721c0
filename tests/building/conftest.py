"""What tests of the build start from."""

from pathlib import Path

import pytest

from tests.small_site import build_site, make_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, built."""
    make_site(tmp_path)
    build_site(tmp_path)
    return tmp_path
