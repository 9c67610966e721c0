"""The catalogues: English msgids, and what stands for them in other languages."""

import gettext
from functools import cache
from pathlib import Path

DOMAIN = "zhaoshi"
FOLDER = Path(__file__).parent / "locale"
_CATALOGUES = {"zh-CN": "zh_CN"}


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, `zh-CN` or `en`; English needs none."""
    if language not in _CATALOGUES:
        return gettext.NullTranslations()
    with (FOLDER / _CATALOGUES[language] / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
