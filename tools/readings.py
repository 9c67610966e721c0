"""Make the table of readings that units are ordered by: `python tools/readings.py`, from the dictionaries of pypinyin.

The table has the same phrases and gives the same readings, without tones, and loads in an eighth of the time.
"""

from collections import defaultdict
from importlib import metadata
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

TARGET = Path(__file__).parent.parent / "zhaoshi" / "text" / "readings.py"
HEAD = '''"""Readings of characters and phrases, without tones. Made by tools/readings.py.

From the dictionaries of pypinyin {version} (MIT License, Copyright (c) 2016 mozillazg, 闲耘) and of its sources
pinyin-data and phrase-pinyin-data (MIT License, Copyright (c) 2016 mozillazg).
"""

'''


def table() -> str:
    """Return the table as a Python module."""
    characters = {chr(code): lazy_pinyin(chr(code))[0] for code in sorted(PINYIN_DICT)}
    by_reading: dict[str, str] = defaultdict(str)
    for character, reading in characters.items():
        by_reading[reading] += character
    phrases, deviating = [], []
    for phrase in sorted(phrase for phrase in PHRASES_DICT if len(phrase) > 1 and characters.keys() >= set(phrase)):
        syllables = lazy_pinyin(phrase)
        if syllables == [characters[character] for character in phrase]:
            phrases.append(phrase)
        else:
            deviating.append(f"{phrase}:{','.join(syllables)}")
    usual = [f"{reading}:{by_reading[reading]}" for reading in sorted(by_reading)]
    parts = {
        "CHARACTERS": ("Characters by their usual reading.", usual),
        "PHRASES": ("Phrases that are read as their characters are.", phrases),
        "DEVIATING": ("Phrases that are not, and how they are.", deviating),
    }
    head = HEAD.format(version=metadata.version("pypinyin"))
    return head + "\n".join(
        f'{name} = """{" ".join(entries)}"""\n"""{said}"""\n' for name, (said, entries) in parts.items()
    )


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
