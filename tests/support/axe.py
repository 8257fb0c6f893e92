"""axe in a page, with every rule it has: also those that it leaves off unless asked."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Level AAA, best practice and experimental too. Or those on colours alone.
RUN_AXE = """async ([coloursAlone, within]) => {
  const asked = axe.getRules(coloursAlone ? ["cat.color"] : []);
  const rules = Object.fromEntries(asked.map(rule => [rule.ruleId, {enabled: true}]));
  const runOnly = {type: "rule", values: asked.map(rule => rule.ruleId)};
  const results = await axe.run(within ? document.querySelector(within) : document, {rules, runOnly, resultTypes: ["violations"]});
  return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html}`));
}"""


def run_axe(page: Page, colours_alone: bool = False, within: str | None = None) -> list[str]:
    """Return what axe finds, one line a finding. within: a selector, for a part of the page; shadow trees are looked into."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    findings: list[str] = page.evaluate(RUN_AXE, [colours_alone, within])
    return findings
