"""Which version of a library is installed.

It stands in the name of a folder beside the library. `importlib.metadata` is asked only where that folder is missing:
loading it takes longer than all that a build with nothing to do has to look at.
"""

import sys
from functools import cache
from pathlib import Path


def version(name: str) -> str:
    """Return the version of an installed library; raises `PackageNotFoundError` where it is not installed."""
    found = _versions().get(name.replace("-", "_"))
    if found is None:
        from importlib import metadata

        found = metadata.version(name)
    return found


@cache
def _versions() -> dict[str, str]:
    """Return what folders such as `markdown_it_py-4.2.0.dist-info` say; the first on the path counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in Path(folder).glob("*.dist-info"):
            library, _, number = entry.stem.partition("-")
            found.setdefault(library.lower(), number)
    return found
