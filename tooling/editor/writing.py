"""Write a file of content/ at one stroke, never through a link, and never over what somebody else has just saved."""

import contextlib
import secrets
import stat
from pathlib import Path

from plugins.problems.system_errors import AGAIN, explain
from tooling.editor.not_possible import NotPossible
from tooling.exchanging import exchange_at_once

NEW_MODE = 0o644


class SavedMeanwhile(NotPossible):
    """Another program has saved a file between the look at it and the writing."""


def explain_disk(error: OSError) -> str:
    """Say in plain words why the disk refuses something, to somebody who runs no command."""
    return explain(error).replace(AGAIN, "and try again.")


def write_at_once(project: Path, path: str, content: bytes | None, before: bytes | None) -> None:
    """Put bytes in the place of a file below the project, or take it away (None): whole, or not at all.

    before: what it holds as far as is known; another program may have saved since. They are written beside it and then
    exchanged, so that no reader meets half a file, and what was exchanged is looked at. The folder has to be there, and
    no part of the way may be a link. Raises NotPossible, SavedMeanwhile.
    """
    file = project / path
    beside = file.with_name(f".~{secrets.token_hex(8)}.tmp")  # a name that the site and git pass over
    try:
        if file.parent.resolve(strict=True) != project.resolve().joinpath(*path.split("/")[:-1]) or file.is_symlink():
            raise NotPossible(f"{path} is behind a link, and is not written. Put a plain file or folder in its place.")
        if content is not None:
            with beside.open("xb") as new:
                new.write(content)
            beside.chmod(stat.S_IMODE(file.stat().st_mode) if before is not None else NEW_MODE)
        if not _put(file, beside, content, before):
            raise SavedMeanwhile(f"Another program has just saved {path}. Nothing was written. Try again.")
    except OSError as error:
        raise NotPossible(f"{explain_disk(error)} Nothing was lost: {path} is as it was.") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _put(file: Path, beside: Path, content: bytes | None, before: bytes | None) -> bool:
    """Put the new file in the place of the old one; tell whether the old one was what is known, and else leave it."""
    if (file.read_bytes() if file.exists() else None) != before:
        return False
    if content is None:
        file.unlink()
    elif before is None or not exchange_at_once(beside, file):
        beside.replace(file)
    elif beside.read_bytes() != before:  # saved between the look and the exchange
        exchange_at_once(beside, file)
        return False
    return True
