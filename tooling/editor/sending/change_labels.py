"""Say where some lines stand, as a person would: `The studies, second paragraph`."""

import re
from collections.abc import Sequence

from plugins.reading.front_matter import split_front_matter
from plugins.reading.library import DATA

HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.+?)[ \t]*(?:\{#[^}]*\})?[ \t#]*")
FIELD = re.compile(r"(?P<name>[A-Za-z_][\w-]*):(?:\s.*)?")
TABLE = re.compile(r"\s*\[{1,2}\s*(?P<name>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?")
KEY = re.compile(r"\s*\"?(?P<name>[\w-]+)\"?\s*=.*")
ENTRY = re.compile(r'\s*"id"\s*:\s*"(?P<name>[^"]+)".*')
ENTRY_START, ENTRY_END = re.compile(r" {1,4}\{"), re.compile(r" {1,4}\}")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
KINDS = (
    (re.compile(r"\s*>"), "box"),
    (re.compile(r"\s*(?:[-*+]|\d+[.)])\s"), "list"),
    (re.compile(r"\s*\|"), "table"),
    (re.compile(r"\s*\[\["), "placement"),
    (re.compile(r"\s*!\["), "picture"),
)


def label_whole(path: str, *, is_new: bool, is_gone: bool) -> str:
    """Say what happened to a whole file."""
    kind = "picture or file" if path.startswith(("content/images/", "content/extra/")) else "page"
    kind = "shared text" if path.startswith("content/blocks/") else "list" if path.startswith(DATA) else kind
    return f"New {kind}" if is_new else f"The {kind} is taken away" if is_gone else f"Another {kind}"


def label_lines(path: str, lines: Sequence[str], start: int, stop: int) -> str:
    """Say where lines stand. lines: of the whole file. start, stop: indexes, half-open."""
    at = next((number for number in range(start, stop) if lines[number].strip()), start)
    if path.endswith(".toml"):
        return label_entry(lines, at)
    if path.endswith(".json"):
        return label_json(lines, at)
    if path.startswith("content/blocks/"):
        return label_body(lines, at, 0)
    _, _, first_line, _ = split_front_matter("\n".join(lines))
    if at < first_line - 1:
        name = next((found["name"] for found in map(FIELD.fullmatch, reversed(lines[: at + 1])) if found), "")
        return f"Header, {name.replace('_', ' ')}" if name else "Header"
    return label_body(lines, at, first_line - 1)


def label_body(lines: Sequence[str], at: int, first: int) -> str:
    """Say where a line of a body stands: below which heading, and in which paragraph, list or box."""
    heading = next(
        (number for number in range(min(at, len(lines) - 1), first - 1, -1) if is_heading(lines[number])), None
    )
    name = title_of(lines[heading]) if heading is not None else "The beginning"
    if heading == at:
        return f"Heading: {name}"
    kinds: list[str] = []
    was_blank = True
    for line in lines[first if heading is None else heading + 1 : at + 1]:
        if was_blank and line.strip():
            kinds.append(kind_of(line))
        was_blank = not line.strip()
    if not kinds:
        return name
    number = kinds.count(kinds[-1])
    return f"{name}, {ORDINALS[number - 1] if number <= len(ORDINALS) else f'{number}th'} {kinds[-1]}"


def is_heading(line: str) -> bool:
    """Tell whether a line is a heading."""
    return HEADING.fullmatch(line) is not None


def title_of(line: str) -> str:
    """Return the words of a heading."""
    found = HEADING.fullmatch(line)
    return found["title"] if found else ""


def kind_of(line: str) -> str:
    """Return what a block is that begins with a line."""
    return next((kind for sign, kind in KINDS if sign.match(line)), "paragraph")


def label_entry(lines: Sequence[str], at: int) -> str:
    """Say where a line of a TOML file stands: in which group, and which field it is."""
    above = list(reversed(lines[: at + 1]))
    group = next((found["name"] for found in map(TABLE.fullmatch, above) if found), "")
    field = KEY.fullmatch(lines[at]) if at < len(lines) else None
    return ", ".join(part for part in (group, field["name"] if field else "") if part) or "The list"


def label_json(lines: Sequence[str], at: int) -> str:
    """Say in which entry of a JSON file a line stands."""
    before = next((n for n in range(at, -1, -1) if ENTRY_START.match(lines[n])), at)
    after = next((n for n in range(at, len(lines)) if ENTRY_END.match(lines[n])), len(lines) - 1)
    name = next((found["name"] for found in map(ENTRY.fullmatch, lines[before : after + 1]) if found), "")
    return name or "The list"
