"""How Word writes a number in a list (ECMA-376-1, 17.18.59 ST_NumberFormat)."""

from zhaoshi.text.numerals import han

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LEGAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_SIGNS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
"""First sign and how many there are; beyond them Word writes digits."""
_DIGITS = ("decimal", "decimalHalfWidth", "custom")
_FULL_DIGITS = ("decimalFullWidth", "decimalFullWidth2")
_POSITIONAL = ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand")
_CARDINAL = ("chineseCountingThousand", "taiwaneseCountingThousand")
_BELOW_HUNDRED = ("chineseCounting", "taiwaneseCounting")
_LEGAL_FORMS = ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal")


def shown(number: int, form: str) -> str | None:
    """Write a number as a list of the format `form` shows it; None where the format is not known here.

    Formats without numbers, `none` and `bullet`, show nothing.
    """
    digits = str(number)
    if form in ("none", "bullet"):
        return ""
    if form in _SIGNS:
        first, count = _SIGNS[form]
        return chr(ord(first) + number - 1) if 1 <= number <= count else digits
    if form in _FULL_DIGITS:
        return digits.translate(_FULL_WIDTH)
    if form in _POSITIONAL:
        return digits.translate(_HAN_DIGITS)
    if form in _BELOW_HUNDRED:
        return han(number) if 1 <= number < 100 else digits.translate(_HAN_DIGITS)
    if form in _CARDINAL:
        return _cardinal(number)
    if form in _LEGAL_FORMS:
        return _cardinal(number).translate(_LEGAL)
    if form == "japaneseCounting":
        return _cardinal(number).replace("一百", "百").replace("百零", "百").replace("百一十", "百十")
    if form == "ideographTraditional":
        return _STEMS[number - 1] if 1 <= number <= len(_STEMS) else digits
    if form == "ideographZodiac":
        return _BRANCHES[number - 1] if 1 <= number <= len(_BRANCHES) else digits
    if form == "ideographZodiacTraditional":
        return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else digits
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 1 <= number <= 780 else digits
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "decimalZero":
        return digits.zfill(2)
    if form == "numberInDash":
        return f"- {digits} -"
    return digits if form in _DIGITS else None


def _cardinal(number: int) -> str:
    return han(number) if 1 <= number <= 999 else str(number).translate(_HAN_DIGITS)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN if 1 <= number < 4000 else ():
        text += sign * (number // value)
        number %= value
    return text or str(number)
