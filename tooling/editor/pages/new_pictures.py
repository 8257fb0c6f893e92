"""A picture that is put in: what the gate says of it, the name that it gets, and the Markdown that shows it."""

import base64
from collections.abc import Iterable
from itertools import count
from pathlib import PurePosixPath

from plugins.markup.body import convert_lines, make_markdown
from plugins.problems.plain_names import plain_name
from plugins.problems.problem import Problem
from plugins.reading.names import LONGEST_NAME, parse_words
from plugins.reading.pictures import KINDS, check_picture, kind_of
from plugins.reading.project_file import in_kilobytes
from plugins.reading.public_files import (
    ADVICE,
    LARGEST,
    PICTURES,
    check_public_content,
    check_public_name,
    how_to_shrink,
)
from plugins.reading.shared_blocks import Line
from plugins.reading.signs import find_odd_signs, read_composed
from tooling.editor.not_possible import NotPossible

FOLDER = "content/images/"
MOST_TEXT = (LARGEST + 3) * 4 // 3  # letters of base64, for the largest file
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`[]"})  # that Markdown takes for its own in the words


def decode_picture(data: str) -> bytes:
    """Return the bytes of a picture that came as base64. Raises NotPossible for more than may be published."""
    size = len(data) * 3 // 4
    if len(data) <= MOST_TEXT:
        try:
            raw = base64.b64decode(data, validate=True)
        except ValueError:
            raise NotPossible("The picture did not arrive whole. Choose it again.") from None
        size = len(raw)
        if 0 < size <= LARGEST:
            return raw
        if not size:
            raise NotPossible("The file is empty. Choose another one.")
    raise NotPossible(f"The file has {in_kilobytes(size, LARGEST)} {how_to_shrink(FOLDER)}")


def check_words(words: str) -> str:
    """Return what a picture shows, in words. Raises NotPossible where there are none, or signs that nobody sees."""
    words = read_composed(" ".join(words.split()))
    if signs := find_odd_signs(words):
        raise NotPossible(signs[0].told)
    try:
        parse_words(words)
    except ValueError as error:
        raise NotPossible(str(error)) from None
    if not any(map(str.isalpha, words)):
        raise NotPossible("A picture without words. Say what it shows, for who cannot see it.")
    return words


def check_content(name: str, raw: bytes) -> str:
    """Return the ending that a picture has to have. name: that it came with. Raises NotPossible, in the words of the gate."""
    ending = next((ending for ending, kind in KINDS.items() if kind == kind_of(raw)), "")
    given = PurePosixPath(name.strip().lower()).suffix
    if not ending and given not in PICTURES:
        told = ADVICE.get(
            given, "A file that no page can show. Choose a picture (.jpg, .png, .webp, .avif) or a drawing (.svg)."
        )
        raise NotPossible(told)
    path = f"{FOLDER}picture{ending or given}"
    problems: list[Problem] = check_picture(path, raw)[1] if ending else check_public_content(path, raw)
    if problems:
        raise NotPossible(" ".join(dict.fromkeys(problem.message for problem in problems)))
    return ending or given


def free_name(words: str, name: str, ending: str, taken: Iterable[str]) -> str:
    """Return a path that no file has, made of the words of a picture, or of its own name.

    name: that it came with. taken: the paths of files that are there.
    """
    stem = plain_name(words) or plain_name(PurePosixPath(name).stem) or "picture"
    if len(stem) > LONGEST_NAME - 4:  # with room for a number
        stem = stem[: LONGEST_NAME - 4].rpartition("-")[0] or stem[: LONGEST_NAME - 4]
    known = {path.lower() for path in taken}
    paths = (f"{FOLDER}{stem}{f'-{number}' if number > 1 else ''}{ending}" for number in count(1))
    return next(path for path in paths if path not in known and not check_public_name(path))


def show_picture(path: str, words: str) -> str:
    """Return the Markdown of a picture. Raises NotPossible for words that Markdown would not give back as they are."""
    address = path.removeprefix("content")
    markdown = f"![{words.translate(MARKS)}]({address})"
    blocks = convert_lines(make_markdown(), path, [Line(path, 1, markdown)], None, {}).blocks
    if [link.words for block in blocks for link in block.links if link.address == address] != [words]:
        told = "Markdown would take some signs of these words for its own."
        raise NotPossible(f"{told} Say what the picture shows in letters, digits and commas alone.")
    return markdown
