from pathlib import Path

import pytest

from tests.small_site import make_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, not built."""
    return make_site(tmp_path / "root")
