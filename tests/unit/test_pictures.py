"""Every picture is opened: it is what its name says, whole, still and of a fit size; what is published holds its points alone."""

import random
from typing import Any

import pytest
from PIL import Image, ImageCms

from plugins.reading.pictures import MADE, Picture, check_picture, draw, name_at
from tests.support.drawn_pictures import PLACE, encode, moving, noted, opened, picture, shaded

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
SAVE = "Save it as JPEG (.jpg), at most 1600 px wide."
TAILS = [b"\0\0SEFH" + PLACE.encode() + b"SEFT", picture("JPEG", 330, 200), b"\0\0\0\x18ftypmp42" + b"\0" * 40]


def told(name: str, raw: bytes) -> str:
    """Return what is said of a picture, without its place."""
    _, problems = check_picture(f"content/images/{name}", raw)
    return "".join(str(problem).removeprefix(f"content/images/{name}:1:1: ") for problem in problems)


def published(name: str, raw: bytes) -> list[bytes]:
    """Return every file that is published of a picture."""
    found, problems = check_picture(f"content/images/{name}", raw)
    assert problems == []
    return [draw(name, raw), *(draw(name, raw, width) for width in found.widths)]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        *((f"a.{ending}", picture(kind)) for kind, ending in ENDINGS.items()),
        ("gray.jpg", picture("JPEG", mode="L")),
        ("print.jpg", picture("JPEG", mode="CMYK")),
        ("steps.jpg", encode(shaded(400, 300), "JPEG", progressive=True)),
        ("list.png", encode(shaded(400, 300).quantize(), "PNG")),
        ("hole.png", encode(shaded(400, 300).quantize(), "PNG", transparency=0)),
        ("clear.png", encode(Image.new("RGBA", (400, 300), (90, 0, 0, 90)), "PNG")),
        ("clear-gray.png", encode(Image.new("LA", (400, 300), (90, 90)), "PNG")),
        ("deep.png", encode(Image.new("I;16", (400, 300), 40_000), "PNG")),
        ("ink.png", encode(Image.new("1", (400, 300), 1), "PNG")),
        *((f"tail.{ending}", noted(kind) + TAILS[0]) for kind, ending in ENDINGS.items()),
        *(("tail.jpg", noted("JPEG") + tail) for tail in TAILS),
    ],
)
def test_of_a_picture_nothing_but_its_points_is_published(name: str, raw: bytes) -> None:
    for file in published(name, raw):
        image = opened(file)
        assert image.width <= 400
        assert PLACE.encode() not in file
        assert not image.getexif()
        assert {"icc_profile", "exif", "xmp", "comment"}.isdisjoint(image.info)


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("moving.png", moving("PNG"), "The picture moves, which takes the eye from the text. Save one picture of it as PNG."),
        ("moving.webp", moving("WEBP"), "The picture moves, which takes the eye from the text. Save one picture of it as WebP."),
        ("moving.avif", moving("AVIF"), "The picture moves, which takes the eye from the text. Save one picture of it as AVIF."),
        ("wide.png", encode(Image.new("1", (12_001, 400)), "PNG"), f"The picture has 12001 × 400 pixels, 25 million at most. {SAVE}"),
        ("many.png", encode(Image.new("1", (9_800, 9_700)), "PNG"), f"The picture has 9800 × 9700 pixels, 25 million at most. {SAVE}"),
        ("bomb.png", encode(Image.new("1", (30_000, 30_000)), "PNG"), f"The picture has hundreds of millions of pixels, 25 million at most. {SAVE}"),
        ("small.png", picture("PNG", 319, 900), "The picture is 319 px wide, 320 at least. Take it from where it is larger: 1600 px are sharp everywhere."),
        ("damaged.png", picture("PNG")[:200] + b"XXXX" + picture("PNG")[204:], "The picture is damaged or cut off. Copy or save it anew as PNG."),
        ("a.png", picture("JPEG"), 'The ending says PNG, and the content is a JPEG picture. Rename it to "a.jpg".'),
        ("a.jpg", picture("WEBP"), 'The ending says JPEG, and the content is a WebP picture. Rename it to "a.webp".'),
        ("a.jpg", encode(shaded(400, 300), "GIF"), f"The ending says JPEG, and the content is a GIF picture. {SAVE}"),
        ("a.jpg", encode(shaded(400, 300), "TIFF"), f"The ending says JPEG, and the content is a TIFF picture. {SAVE}"),
        ("a.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 60, f"The ending says JPEG, and the content is a HEIC picture. {SAVE}"),
        *((f"cut.{ending}", picture(kind)[:-40], f'The ending says {told_kind}, and the content is no whole {told_kind} picture. Save the picture anew as "{told_kind}".')
          for (kind, ending), told_kind in zip(ENDINGS.items(), ["JPEG", "PNG", "WebP", "AVIF"], strict=True)),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_published_says_what_to_do(name: str, raw: bytes, expected: str) -> None:
    assert told(name, raw) == expected


def test_a_picture_with_a_page_or_a_program_behind_its_end_is_refused() -> None:
    for tail in (b"PK\x03\x04", b"<script>run()</script>", b"<?php run();", b"%PDF-1.7", b"#!/bin/sh"):
        assert told("a.jpg", picture("JPEG") + tail).startswith(
            "The ending says JPEG, and the content is no whole JPEG"
        )


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"optimize": True}])
def test_a_jpeg_whose_middle_is_lost_is_refused_though_it_ends_as_it_should(how: dict[str, Any]) -> None:
    raw = encode(Image.frombytes("L", (640, 400), random.Random(7).randbytes(256_000)), "JPEG", **how)
    third = len(raw) // 3
    for damaged in (raw[:third] + raw[-2:], raw[:third] + raw[2 * third :]):
        assert told("a.jpg", damaged) == "The picture is damaged or cut off. Copy or save it anew as JPEG."
    for filled in (b"", b"\0" * 500, b"\xff\xff"):  # as some cameras do before the end
        assert told("a.jpg", raw[:-2] + filled + raw[-2:]) == ""


