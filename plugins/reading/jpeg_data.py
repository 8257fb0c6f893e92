"""Tell whether the points of a JPEG are all there. Its decoder does not: where bytes are missing, it fills in with gray.

It is asked by trying. Bytes put in before the end of a whole picture are past its last point, and change nothing; one
that was cut off, or lost a piece, takes them for points. Likewise the last bytes of a whole picture are needed: where
many can be spoilt without a change, the decoder has lost its way before them.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from plugins.reading.picture_frames import SEGMENT

LEFT = 1024  # bytes that may stand idle before the end: some cameras fill up there
MORE = bytes((0x5A, 0xC3, 0x17, 0xE9, 0x38, 0x84, 0xA6, 0x71)) * 64  # no two bits of it alike for long
MARK = re.compile(rb"\xff.?", re.DOTALL)  # of a JPEG, or a byte of its data with the zero that says so
SPOILT = bytes(each ^ 0x55 if each != 0xAA else 0x11 for each in range(256))  # no byte becomes a mark
START_OF_SCAN = b"\xff\xda"
RESTART = re.compile(rb"\xff([\xd0-\xd7])")  # numbered from 0 to 7, over and over (ITU T.81, B.2.1)
FIRST_RESTART = 0xD0
EDGE = 8  # lines of points: the height of what is coded at once


def is_complete(raw: bytes, image: Any) -> bool:
    """Tell whether a JPEG holds all of its points, and nothing in their place.

    raw: the picture, from its first byte to its end mark. image: what Pillow has decoded it to.
    """
    if not are_restarts_whole(raw):
        return False
    points, end = image.tobytes(), raw[-2:]
    body = raw[:-2].rstrip(b"\xff")  # a mark may have more such bytes in front
    if decoded(body + MORE + end) != points:
        return False
    idle = max(LEFT, len(raw) // 50)
    below = image.crop((0, max(image.height - EDGE, 0), image.width, image.height))
    if len(body) - body.rfind(START_OF_SCAN) <= 2 * idle or below.getcolors(1):
        return True  # of so little, or of one color, the last bytes may well say nothing
    spoilt = decoded(body[:-idle] + MARK.sub(b"", body[-idle:]).translate(SPOILT) + end)
    return bool(spoilt != points)


def are_restarts_whole(raw: bytes) -> bool:
    """Tell whether the marks at which a decoder finds its way again follow each other in each scan, without a gap."""
    for scan in scans_of(raw):
        numbers = (found[1][0] - FIRST_RESTART for found in RESTART.finditer(scan))
        if any(number != place % 8 for place, number in enumerate(numbers)):
            return False
    return True


def scans_of(raw: bytes) -> Iterator[bytes]:
    """Yield the data of each scan, without what notes of the camera hold (ITU T.81, B.1)."""
    place = 2
    while found := SEGMENT.search(raw, place):
        place = found.end() + int.from_bytes(raw[found.end() : found.end() + 2], "big")
        if found[0] == START_OF_SCAN:
            following = SEGMENT.search(raw, place)
            yield raw[place : following.start() if following else len(raw)]


def decoded(raw: bytes) -> bytes:
    """Return the points of a JPEG, as its decoder makes them of whatever it gets."""
    from PIL import Image

    points: bytes = Image.open(io.BytesIO(raw), formats=["JPEG"]).tobytes()
    return points
