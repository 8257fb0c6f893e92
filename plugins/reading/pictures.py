"""Pictures made of points: opened and judged here, and drawn anew for what is published.

A picture is decoded by Pillow, by the one decoder that its ending names. What is published is drawn from its points
alone, so that no note of a camera, place, thumbnail or foreign byte comes along: turned as the camera was held, in the
colors of the web (sRGB), and in sizes for a phone and a desk, as WebP beside its own kind. Nothing is ever enlarged.
"""

import hashlib
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from plugins.problems.problem import Problem
from plugins.reading.jpeg_data import is_complete
from plugins.reading.picture_frames import END_OF

KINDS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WebP", ".avif": "AVIF"}
SIZES = (480, 800, 1200)  # pixels: a phone, a fine phone or a plain desk, a desk of two pixels to the 38rem of a text
SMALLEST = 320  # pixels of width: of the narrowest phone
MOST_PIXELS = 25_000_000  # a quarter of a gigabyte while it is drawn; a phone takes 12 million
LONGEST = 12_000  # pixels of a side
SAVE = "Save it as JPEG (.jpg), at most 1600 px wide."
MADE = re.compile(r"(?P<source>images/.+\.(?:png|jpg|webp|avif))\.(?P<width>\d{1,4})\.webp")
# Behind the end of a picture, where cameras leave notes: what a browser or a system might take for something to run
ACTIVE = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|iframe|svg|\?php)\b|^\s*#!|PK\x03\x04|%PDF-|^MZ", re.IGNORECASE
)
WRITTEN: Mapping[str, dict[str, Any]] = {
    ".jpg": {"format": "JPEG", "quality": 85, "optimize": True, "progressive": True},
    ".png": {"format": "PNG", "optimize": True},
    ".webp": {"format": "WEBP", "quality": 82, "method": 6},
    ".avif": {"format": "AVIF", "quality": 65, "speed": 6, "max_threads": 1},
}
EXACT = {"format": "WEBP", "lossless": True, "quality": 80, "method": 4}  # of a PNG: letters and lines stay sharp


@dataclass(frozen=True)
class Picture:
    """What opening a picture has shown.

    width, height: pixels, as it is seen: turned as its camera was held. rule, told: what is wrong with it; then it has
    no size. digest: of the file.
    """

    width: int = 0
    height: int = 0
    rule: str = ""
    told: str = ""
    digest: str = ""

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in which it is published: the sizes that it is larger than, and its own or the largest."""
        return (*(size for size in SIZES if size < self.width), *([self.width] if self.width <= SIZES[-1] else []))

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height of the largest one."""
        width = self.widths[-1]
        return width, height_at(self.width, self.height, width)


def digest_of(raw: bytes) -> str:
    """Return the hash by which a picture is known."""
    return hashlib.blake2b(raw, digest_size=20).hexdigest()


def height_at(width: int, height: int, new_width: int) -> int:
    """Return the height of a picture that is drawn at another width."""
    return max(1, round(height * new_width / width))


def name_at(address: str, width: int) -> str:
    """Return the name of a picture at a width: "/images/palm.jpg.480.webp". No file of an editor has two endings."""
    return f"{address}.{width}.webp"


def check_frame(path: str, raw: bytes) -> str:
    """Return what is wrong with a picture before it is opened: whether it is of its kind, and ends. Takes no time.

    Notes of a camera behind its end are no fault; what could be run is one.
    """
    ending = PurePosixPath(path).suffix
    end = END_OF[ending](raw)
    if end is not None and not ACTIVE.search(raw[end:]):
        return ""
    kind = KINDS[ending]
    told = f"The ending says {kind}, and the content is no whole {kind} picture. "
    if real := kind_of(raw):
        return f"The ending says {kind}, and the content is a {real} picture. {remedy_for(path, real)}"
    return f'{told}Save the picture anew as "{kind}".'


