"""What Chinese typing and a careless hand make of YAML: signs that are too wide, lines that stand askew."""

from zhaoshi.problems import Location, Problem, msg


def full_width_colon(at: Location, example: str) -> Problem:
    """Say that 状态：已完成 needs a half-width colon; `example` is the line as it should be."""
    return Problem(
        at,
        "yaml.full-width-colon",
        msg("a full-width colon “：” follows the field name"),
        msg("write a half-width colon and a space: “{example}”", example=example),
    )


def wide_space(at: Location, space: str) -> Problem:
    """Say that full-width spaces do not indent, and those that keep words together neither."""
    message = msg("the line is indented with full-width spaces")
    if space == "\u00a0":
        message = msg("the line is indented with no-break spaces (U+00A0), which look like others")
    return Problem(at, "yaml.wide-space", message, msg("indent with half-width spaces"))


def wide_dash(at: Location, dash: str) -> Problem:
    """Say that － begins no entry of a list."""
    return Problem(
        at,
        "yaml.wide-dash",
        msg("“{dash}” begins no entry", dash=dash),
        msg("write “- ”: a half-width hyphen and a space"),
    )


def gap_behind_colon(at: Location, example: str) -> Problem:
    """Say that a half-width space has to follow the colon; `example` is the line as it should be."""
    return Problem(
        at,
        "yaml.gap-behind-colon",
        msg("no half-width space follows the colon behind the field name"),
        msg("write it as “{example}”", example=example),
    )


def indented_too_far(at: Location, by: int) -> Problem:
    """Say that a field does not stand below the one before it."""
    return Problem(
        at,
        "yaml.indentation",
        msg("the line is indented by {by} more than the field above it", by=by),
        msg("start fields of one record at the same column"),
    )


def comma_in_value(at: Location, words: str, example: str) -> Problem:
    """Say that the comma of {责任部门: 办公室,财务科} ends a value; `example` is the field as it should be."""
    return Problem(
        at,
        "yaml.comma-in-value",
        msg("a half-width comma parts “{words}” from the value before it", words=words),
        msg("write “、” for the comma, or the whole value in quotation marks: {example}", example=example),
    )


def words_behind_brackets(at: Location, sign: str, example: str) -> Problem:
    """Say that YAML takes 〔公示〕 in half-width brackets for a list; `example` is the field as it should be."""
    return Problem(
        at,
        "yaml.brackets",
        msg("a value that begins with “{sign}” has to stand in quotation marks", sign=sign),
        msg("write the whole value in quotation marks: {example}", example=example),
    )


def full_width_comma(at: Location, sign: str, example: str) -> Problem:
    """Say that {结论: 退回，单位: 区委巡察办} needs a half-width comma; `example` is the line as it should be."""
    return Problem(
        at,
        "yaml.full-width-comma",
        msg("a full-width “{sign}” stands between the fields", sign=sign),
        msg("write a half-width comma and a space: {example}", example=example),
    )


def full_width_brackets(at: Location) -> Problem:
    """Say that ｛结论: 退回｝ needs half-width brackets."""
    return Problem(
        at,
        "yaml.full-width-bracket",
        msg("full-width brackets “｛｝” enclose the record"),
        msg("write half-width brackets, colons and commas: {{field: value, field: value}}"),
    )


def full_width_signs(at: Location, example: str) -> Problem:
    """Say that {日期：2023-01-02，标题：复核} needs half-width signs; `example` is what belongs in the brackets."""
    return Problem(
        at,
        "yaml.full-width-colon",
        msg("full-width colons “：” and commas “，” stand between the fields"),
        msg("write half-width colons and commas with a space: {example}", example=f"{{{example}}}"),
    )
