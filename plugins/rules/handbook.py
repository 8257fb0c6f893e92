"""docs/editorial-rules.md, made from the rules: run `python -m plugins.rules.handbook` to write it anew."""

import sys
from pathlib import Path

from plugins.rules.rule import RULES, Rule

FILE = Path("docs/editorial-rules.md")
LONGEST_EXAMPLE = 160  # characters
INTRODUCTION = """# Editorial rules

Every rule that the site checks before anything is published, with an example that it refuses and one that it accepts.
This page is made from the rules themselves (`python -m plugins.rules.handbook`): edit them there.

A message reads `file:line:column: what is wrong. How to put it right.` All problems of all files are told at once, and
nothing is built until none is left. Only what depends on the day is a warning, which does not stop a build.

## Writing about a word without using it

A rule on words looks past three things, so that an honest text is never refused:

- **Quotation marks**, “safe” or "safe": that is how to write about a word.
- **A denial** in the same clause: "This is not a cure."
- **A question** that takes nothing for granted: "Is it safe for me?" ("Why is it so safe?" is refused.)
"""


def rules_as_markdown() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION]
    for module in dict.fromkeys(rule.home for rule in RULES.values()):  # in the order of plugins/rules/__init__.py
        parts.append(f"## {_theme(module)}\n")
        parts += [_entry(rule) for rule in RULES.values() if rule.home == module]
    return "\n".join(parts)


def _theme(module: str) -> str:
    """Return what a module is about, from its first line: "Rules on links: …"."""
    line = (sys.modules[module].__doc__ or "").strip().split("\n")[0]
    return line.partition(":")[0].removesuffix(".").strip()


def _entry(rule: Rule) -> str:
    standard = f" ({rule.standard})" if rule.standard else ""
    warning = " This is a warning: it does not stop a build." if rule.is_warning else ""
    lines = [f"### {rule.id}", "", f"{rule.sentence}{standard}{warning}", ""]
    for word, example in (("Refused", rule.fails), ("Accepted", rule.passes)):
        if example.strip():
            lines += [f"{word}:", "", *(f"    {line}".rstrip() for line in _short(example).split("\n")), ""]
    return "\n".join(lines)


def _short(example: str) -> str:
    """Return an example as it is shown: a long one is cut, and signs that cannot be seen are named."""
    text = example if len(example) <= LONGEST_EXAMPLE else f"{example[:LONGEST_EXAMPLE].rstrip()} … (and so on)"
    return "".join(letter if letter.isprintable() or letter == "\n" else f"(U+{ord(letter):04X})" for letter in text)


if __name__ == "__main__":
    import plugins.rules  # noqa: F401 (it fills the list of rules)

    FILE.write_text(rules_as_markdown(), encoding="utf-8", newline="\n")
