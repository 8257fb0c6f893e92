"""What the judge refuses, told to an editor: in which file, on which line, in which words."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from plugins.markup.judge import Finding, Kind
from plugins.problems.problem import Problem
from plugins.reading.addresses import SCHEME
from plugins.reading.shared_blocks import Line

RULES: dict[Kind, str] = {
    "element": "html-page",
    "attribute": "html-page",
    "comment": "html-page",
    "structure": "html-page",
    "address": "link-address",
    "picture": "link-address",
    "id": "heading-taken",
}
# The rules on the source that tell the same in better words
BETTER: dict[str, tuple[str, ...]] = {
    "html-page": ("html", "html-braces", "text-indented", "heading-one", "heading-underlined", "sign-printed"),
    "link-address": (
        "link-broken",
        "address-form",
        "link-form",
        "placeholder",
        "html",
        "html-braces",
        "link-unused",
        "sign-printed",
    ),
    "heading-taken": ("heading-id", "html-braces"),
    "page-heavy": ("page-heavy", "line-long", "quote-deep", "marks-nested"),
}
SHOWN = 60  # characters of an address


@dataclass(frozen=True)
class Refusal:
    """A problem of what is rendered, and the lines of the body that it may be due to: indexes, from 0."""

    problem: Problem
    first: int
    last: int


def refusals(path: str, lines: Sequence[Line], findings: Iterable[Finding]) -> tuple[Refusal, ...]:
    """Return the findings of a body as problems, each once.

    path: of the page. lines: of its body; each remembers its own file.
    """
    return tuple(dict.fromkeys(refuse(path, lines, finding) for finding in findings))


def refuse(path: str, lines: Sequence[Line], finding: Finding) -> Refusal:
    """Return a finding as a problem, on the line of its block that shows it, or else on the block's first."""
    first = 0 if finding.first is None else finding.first
    last = len(lines) - 1 if finding.last is None else min(finding.last, len(lines) - 1)
    found = find(lines, range(first, last + 1), signs_of(finding))
    if found is None and finding.value:  # a link may take its address from elsewhere on the page
        found = find(lines, range(len(lines)), [finding.value.lower()])
    index, column = found or place_of(lines, range(first, last + 1), finding)
    line = lines[index] if lines else Line(path, 1, "")
    if finding.kind == "element" and ":" in finding.tag:  # <javascript:run()>, which Markdown takes for a tag
        finding = Finding("address", value=finding.tag)
    rule = RULES[finding.kind]
    problem = Problem(line.path, line.number, column, rule, explain(finding))
    return Refusal(problem, min(first, index), max(last, index))


def signs_of(finding: Finding) -> list[str]:
    """Return what stands in the source where a finding arose, if it is written there as it is; in small letters."""
    if finding.kind == "element":
        return [f"<{finding.tag}"]
    if finding.kind in ("address", "picture"):
        scheme = SCHEME.fullmatch(finding.value)
        return [finding.value.lower(), f"{scheme['name']}:".lower()] if scheme else [finding.value.lower()]
    if finding.kind == "id":
        return [f"#{finding.value}"]
    return [finding.name]


def place_of(lines: Sequence[Line], block: range, finding: Finding) -> tuple[int, int]:
    """Return the line and column of the first sign of a link or a tag in a block, or its first line."""
    signs = {"address": ["](", "][", "]:", "<a"], "picture": ["!["], "id": ["#"]}.get(finding.kind, ["<", "{"])
    first = next((index for index in block if lines[index].text.strip()), block.start)
    return find(lines, block, signs) or (first, 1)


def find(lines: Sequence[Line], block: range, signs: Iterable[str]) -> tuple[int, int] | None:
    """Return the line that holds one of the signs, the first that is found at all, and its column."""
    for sign in filter(None, signs):
        for index in block:
            column = lines[index].text.lower().find(sign)
            if column >= 0:
                return index, column + 1
    return None


def explain(finding: Finding) -> str:
    """Say what may not stand in the page, and what to do about it."""
    shown = "".join(letter if letter.isprintable() else " " for letter in finding.value)
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}..."
    match finding.kind:
        case "element":
            return f'"<{finding.tag}>" would be a part of the page, and may not. Take it out.'
        case "attribute" if finding.name == "style" and finding.tag in ("th", "td"):
            return "Colons in the line of dashes would align a column, which no page does. Take the colons out."
        case "attribute":
            return f'"{finding.name}" would be a part of "<{finding.tag}>" in the page, and may not. Take it out.'
        case "comment":
            return "A comment would stand in the page, where everyone can read it. Delete it."
        case "address":
            told = 'Write one that starts with "https://", "mailto:", "tel:", "/" or "#".'
            return f'A link may not lead to "{shown}". {told}'
        case "picture":
            return f'A picture may not come from "{shown}". Put it into content/images/, and write /images/ before its name.'
        case "id":
            return f'A part of every page is called "{shown}" already. Give this heading another id in braces.'
        case "structure":
            told = 'Close each tag in its own paragraph, and write "&amp;" for an "&".'
            return f"A tag or sign here is not whole, or would close a part of the page around it. {told}"


def without_echoes(
    refused: Iterable[Refusal], lines: Sequence[Line], told: Container[tuple[str, str, int]]
) -> list[Problem]:
    """Return the problems of a body that no rule on the source tells already of the same lines.

    told: rule, path and line of each problem of the sources that stops a build.
    """
    found = []
    for refusal in refused:
        problem = refusal.problem
        block = {(line.path, line.number) for line in lines[refusal.first : refusal.last + 1]}
        if not any((rule, *place) in told for rule in BETTER[problem.rule] for place in block):
            found.append(problem)
    return found
