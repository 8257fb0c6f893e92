"""Pictures drawn anew for what is published, in their sizes, and kept by the memory: to draw one takes a second."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from pydantic import Base64Bytes

from plugins.memory.steps import Memory, Step
from plugins.problems.reporting import Refused
from plugins.reading.known_pictures import AT_ONCE, FEWEST
from plugins.reading.pictures import Picture, check_picture, digest_of, draw, name_at
from plugins.reading.public_files import read_public_file

Files = dict[str, Base64Bytes]
DRAWN: Step[Files] = Step("drawn picture", Files)


def write_pictures(pictures: Mapping[str, Picture], content: Path, output: Path, memory: Memory) -> None:
    """Draw pictures into the output folder. pictures: by path; what is drawn was judged, byte for byte.

    Raises Refused for a file that has become, since it was judged, what may not be published.
    """
    paths = iter(sorted(pictures))
    while some := list(islice(paths, AT_ONCE)):
        read = [(path, read_judged(content, path, pictures[path])) for path in some]
        drawn = memory.map(
            DRAWN, lambda each: draw_all(*each), read, lambda each: (each[0], digest_of(each[1])), fewest=FEWEST
        )
        for files in drawn:
            for name, raw in files.items():
                write_file(output / name, raw)


def read_judged(content: Path, path: str, known: Picture) -> bytes:
    """Return the bytes of a picture, judged again unless they are the same as before. Raises Refused."""
    raw, problems = read_public_file(content, path)
    if not problems and digest_of(raw) != known.digest:
        problems = check_picture(path, raw)[1]
    if problems:
        raise Refused(problems)
    return raw


def draw_all(path: str, raw: bytes) -> Files:
    """Return the files that are published of a picture, by their path in the site."""
    name = path.removeprefix("content/")
    found, _ = check_picture(path, raw)
    return {name: draw(path, raw), **{name_at(name, width): draw(path, raw, width) for width in found.widths}}


def write_file(target: Path, raw: bytes) -> None:
    """Write a file into the output folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # an earlier build may have left a link
    target.write_bytes(raw)
