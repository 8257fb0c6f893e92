"""The style sheet of every page: the files of the theme, joined in layer order."""

import re
from pathlib import Path

import pytest

from plugins.adapter.stylesheet import KINDS, LAYERS, css_files, join_stylesheet

PROJECT = Path(__file__).resolve().parent.parent.parent
CSS = PROJECT / "theme/static/css"


def test_files_are_joined_in_layer_order(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "kinds").mkdir()
    for name in ("print", "tokens", "components/b", "components/a", "kinds/use", "kinds/page"):
        (tmp_path / f"{name}.css").write_text(
            f"/* said */ @layer x {{ p {{ --{name.replace('/', '-')}: 1 }} }}", encoding="utf-8"
        )
    sheet = join_stylesheet(tmp_path, "use")
    assert sheet.startswith(f"@layer {','.join(LAYERS)};")
    places = [sheet.index(f"--{name}") for name in ("tokens", "components-a", "components-b", "kinds-use", "print")]
    assert "kinds-page" not in sheet
    assert places == sorted(places)
    assert "/*" not in sheet


def test_browsers_of_before_are_written_for(tmp_path: Path) -> None:
    css = "@layer base { :root { color-scheme: light dark } @media (min-width: 9rem) { p { color: light-dark(#fff, #000) } } }"
    (tmp_path / "base.css").write_text(css, encoding="utf-8")
    sheet = join_stylesheet(tmp_path, "use")
    assert "light-dark(" not in sheet
    assert "(min-width:9rem)" in sheet


# What a browser of 2022 does not know: Safari 15.4, Chrome 99, Firefox 97, Samsung Internet 18
NEWER = re.compile(
    r"light-dark\(|color-mix\(|\b(?:ok)?l(?:ab|ch)\(|\(width[<>]|:has\(|:target-current|subgrid|&|@container|@property|@scope|(?<!text-)anchor|[^-]zoom:|\d[dsl]vh"
)


# What is asked for first, with a rule or two inside: who does not know it passes over it
ASKED_FIRST = re.compile(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\}")


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_depends_on_what_a_browser_of_2022_does_not_know(kind: str) -> None:
    assert NEWER.findall(ASKED_FIRST.sub("", join_stylesheet(CSS, kind))) == []


def test_a_file_that_could_end_the_style_block_is_refused(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_text("p::after { content: '</style>' }", encoding="utf-8")
    with pytest.raises(ValueError, match="would end the style block"):
        join_stylesheet(tmp_path, "use")


def test_every_css_file_of_the_theme_is_joined_and_names_its_layer() -> None:
    joined = {file for kind in KINDS for file in css_files(CSS, kind)}
    assert joined == set(CSS.rglob("*.css"))
    for file in joined:
        layer = "components" if file.parent.name in ("components", "below", "kinds") else file.stem
        assert f"@layer {layer}" in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("@layer base { p { color: red }\n", "theme/static/css/base.css:1:1: A brace is missing"),
        ("p { color: red }\np..q { color: red }", "theme/static/css/base.css:2:"),
    ],
)
def test_what_is_not_css_is_named_with_its_place(tmp_path: Path, css: str, told: str) -> None:
    (tmp_path / "base.css").write_text(css, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        join_stylesheet(tmp_path, "use")
