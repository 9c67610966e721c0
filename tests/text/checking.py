"""Markdown as a build checks it."""

from zhaoshi.problems import Problem
from zhaoshi.text.markdown import check, parser


def checked(text: str) -> tuple[list[str], list[Problem], str]:
    """Return link targets, problems, and the HTML that is made of the checked tokens."""
    md = parser()
    tokens = md.parse(text)
    links, problems = check(tokens, text.split("\n"), "f", 1)
    return [link.target for link in links], problems, str(md.renderer.render(tokens, md.options, {}))


def codes_of(text: str) -> list[str]:
    """Return the codes of what is wrong with a text."""
    return [problem.code for problem in checked(text)[1]]
