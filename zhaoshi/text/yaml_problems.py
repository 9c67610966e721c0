"""What Chinese typing makes of YAML: signs that are too wide."""

from zhaoshi.problems import Location, Problem, msg


def full_width_colon(at: Location, example: str) -> Problem:
    """Say that 状态：已完成 needs a half-width colon; `example` is the line as it should be."""
    return Problem(
        at,
        "yaml.full-width-colon",
        msg("a full-width colon “：” follows the field name"),
        msg("write a half-width colon and a space: “{example}”", example=example),
    )


def wide_space(at: Location) -> Problem:
    """Say that full-width spaces do not indent."""
    return Problem(
        at,
        "yaml.wide-space",
        msg("the line is indented with full-width spaces"),
        msg("indent with half-width spaces"),
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
