"""Templates compile to Python once for a program: Jinja's cache of their code, in the user's own folder.

Code that lies in the project's folder would run for everybody who takes a branch, so it never lies there.
"""

import contextlib
import os
import shutil
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.adapter.templates import check_templates
from plugins.memory.private_folder import is_own_file
from plugins.memory.steps import Memory
from plugins.problems.problem import Problem
from plugins.workers import begin

FOLDER = "templates"
KEPT = 4  # programs whose templates are kept
SIZE = 32  # bytes of a checksum


class TemplateCode(BytecodeCache):
    """The code of templates in a folder, each file with its checksum: Python would run damaged code, or crash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template, if it is there and whole."""
        file = self.folder / bucket.key
        with contextlib.suppress(OSError):
            raw = file.read_bytes() if is_own_file(file) else b""
            if raw[:SIZE] == blake2b(raw[SIZE:], digest_size=SIZE).digest():
                bucket.bytecode_from_string(raw[SIZE:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template; a disk that is full keeps nothing."""
        code = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(blake2b(code, digest_size=SIZE).digest() + code)
            Path(name).replace(self.folder / bucket.key)


def code_of(memory: Memory) -> TemplateCode | None:
    """Return the code of this program's templates; None where there is no folder for it. Older programs' is deleted."""
    if memory.store is None:
        return None
    whole = memory.store.file.parent / FOLDER
    folder = whole / memory.program
    with contextlib.suppress(OSError):
        if not folder.is_dir():
            others = sorted(whole.glob("*"), key=lambda other: other.stat().st_mtime, reverse=True)
            for other in others[KEPT - 1 :]:
                shutil.rmtree(other, ignore_errors=True)
    return TemplateCode(folder)


def recall_code(pelican: Pelican) -> None:
    """Give Jinja the code of templates, where the build has a memory; if there is none yet, begin to make it."""
    settings: dict[str, Any] = pelican.settings
    memory: Memory | None = settings.get("MEMORY")
    if memory and (code := code_of(memory)):
        settings["JINJA_ENVIRONMENT"] = {**settings["JINJA_ENVIRONMENT"], "bytecode_cache": code}
        if not code.folder.is_dir() and not settings.get("RENDER_ON_REQUEST"):
            settings["TEMPLATES_AHEAD"] = begin(lambda: prepare_templates(settings))


def prepare_templates(settings: dict[str, Any]) -> list[Problem]:
    """Return what is wrong with the templates; if nothing is, compile them as every generator would, into the folder."""
    theme = Path(settings["THEME"])
    if problems := check_templates(theme):
        return problems
    load = Generator({}, settings, settings["PATH"], settings["THEME"], settings["OUTPUT_PATH"]).env.get_template
    for file in sorted((theme / "templates").rglob("*.*")):
        with contextlib.suppress(Exception):  # rendering meets it again, and tells which page it was
            load(file.relative_to(theme / "templates").as_posix())
    return []


def register() -> None:
    """Run when the settings are read."""
    signals.initialized.connect(recall_code)