@pytest.mark.parametrize("color", [0, 128, 255])
def test_a_picture_of_one_color_is_whole(color: int) -> None:
    assert told("a.jpg", encode(Image.new("L", (1600, 1200), color), "JPEG", optimize=True)) == ""


def test_of_two_pictures_in_a_file_the_first_is_published_and_a_thumbnail_does_not_end_it() -> None:
    inside = encode(shaded(640, 400), "JPEG", exif=b"Exif\0\0" + picture("JPEG", 330, 200))
    assert [opened(file).size for file in published("a.jpg", inside)] == [(640, 400), (480, 300), (640, 400)]
    two = encode(shaded(640, 400), "MPO", save_all=True, append_images=[shaded(330, 200)])
    assert [opened(file).size for file in published("a.jpg", two)] == [(640, 400), (480, 300), (640, 400)]
    assert told("cut.jpg", inside[:-2]).startswith("The ending says JPEG, and the content is no whole JPEG")


def test_a_picture_is_turned_as_its_camera_was_held() -> None:
    found, _ = check_picture("content/images/a.jpg", noted("JPEG", 640, 400, turned=6))
    assert (found.width, found.height) == (400, 640)
    image = opened(draw("a.jpg", noted("JPEG", 640, 400, turned=6)))
    assert image.size == (400, 640)
    right, left = image.convert("L").getpixel((390, 320)), image.convert("L").getpixel((10, 320))
    assert isinstance(right, int)
    assert isinstance(left, int)
    assert right > left  # what was at the top, in bright green, is at the right


def test_colors_become_those_of_the_web_and_sixteen_bits_eight() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    wrong = encode(Image.new("RGB", (400, 300), (200, 10, 10)), "PNG", icc_profile=profile)
    assert opened(draw("a.png", wrong)).convert("RGB").getpixel((9, 9)) == (200, 10, 10)
    right = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = encode(Image.new("RGB", (400, 300), (200, 10, 10)), "PNG", icc_profile=right)
    assert opened(draw("a.png", same)).convert("RGB").getpixel((9, 9)) == (200, 10, 10)
    deep = encode(Image.new("I;16", (400, 300), 40_000), "PNG")
    assert opened(draw("a.png", deep)).convert("RGB").getpixel((9, 9)) == (156, 156, 156)


@pytest.mark.parametrize(
    ("width", "widths", "shown"),
    [
        (320, (320,), (320, 160)),
        (480, (480,), (480, 240)),
        (1000, (480, 800, 1000), (1000, 500)),
        (1200, (480, 800, 1200), (1200, 600)),
        (4000, (480, 800, 1200), (1200, 600)),
    ],
)
def test_a_picture_has_sizes_for_a_phone_and_a_desk_and_is_never_enlarged(
    width: int, widths: tuple[int, ...], shown: tuple[int, int]
) -> None:
    found = Picture(width, width // 2)
    assert (found.widths, found.shown) == (widths, shown)


def test_the_sizes_of_a_picture_are_as_wide_as_they_say_and_their_bytes_are_the_same_each_time() -> None:
    raw = picture("JPEG", 1300, 650)
    files = published("a.jpg", raw)
    assert [opened(file).size for file in files] == [(1200, 600), (480, 240), (800, 400), (1200, 600)]
    assert [opened(file).format for file in files] == ["JPEG", "WEBP", "WEBP", "WEBP"]
    assert published("a.jpg", raw) == files
    made = MADE.fullmatch(name_at("images/skin/a.jpg", 480))
    assert made
    assert (made["source"], made["width"]) == ("images/skin/a.jpg", "480")