def kind_of(raw: bytes) -> str:
    """Return the kind of a picture by its first bytes, if it is one, and whole: many are named for another kind."""
    for ending, end_of in END_OF.items():
        end = end_of(raw)
        if end is not None and not ACTIVE.search(raw[end:]):
            return KINDS[ending]
    if raw[4:8] == b"ftyp" and raw[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"):
        return "HEIC"
    starts = {b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF"}
    known = next((kind for start, kind in starts.items() if raw.startswith(start)), "")
    return "" if ACTIVE.search(raw) else known


def remedy_for(path: str, real: str) -> str:
    """Say what to do with a picture whose content is of another kind than its name says."""
    ending = next((ending for ending, kind in KINDS.items() if kind == real), "")
    return f'Rename it to "{PurePosixPath(path).stem}{ending}".' if ending else SAVE


def open_picture(path: str, raw: bytes) -> Picture:
    """Open a picture and decode all of it, and return its size, or what is wrong with it.

    path: with one of the endings above. raw: the whole file, whose frame was checked.
    """
    from PIL import Image, ImageOps

    kind = KINDS[PurePosixPath(path).suffix]
    too_many = f"{MOST_PIXELS // 1_000_000} million at most. {SAVE}"
    try:
        with warnings.catch_warnings(action="ignore"):  # of very many pixels: told below
            image = Image.open(io.BytesIO(raw), formats=[kind.upper()])
        width, height = image.size
        if width * height > MOST_PIXELS or max(width, height) > LONGEST:
            told = f"The picture has {width} × {height} pixels, {too_many}"
            return Picture(rule="picture-size", told=told)
        if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
            told = f"The picture moves, which takes the eye from the text. Save one picture of it as {kind}."
            return Picture(rule="picture-moving", told=told)
        image.load()
        if kind == "JPEG" and not is_complete(raw[: END_OF[".jpg"](raw)], image):
            raise OSError("points are missing")
        width, height = ImageOps.exif_transpose(image).size
    except Image.DecompressionBombError:
        return Picture(rule="picture-size", told=f"The picture has hundreds of millions of pixels, {too_many}")
    except Exception:  # a decoder of damaged bytes may raise anything
        told = f"The picture is damaged or cut off. Copy or save it anew as {kind}."
        return Picture(rule="file-kind", told=told)
    if width < SMALLEST:
        told = f"The picture is {width} px wide, {SMALLEST} at least. Take it from where it is larger: 1600 px are sharp everywhere."
        return Picture(rule="picture-size", told=told)
    return Picture(width, height)


def check_picture(path: str, raw: bytes) -> tuple[Picture, list[Problem]]:
    """Return what a picture is, and what speaks against it."""
    told = check_frame(path, raw)
    picture = Picture(rule="file-kind", told=told) if told else open_picture(path, raw)
    return picture, [Problem(path, 1, 1, picture.rule, picture.told)] if picture.told else []


def draw(path: str, raw: bytes, width: int | None = None) -> bytes:
    """Return what is published of a picture that was checked: drawn anew, without anything but its points.

    width: of one of its sizes, as WebP; None for the largest in its own kind.
    """
    from PIL import Image

    image = seen_points(path, raw)
    ending = PurePosixPath(path).suffix
    picture = Picture(*image.size)
    wanted = width or picture.shown[0]
    if wanted < image.width:
        size = wanted, height_at(picture.width, picture.height, wanted)
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)
    if width is not None:
        lossy = saved(image, WRITTEN[".webp"])
        return min(saved(image, EXACT), lossy, key=len) if ending == ".png" else lossy
    return saved(with_few_colors(image) if ending == ".png" else image, WRITTEN[ending])


def with_few_colors(image: Any) -> Any:
    """Return an image with a list of its colors if it has 256 at most, which makes a third of it; or as it is."""
    from PIL import Image

    colors = image.getcolors(256) if image.mode == "RGB" else None
    if colors is None:
        return image
    listed = Image.new("P", (1, 1))
    listed.putpalette([part for _, color in sorted(colors) for part in color])
    return image.quantize(palette=listed, dither=0)


def saved(image: Any, how: Mapping[str, Any]) -> bytes:
    """Return the file of an image."""
    file = io.BytesIO()
    image.save(file, **how)
    return file.getvalue()


def seen_points(path: str, raw: bytes) -> Any:
    """Return a picture as it is seen: turned, in sRGB with 8 bits, with transparency only where there is some."""
    from PIL import Image, ImageOps

    kind = KINDS[PurePosixPath(path).suffix]
    image: Any = Image.open(io.BytesIO(raw), formats=[kind.upper()])
    image.load()
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits of gray
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    is_clear = image.has_transparency_data and kind != "JPEG"
    if profile:
        image = in_srgb(image, profile)
    image = image.convert("RGBA" if is_clear else "RGB")
    image.info.clear()  # what would be written beside the points
    return image


def in_srgb(image: Any, profile: bytes) -> Any:
    """Return an image in the colors of the web; one whose profile does not fit it is left as it is."""
    from PIL import ImageCms

    if image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    alpha = image.getchannel("A") if "A" in image.getbands() else None
    base = image.convert("L" if image.mode == "LA" else "RGB") if alpha else image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(base, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if alpha and turned is not None:
        turned.putalpha(alpha)
    return turned
