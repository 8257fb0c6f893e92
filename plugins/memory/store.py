"""A file of entries by key, for the memory: each with its checksum, all of them at most so many bytes.

It is SQLite, so that a build that is killed leaves what was there before. What is damaged is as good as not there: an
entry whose checksum differs is left out, and a file that cannot be read is deleted. Nothing is ever raised for either.
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from plugins.memory.private_folder import is_own_file

LARGEST = 600_000_000  # bytes; a thousand articles take 150 million
AT_ONCE = 500  # keys in a question
PATIENCE = 1.0  # seconds to wait for another build that writes
AGE = 8  # builds, after which an entry that is still used is noted as used
TABLE = """CREATE TABLE IF NOT EXISTS entries (
    key BLOB PRIMARY KEY, checksum BLOB NOT NULL, used INTEGER NOT NULL, value BLOB NOT NULL)"""


class Store:
    """Entries in a file. It is open only while it is read or written, so that processes can be forked in between."""

    def __init__(self, file: Path, largest: int = LARGEST) -> None:
        self.file = file
        self.largest = largest

    def read(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """Return the entries of these keys, so far as they are there and whole."""
        found: dict[bytes, bytes] = {}
        with contextlib.suppress(sqlite3.OperationalError), self._opened() as table:
            build = table.execute("PRAGMA user_version").fetchone()[0]
            rest = iter(keys)
            old = []
            while some := list(islice(rest, AT_ONCE)):
                marks = ",".join("?" * len(some))
                rows = table.execute(f"SELECT key, checksum, used, value FROM entries WHERE key IN ({marks})", some)  # noqa: S608 (question marks)
                for key, checksum, used, value in rows:
                    if checksum == checksum_of(key, value):
                        found[key] = value
                        if used < build - AGE:
                            old.append((build, key))
            if old:
                table.executemany("UPDATE entries SET used = ? WHERE key = ?", old)
        return found

    def write(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep entries; the ones that were not used for longest make room. A disk that is full keeps nothing."""
        with contextlib.suppress(sqlite3.OperationalError), self._opened() as table:
            build = table.execute("PRAGMA user_version").fetchone()[0] + 1
            table.execute(f"PRAGMA user_version = {build}")
            table.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                [(key, checksum_of(key, value), build, value) for key, value in entries.items()],
            )
            make_room(table, self.largest)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction; begin anew with one that is damaged or not ours.

        Raises sqlite3.OperationalError where it is locked or cannot be written.
        """
        try:
            if self.file.is_symlink() or (self.file.exists() and not is_own_file(self.file)):
                self.file.unlink()
        except OSError as error:
            raise sqlite3.OperationalError(str(error)) from error
        table = sqlite3.connect(self.file, timeout=PATIENCE)
        try:
            # What a power cut breaks, the checksums tell; waiting for the disk would cost more than the memory saves
            table.execute("PRAGMA synchronous = OFF")
            table.execute("PRAGMA auto_vacuum = FULL")
            with table:
                table.execute(TABLE)
                self.file.chmod(0o600)
                yield table
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            table.close()  # Windows deletes no file that is open
            with contextlib.suppress(OSError):
                self.file.unlink()
            raise sqlite3.OperationalError(str(error)) from error
        finally:
            table.close()


def checksum_of(key: bytes, value: bytes) -> bytes:
    """Return what tells an entry that is whole. With its key, so that no two entries can be mistaken.

    It guards against damage alone: who could plant an entry could plant its checksum, however long that takes to make.
    """
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(4, "big")


def make_room(table: sqlite3.Connection, largest: int) -> None:
    """Delete the entries that were not used for longest, down to two thirds of what may be kept."""
    size = table.execute("PRAGMA page_size").fetchone()[0]

    def taken() -> int:
        pages, free = (table.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
        return int(size * (pages - free))

    if taken() <= largest:
        return
    for (build,) in table.execute("SELECT DISTINCT used FROM entries ORDER BY used").fetchall():
        table.execute("DELETE FROM entries WHERE used = ?", (build,))
        if taken() <= largest * 2 // 3:
            return
