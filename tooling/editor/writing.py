"""Write a file of content/ at one stroke, and never through a link."""

import contextlib
import secrets
import stat
from pathlib import Path

from plugins.problems.system_errors import explain
from tooling.editor.not_possible import NotPossible

NEW_MODE = 0o644


def write_at_once(project: Path, path: str, content: bytes | None) -> None:
    """Put bytes in the place of a file below the project, or take it away (None): whole, or not at all.

    They are written beside it and then renamed, so that no reader meets half a file. The folder has to be there, and no
    part of the way may be a link. Raises NotPossible.
    """
    file = project / path
    try:
        if file.parent.resolve(strict=True) != project.resolve().joinpath(*path.split("/")[:-1]) or file.is_symlink():
            raise NotPossible(f"{path} is behind a link, and is not written. Put a plain file or folder in its place.")
        if content is None:
            file.unlink(missing_ok=True)
        else:
            _replace(file, content)
    except OSError as error:
        raise NotPossible(f"{explain(error)} Nothing was lost: {path} is as it was.") from None


def _replace(file: Path, content: bytes) -> None:
    beside = file.with_name(f".~{secrets.token_hex(8)}.tmp")  # a name that the site and git pass over
    try:
        with beside.open("xb") as new:
            new.write(content)
        beside.chmod(stat.S_IMODE(file.stat().st_mode) if file.exists() else NEW_MODE)
        beside.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
