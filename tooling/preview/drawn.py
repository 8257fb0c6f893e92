"""Pictures as they are published, drawn when the browser asks for one, and kept in the main memory."""

from collections.abc import Callable

from plugins.reading.pictures import Picture, check_picture, draw

MOST = 100  # pictures that are kept


class DrawnPictures:
    """What was drawn of pictures, by path, hash of the file, and width."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, int | None], bytes] = {}

    def get(
        self, path: str, known: Picture | None, width: int | None, read: Callable[[str], bytes | None]
    ) -> bytes | None:
        """Return a picture in one of its widths; nothing if it has no such width, or is refused.

        known: what it is, from the library. width: None for the file of its own name. read: returns the bytes of a path.
        """
        if known is None or known.told or (width is not None and width not in known.widths):
            return None
        key = path, known.digest, width
        if key not in self.kept:
            raw = read(path)
            if raw is None or check_picture(path, raw)[1]:
                return None
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = draw(path, raw, width)
        return self.kept[key]
