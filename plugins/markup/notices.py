"""The notices become HTML, by the one converter and under the one judge, and ready for what the site fills in."""

import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from plugins.markup.body import convert_body, make_markdown
from plugins.markup.citations import CITATION
from plugins.problems.problem import Problem
from plugins.reading.library import Document
from plugins.reading.notices import NOTICES, Notice
from plugins.reading.shared_blocks import Line
from plugins.reading.signs import as_read

BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
DENIAL = re.compile(r"\b(?:no|not|nobody|none|never)\b|n't\b", re.IGNORECASE)
Lines = tuple[Line, ...]


def read_notices(blocks: dict[str, Lines]) -> tuple[dict[str, Markup], list[Problem]]:
    """Return the HTML of each notice by its name, and what is wrong with them: only what is right has HTML.

    blocks: the shared blocks by their name. Fill a notice with `notice.format(practice=…)`, which escapes the value.
    """
    found = _convert(tuple((name, blocks[name]) for name in NOTICES if name in blocks))
    missing = [
        Problem(_path(name), 1, 1, "notice-missing", "The site prints this notice. Write it, or take it back from git.")
        for name in NOTICES
        if name not in blocks
    ]
    return (
        {name: html for name, (html, problems) in found.items() if not problems},
        [*missing, *(problem for _, problems in found.values() for problem in problems)],
    )


def _path(name: str) -> str:
    return f"content/blocks/{name}.md"


@lru_cache(maxsize=4)  # the gate and the templates ask for the same ones, and so does each save in the preview
def _convert(blocks: tuple[tuple[str, Lines], ...]) -> dict[str, tuple[Markup, tuple[Problem, ...]]]:
    """Return the HTML and the problems of each notice, by its name."""
    markdown = make_markdown()
    found = {}
    for name, lines in blocks:
        text = "\n".join(line.text for line in lines)
        body = convert_body(markdown, Document(_path(name), "page", name, text, None, None, lines, ()), {})
        problems = [refusal.problem for refusal in body.refused]
        inner = body.html.strip().removeprefix("<p>").removesuffix("</p>")
        is_one = body.html.strip() == f"<p>{inner}</p>" and not re.search("</?p>", inner)
        if not problems:
            problems = [
                Problem(_path(name), line, column, "notice-form", told)
                for line, column, told in _faults(NOTICES[name], text, is_one)
            ]
        found[name] = Markup(inner), tuple(problems)
    return found


def _faults(notice: Notice, text: str, is_one: bool) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and message for what a notice may not be. is_one: whether its HTML is one paragraph."""
    if not is_one:
        yield (
            1,
            1,
            "A notice is one paragraph: the site prints it in a line of its own. Take out what is more, or a mark.",
        )
    found = [*CITATION.finditer(text), *BRACES.finditer(text)]
    fills = " and ".join(f"{{{name}}}" for name in notice.fills) or "nothing"
    for match in found:
        line, start = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        if match.re is CITATION:
            yield line, start, "A notice stands on pages that do not list this source. Take the citation out."
        elif match[1] not in notice.fills:
            yield line, start, f'The site fills in {fills} here, and not "{match[0]}". Correct it, or take it out.'
    for name in notice.fills:
        if f"{{{name}}}" not in text:
            yield 1, 1, f"The site fills in {{{name}}} here, and the notice does not hold it. Put it where it belongs."
    words = as_read(text)[0].lower()
    for word in notice.words:
        if word not in words:
            yield 1, 1, f'This notice has to speak of "{word}". Write a sentence that says it.'
    if notice.denies and not DENIAL.search(text):
        yield 1, 1, 'This notice has to say what is not so. Write it with "no" or "not".'
