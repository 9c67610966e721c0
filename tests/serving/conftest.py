from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.running import Preview, preview_of
from tests.small_site import make_site


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    with preview_of(make_site(tmp_path / "root"), tmp_path / "log") as running:
        yield running
