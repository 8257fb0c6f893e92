"""What is published has short names in place of those of the theme, the same in the style sheet and in the page."""

from plugins.adapter.short_names import names_in, short_names, shorten_css, shorten_html
from plugins.adapter.stylesheet import join_stylesheets
from tests.support.shown_names import THEME

CSS = '.box{--gap:1.5rem;margin:-.5em}.box--wide .box{gap:var(--gap);content:".box --gap"}'


def test_classes_and_custom_properties_get_short_names_and_nothing_else_changes() -> None:
    names = short_names([CSS])
    assert names == {"box": "a", "box--wide": "b", "--gap": "--a"}
    assert shorten_css(CSS, names) == '.a{--a:1.5rem;margin:-.5em}.b .a{gap:var(--a);content:".box --gap"}'
    html = '<p class="box box--wide list" id="box">class="box" <a href="/box/" class="box">box</a></p>'
    told = '<p class="a b list" id="box">class="box" <a href="/box/" class="a">box</a></p>'
    assert shorten_html(html, names) == told


def test_no_two_names_of_the_theme_become_one() -> None:
    sheets = join_stylesheets(THEME).values()
    names = short_names(sheets)
    assert len(set(names.values())) == len(names) > 80
    for sheet in sheets:
        short = shorten_css(sheet, names)
        assert [names[name] for name in names_in(sheet)] == names_in(short)
        assert len(short) < len(sheet)


def test_what_is_named_most_gets_the_shortest_name() -> None:
    many = "".join(f".only-{number}{{color:red}}" for number in range(60)) + ".often{margin:0}" * 3
    names = short_names([many])
    assert names["often"] == "a"
    assert sorted({len(name) for name in names.values()}) == [1, 2]
