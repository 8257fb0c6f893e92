"""Texts that pages share: a line `[[block: off-label]]` is replaced by the lines of content/blocks/off-label.md."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from plugins.problems.problem import Problem
from plugins.reading.notices import NOTICES
from plugins.reading.unread import Unread

PLACEMENT = re.compile(r"\[\[\s*(?P<kind>[a-z-]+)\s*(?::\s*(?P<name>[a-z0-9-]+)\s*)?\]\]")
BLOCK_KIND = "block"


@dataclass(frozen=True)
class Line:
    """A line of a body, and where an editor finds it: its own file, or that of a shared block."""

    path: str
    number: int  # 1-based
    text: str


def read_blocks(texts: dict[str, str]) -> dict[str, tuple[Line, ...]]:
    """Return the lines of each shared block, by its name."""
    return {
        Path(path).stem: tuple(Line(path, number, line) for number, line in enumerate(text.split("\n"), start=1))
        for path, text in texts.items()
        if path.startswith("content/blocks/")
    }


def block_names(text: str) -> set[str]:
    """Return the names of the shared blocks that a page puts in."""
    return {match["name"] for match in PLACEMENT.finditer(text) if match["kind"] == BLOCK_KIND}


def put_in_blocks(
    lines: list[Line], blocks: dict[str, tuple[Line, ...]], unread: Unread | None = None
) -> tuple[list[Line], list[Problem], set[str]]:
    """Replace each line `[[block: name]]` by the lines of that shared block.

    unread: the files that could not be read; that is told already. Returns the names of the blocks too that are missing,
    or say nothing.
    """
    whole: list[Line] = []
    problems: list[Problem] = []
    missing: set[str] = set()
    for line in lines:
        match = PLACEMENT.fullmatch(line.text.strip())
        if not match or match["kind"] != BLOCK_KIND:
            whole.append(line)
        elif match["name"] in NOTICES:
            told = f'The site prints the notice "{match["name"]}" by itself, where it is true. Take this line out.'
            problems.append(Problem(line.path, line.number, 1, "block-unknown", told))
        elif match["name"] in blocks:
            whole.extend(blocks[match["name"]])
            if not any(each.text.strip() for each in blocks[match["name"]]):
                missing.add(match["name"])
        else:
            missing.add(match["name"] or "")
            if unread and unread.may_hold(match["name"] or ""):
                continue
            known = sorted(blocks.keys() - NOTICES.keys())
            near = get_close_matches(match["name"] or "", known, n=1)
            told = f'Did you mean "{near[0]}"?' if near else f"The blocks are: {', '.join(known) or 'none yet'}."
            told = f'There is no block "{match["name"] or ""}". {told}'
            problems.append(Problem(line.path, line.number, 1, "block-unknown", told))
    return whole, problems, missing
