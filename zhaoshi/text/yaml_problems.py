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
