"""Where a picture ends in its file: its outer structure, from the first byte to the last. Nothing is decoded here.

Cameras and phones write behind the end: a second picture, a short film, notes of their own. None of it is published.
"""

import re

# A mark of a JPEG that a length follows, or its end; not those within the data of the picture
SEGMENT = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")


def end_of_png(raw: bytes) -> int | None:
    """Return the offset behind a PNG, whose chunks follow each other from IHDR to IEND; None for what is none."""
    if not raw.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"):
        return None
    place = 8
    while place + 12 <= len(raw):
        name = raw[place + 4 : place + 8]
        place += 12 + int.from_bytes(raw[place : place + 4], "big")
        if name == b"IEND":
            return place if place <= len(raw) else None
    return None


def end_of_jpeg(raw: bytes) -> int | None:
    """Return the offset behind a JPEG, segment by segment (ITU T.81, B.1); None for what is none, or has no end."""
    if not raw.startswith(b"\xff\xd8\xff"):
        return None
    place = 2
    while found := SEGMENT.search(raw, place):
        if found[0] == b"\xff\xd9":
            return found.end()
        place = found.end() + int.from_bytes(raw[found.end() : found.end() + 2], "big")
    return None


def end_of_webp(raw: bytes) -> int | None:
    """Return the offset behind a WebP container; None for what is none."""
    if len(raw) < 20 or raw[:4] != b"RIFF" or raw[8:12] != b"WEBP" or raw[12:16] not in (b"VP8 ", b"VP8L", b"VP8X"):
        return None
    end = int.from_bytes(raw[4:8], "little") + 8
    return end if end <= len(raw) else None


def end_of_avif(raw: bytes) -> int | None:
    """Return the offset behind ISO's boxes that follow each other, the first of which says AVIF; None for what is none."""
    place = 0
    while place + 8 <= len(raw):
        length, name = int.from_bytes(raw[place : place + 4], "big"), raw[place + 4 : place + 8]
        if length == 0:
            length = len(raw) - place  # the last box may leave its length open
        if place == 0 and (name != b"ftyp" or b"avif" not in raw[8:length]):
            return None
        if length < 8 or not (name.isalnum() and name.isascii()):
            return place  # what follows is no box
        if place + length > len(raw):
            return None
        place += length
    return place or None


END_OF = {".png": end_of_png, ".jpg": end_of_jpeg, ".webp": end_of_webp, ".avif": end_of_avif}
