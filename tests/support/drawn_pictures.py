"""Pictures that the tests draw, so that no binary file stands in git."""

import io
from functools import cache
from typing import Any

from PIL import Image

PLACE = "5.5 degrees north"  # a note that no published picture may hold


def encode(image: Image.Image, kind: str, **how: Any) -> bytes:
    """Return the file of an image."""
    file = io.BytesIO()
    image.save(file, format=kind, **how)
    return file.getvalue()


@cache
def shaded(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return an image of shades, darker at its top than at its foot."""
    gray = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (gray, gray.rotate(180), gray)).convert(mode)


@cache
def picture(kind: str = "JPEG", width: int = 400, height: int = 300, mode: str = "RGB") -> bytes:
    """Return the file of a picture."""
    return encode(shaded(width, height, mode), kind)


@cache
def noted(kind: str, width: int = 400, height: int = 300, turned: int = 1) -> bytes:
    """Return the file of a picture with the notes of a camera. turned: the EXIF number of how it was held."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010E] = turned, PLACE
    if kind == "JPEG":
        return encode(shaded(width, height), kind, exif=notes, comment=PLACE.encode())
    return encode(shaded(width, height), kind, exif=notes)


@cache
def moving(kind: str) -> bytes:
    """Return the file of a picture that moves."""
    still = shaded(400, 300)
    return encode(still, kind, save_all=True, append_images=[still.rotate(180)])


def opened(raw: bytes) -> Image.Image:
    """Return the image of a file."""
    return Image.open(io.BytesIO(raw))
