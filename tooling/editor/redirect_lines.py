"""The lines of content/data/redirects.toml: an old address that leads to another page from now on, or stands there no more."""

import contextlib
import re
import tomllib
from collections.abc import Mapping

from plugins.reading.redirects import FORM, REDIRECTS, TABLE
from tooling.editor.not_possible import NotPossible

LINE = re.compile(
    r"""(?P<start>[ \t]*(?P<quote>["'])(?P<source>[^"'\n]*)(?P=quote)[ \t]*=[ \t]*)(?P<value>"[^"\n]*"|'[^'\n]*')"""
)


def set_redirects(text: str, wanted: Mapping[str, str | None]) -> str:
    """Return the file with these redirects; all other bytes stay as they are.

    text: the whole file; empty if there is none. wanted: the new address by the old one, None to take the line out.
    Raises NotPossible where the file cannot be read, or a line is not written as the others are.
    """
    known = read_table(text)
    rest = dict(wanted)
    lines = []
    for line in text.splitlines(keepends=True):
        found = LINE.match(line)
        if found and found["source"] in rest:
            target = rest.pop(found["source"])
            if target is not None:
                same = found["value"][1:-1] == target
                lines.append(line if same else f'{found["start"]}"{target}"{line[found.end() :]}')
        else:
            lines.append(line)
    new = [f'"{source}" = "{target}"\n' for source, target in rest.items() if target is not None]
    if new:
        before = "".join(lines)
        table = "" if re.search(rf"^[ \t]*\[{TABLE}\]", before, re.MULTILINE) else f"[{TABLE}]\n"
        lines = [before, "\n" if before and not before.endswith("\n") else "", table, *new]
    written = "".join(lines)
    expected = {source: target for source, target in {**known, **wanted}.items() if target is not None}
    with contextlib.suppress(NotPossible):
        if read_table(written) == expected:
            return written
    raise NotPossible(f"{REDIRECTS} is written in a way that cannot be changed here. {FORM}")


def read_table(text: str) -> dict[str, object]:
    """Return the redirects of the file as it says them. Raises NotPossible for what cannot be read."""
    try:
        table = tomllib.loads(text).get(TABLE, {})
    except tomllib.TOMLDecodeError:
        raise NotPossible(f"{REDIRECTS} cannot be read. Mend what the page tells of it first.") from None
    if not isinstance(table, dict):
        raise NotPossible(f'The line "[{TABLE}]" is missing in {REDIRECTS}. {FORM}')
    return table
