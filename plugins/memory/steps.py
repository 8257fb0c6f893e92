"""One memory: what a step made of its inputs is kept under their hash, for the next pass and for the next build.

A step reads a header, renders and judges a body, runs the rules of a page, fills its template, checks the page that
came out. Its result depends on its inputs and on the program, and on nothing else; so whoever has both has the result.

The preview holds results as they are. A build keeps them on disk (`store.py`), as JSON that pydantic reads back into
the type of the step: what has another shape is not believed, and the step is done again.
"""

import contextlib
import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import pydantic
from pydantic import TypeAdapter, ValidationError

from plugins.memory.private_folder import private_folder
from plugins.memory.store import Store
from plugins.workers import FEWEST, map_forked

Item = TypeVar("Item")
Result = TypeVar("Result")
Inputs = tuple[str, ...]
PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = ("plugins", "tooling")  # the folders that it is made of
SETTINGS = ("pelicanconf.py", "publishconf.py")
FILE = "memory-1.sqlite3"  # another number for another form of the table


@dataclass(frozen=True)
class Step(Generic[Result]):
    """A step that depends on its inputs alone. name: told apart by it. result: the type of what it returns."""

    name: str
    result: Any

    @cached_property
    def adapter(self) -> TypeAdapter[Result]:
        """What writes a result as JSON and reads it back."""
        return TypeAdapter(self.result)


class Memory:
    """What steps have made, by their inputs.

    store: where it is kept on disk, if it is. program: what identifies the program that makes it.
    holds: whether results of the last pass are held in this process, which the preview asks for.
    """

    def __init__(self, store: Store | None = None, program: str = "", *, holds: bool = False) -> None:
        self.store = store
        self.program = program
        self.holds = holds
        self.held: dict[str, dict[Inputs, Any]] = {}

    def map(
        self,
        step: Step[Result],
        function: Callable[[Item], Result],
        items: Sequence[Item],
        inputs: Callable[[Item], Inputs],
        progress: Callable[[int], None] | None = None,
        fewest: int = FEWEST,
    ) -> list[Result]:
        """Return what the function makes of each item, as `map_forked`; what is known is not made again.

        inputs: names all that the result of an item depends on, beside the program.
        """
        named = [inputs(item) for item in items]
        held = self.held.get(step.name, {})
        known: dict[Inputs, Result] = {each: held[each] for each in named if each in held}
        self._recall(step, [each for each in named if each not in known], known)
        missing = [index for index, each in enumerate(named) if each not in known]

        def make(item: Item) -> tuple[Result, bytes]:
            result = function(item)
            return result, self._as_text(step, result)

        # The first one here, so that workers find what it has loaded
        made = [make(items[index]) for index in missing[:1]]
        made += map_forked(make, [items[index] for index in missing[1:]], progress, fewest)
        known.update((named[index], result) for index, (result, _) in zip(missing, made, strict=True))
        if self.holds:
            self.held[step.name] = known
        entries = {self.key(step, named[index]): text for index, (_, text) in zip(missing, made, strict=True) if text}
        if self.store and entries:
            self.store.write(entries)
        return [known[each] for each in named]

    def _recall(self, step: Step[Result], wanted: list[Inputs], known: dict[Inputs, Result]) -> None:
        """Add what the disk knows."""
        if self.store is None or not wanted:
            return
        keys = {self.key(step, each): each for each in wanted}
        for key, text in self.store.read(keys).items():
            try:
                known[keys[key]] = step.adapter.validate_json(text)
            except ValidationError:
                continue  # of another shape than this program writes

    def _as_text(self, step: Step[Result], made: Result) -> bytes:
        """Return what is written to the disk; nothing of what could not be read back as it is, as of an odd number."""
        if self.store is None:
            return b""
        text = step.adapter.dump_json(made)
        with contextlib.suppress(ValidationError):
            if step.adapter.validate_json(text) == made:
                return text
        return b""

    def key(self, step: Step[Any], inputs: Inputs) -> bytes:
        """Return the hash under which a result is kept."""
        return bytes.fromhex(digest(self.program, step.name, *inputs))


def digest(*parts: str) -> str:
    """Return the hash of texts, told apart by where each ends."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", errors="surrogatepass")
        found.update(b"%d:" % len(raw))
        found.update(raw)
    return found.hexdigest()


def own_memory(*, holds: bool = False) -> Memory:
    """Return the memory of this user. It knows nothing, and keeps nothing, where no folder is ours alone.

    holds: whether results are also held in this process.
    """
    folder = private_folder(PROJECT)
    return Memory(Store(folder / FILE) if folder else None, fingerprint(), holds=holds)


def fingerprint() -> str:
    """Return what identifies the program: its files, the settings, the Python, and what is installed beside it."""
    files = [*(PROJECT / name for name in SETTINGS), *_files_of(PROJECT / name for name in PROGRAM)]
    sources = [f"{file.relative_to(PROJECT).as_posix()}\n{hash_file(file)}" for file in files if file.is_file()]
    return digest(sys.version, *installed(), *sources)


def installed() -> list[str]:
    """Return the packages of this environment, with their versions, by the names of the folders that pip makes."""
    packages = Path(pydantic.__file__).parents[1]
    return sorted(entry.name for entry in packages.glob("*.dist-info"))


def hash_file(file: Path) -> str:
    """Return the hash of what a file holds."""
    return hashlib.blake2b(file.read_bytes(), digest_size=20).hexdigest()


def hash_folder(folder: Path) -> str:
    """Return the hash of every file of a folder, with its path in it."""
    return digest(*(f"{file.relative_to(folder).as_posix()}\n{hash_file(file)}" for file in _files_of([folder])))


def _files_of(folders: Iterable[Path]) -> list[Path]:
    """Return the files of folders in their order, less what Python has compiled."""
    found = (file for folder in folders for file in sorted(folder.rglob("*")))
    return [file for file in found if file.is_file() and "__pycache__" not in file.parts]
