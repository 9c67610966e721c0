"""What holds for every test."""

import os
import signal
import sys

import pytest
from hypothesis import settings

# A shell that runs the tests in the background has them ignore Ctrl-C, and with them every program that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Compiled modules and templates are kept, whatever the shell says: thousands of builds use the same.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No test depends on the clock, also not on how long one example takes on a busy machine.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes minutes first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
