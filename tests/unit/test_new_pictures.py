"""A picture that somebody puts in gets a name and its Markdown, or the sentence of the gate that says why not."""

import base64

import pytest

from plugins.markup.body import convert_lines, make_markdown
from plugins.reading.public_files import LARGEST, check_public_name
from plugins.reading.shared_blocks import Line
from tests.support.drawn_pictures import picture
from tooling.editor.not_possible import NotPossible
from tooling.editor.pages.new_pictures import check_content, check_words, decode_picture, free_name, show_picture

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'


@pytest.mark.parametrize(
    ("name", "raw", "ending"),
    [
        ("IMG_1.JPEG", picture("JPEG"), ".jpg"),
        ("palm.png", picture("PNG"), ".png"),
        ("palm.jpg", picture("PNG"), ".png"),
        ("palm", picture("WEBP"), ".webp"),
        ("palm.avif", picture("AVIF"), ".avif"),
        ("Palm.SVG", DRAWING, ".svg"),
    ],
)
def test_the_ending_is_that_of_what_the_file_holds(name: str, raw: bytes, ending: str) -> None:
    assert check_content(name, raw) == ending


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.heic", b"\0\0\0\x18ftypheic", "A kind of picture that not every browser shows. Save it as JPEG (.jpg), at most 1600 px wide."),
        ("a.jpg", b"\0\0\0\x18ftypheic", "The ending says JPEG, and the content is a HEIC picture. Save it as JPEG (.jpg), at most 1600 px wide."),
        ("a.pdf", b"%PDF-", "A PDF may hold scripts and links that nobody can judge here. Write its text as a page."),
        ("a.exe", b"MZ", "A file that no page can show. Choose a picture (.jpg, .png, .webp, .avif) or a drawing (.svg)."),
        ("a.png", b"words", 'The ending says PNG, and the content is no whole PNG picture. Save the picture anew as "PNG".'),
        ("a.png", picture("PNG", 100), "The picture is 100 px wide, 320 at least. Take it from where it is larger: 1600 px are sharp everywhere."),
        ("a.svg", DRAWING.replace(b"<path", b"<script"), "The drawing holds a script. Save the drawing as plain SVG, without it."),
    ],
)  # fmt: skip
def test_what_the_gate_would_refuse_is_told_in_its_words(name: str, raw: bytes, told: str) -> None:
    with pytest.raises(NotPossible) as stop:
        check_content(name, raw)
    assert str(stop.value) == told


def test_a_file_comes_as_base64_of_two_megabytes_at_most() -> None:
    for size in (1, 2, 3, LARGEST - 1, LARGEST):
        assert decode_picture(base64.b64encode(bytes(size)).decode()) == bytes(size)
    for size, shown in ((LARGEST + 1, "2.1"), (LARGEST + 3, "2.1"), (3_260_000, "3.3")):
        with pytest.raises(NotPossible) as stop:
            decode_picture(base64.b64encode(bytes(size)).decode())
        told = f"The file has {shown} MB, 2 MB at most. Save it as JPEG (.jpg), at most 1600 px wide."
        assert str(stop.value) == told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "The file is empty. Choose another one."),
        ("A", "The picture did not arrive whole. Choose it again."),
        ("data:image/png;base64,AAAA", "The picture did not arrive whole. Choose it again."),
        ("é", "The picture did not arrive whole. Choose it again."),
    ],
)
def test_what_is_no_base64_is_told(data: str, told: str) -> None:
    with pytest.raises(NotPossible) as stop:
        decode_picture(data)
    assert str(stop.value) == told


@pytest.mark.parametrize(
    ("words", "name", "path"),
    [
        ("A needle beside a palm", "IMG_1.jpg", "content/images/a-needle-beside-a-palm.jpg"),
        ("日本語", "Palm of a hand.jpg", "content/images/palm-of-a-hand.jpg"),
        ("日本語", "日本.jpg", "content/images/picture.jpg"),
        ("Con", "x.jpg", "content/images/con-2.jpg"),
        ("Taken", "x.jpg", "content/images/taken-3.jpg"),
        ("../../etc/passwd", "x.jpg", "content/images/etc-passwd.jpg"),
        ("One more word " * 9, "x.jpg", "content/images/one-more-word-one-more-word-one-more-word-one-more-word.jpg"),
        ("W" * 80, "x.jpg", f"content/images/{'w' * 56}.jpg"),
    ],
)
def test_a_picture_gets_a_name_of_its_own(words: str, name: str, path: str) -> None:
    found = free_name(words, name, ".jpg", ["content/images/Taken.jpg", "content/images/taken-2.JPG"])
    assert found == path
    assert check_public_name(found) is None


@pytest.mark.parametrize(
    "words",
    ["A palm", "A [small] palm", "Back\\slash", "A `tick`", 'Say "palm" & it\'s', "5 < 6 (or > 4)", "*not bold* _nor this_", "A # {b}", "50 % -- é 😀"],
)  # fmt: skip
def test_words_read_back_as_they_were_written(words: str) -> None:
    path = "content/images/palm.jpg"
    shown = show_picture(path, check_words(words))
    blocks = convert_lines(make_markdown(), "a.md", [Line("a.md", 1, shown)], None, {}).blocks
    assert [link for block in blocks for link in block.links] == [("/images/palm.jpg", words, True)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (" \n", "A picture without words. Say what it shows, for who cannot see it."),
        ("1234", "A picture without words. Say what it shows, for who cannot see it."),
        (
            "soft\u00adhyphen",
            "An invisible sign, U+00AD, stands in “soft·hyphen”. Delete it, or type the word anew.",
        ),
    ],
)
def test_words_are_needed(words: str, told: str) -> None:
    with pytest.raises(NotPossible) as stop:
        check_words(words)
    assert str(stop.value) == told


def test_words_that_markdown_takes_for_its_own_are_told() -> None:
    with pytest.raises(NotPossible) as stop:
        show_picture("content/images/palm.jpg", "AT&amp;T")
    told = "Markdown would take some signs of these words for its own."
    assert str(stop.value) == f"{told} Say what the picture shows in letters, digits and commas alone."
