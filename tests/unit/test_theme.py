"""What the program names and what the folders of the theme hold are the same; menus and lists come ready."""

from pathlib import Path
from types import SimpleNamespace

from plugins.adapter.shared_values import area_marks, related_uses
from plugins.markup.callout import KINDS as CALLOUTS
from plugins.markup.placement import DRAWINGS, KINDS

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "theme/templates"


def names(folder: str) -> set[str]:
    """Return the names of the templates in a folder."""
    return {file.stem for file in (TEMPLATES / folder).iterdir()}


def test_everything_that_a_body_can_place_has_a_template_and_no_other_is_there() -> None:
    assert names("placements") == {"html", *KINDS}


def test_every_drawing_that_a_body_can_place_is_there_and_each_one_that_is_there_is_known() -> None:
    assert names("drawings") == {"figure", *DRAWINGS}


def test_every_kind_of_callout_has_its_look_and_is_explained_to_editors() -> None:
    css = (TEMPLATES.parent / "static/css/components/callout.css").read_text(encoding="utf-8")
    handbook = (TEMPLATES.parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [kind for kind in CALLOUTS if f".callout--{kind} {{" not in css or f"`{kind}`" not in handbook] == []


def test_an_article_leads_on_to_four_other_uses() -> None:
    uses = [SimpleNamespace(url=f"uses/{name}/") for name in "abcdef"]
    assert [use.url for use in related_uses(uses, uses[1])] == ["uses/a/", "uses/c/", "uses/d/", "uses/e/"]
    assert [use.url for use in related_uses(uses, uses[5])] == ["uses/a/", "uses/b/", "uses/c/", "uses/d/"]


def test_an_area_is_marked_by_its_name_in_words() -> None:
    assert area_marks(["jaw", "crows-feet"]) == [
        {"area": "jaw", "label": "jaw"},
        {"area": "crows-feet", "label": "crow's feet"},
    ]
