"""The pictures of content/: each opened once, and remembered by what its file holds."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from plugins.memory.steps import Memory, Step
from plugins.problems.problem import Problem
from plugins.reading.pictures import Picture, digest_of, open_picture
from plugins.reading.public_files import read_public_file

PICTURE: Step[Picture] = Step("picture", Picture)
AT_ONCE = 16  # pictures in the main memory
FEWEST = 4  # that are worth another process


def read_pictures(
    content: Path, digests: Mapping[str, str], earlier: Mapping[str, Picture], memory: Memory
) -> dict[str, Picture]:
    """Open the pictures of the folder content/ and return what each is, by path; one that is gone is left out.

    digests: of their files, by path. earlier: what was returned before; one whose file is the same is taken from it.
    """
    known = {path: earlier[path] for path in digests if path in earlier and earlier[path].digest == digests[path]}
    fresh = iter(sorted(digests.keys() - known.keys()))
    while some := list(islice(fresh, AT_ONCE)):
        read = [(path, *read_public_file(content, path)) for path in some]
        whole = [(path, raw) for path, raw, problems in read if not problems]
        opened = memory.map(PICTURE, lambda each: _open(*each), whole, lambda each: _inputs(*each), fewest=FEWEST)
        known.update((path, picture) for (path, _), picture in zip(whole, opened, strict=True))
    return dict(sorted(known.items()))


def _open(path: str, raw: bytes) -> Picture:
    found = open_picture(path, raw)
    return Picture(found.width, found.height, found.rule, found.told, digest_of(raw))


def _inputs(path: str, raw: bytes) -> tuple[str, ...]:
    return PurePosixPath(path).suffix, digest_of(raw)


def problems_of(pictures: Mapping[str, Picture]) -> list[Problem]:
    """Return what speaks against pictures, by path."""
    return [Problem(path, 1, 1, picture.rule, picture.told) for path, picture in pictures.items() if picture.told]
