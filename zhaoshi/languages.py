"""The catalogues: English msgids, and what stands for them in other languages."""

import gettext
from functools import cache
from importlib import resources

DOMAIN = "zhaoshi"
_CATALOGUES = {"zh-CN": "zh_CN"}


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, `zh-CN` or `en`; English needs none."""
    if language not in _CATALOGUES:
        return gettext.NullTranslations()
    path = resources.files("zhaoshi") / "locale" / _CATALOGUES[language] / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
