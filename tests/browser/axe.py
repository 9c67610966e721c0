"""What axe-core finds in a page into which it was put."""

from typing import Any

from playwright.sync_api import Page

# Rules that axe leaves out unless asked: size of targets (WCAG 2.2, 2.5.8).
_RULES: dict[str, Any] = {"target-size": {"enabled": True}}

_RUN = """async (rules) => {
  const found = await axe.run(document, { resultTypes: ["violations"], rules });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""


def violations(page: Page) -> list[str]:
    """Run every rule, best practices included; returns a line for each element that breaks one."""
    found: list[str] = page.evaluate(_RUN, _RULES)
    return found
