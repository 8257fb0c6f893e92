"""What stands outside the text of a page is refused too: in its header, in the list of sources and in the glossary."""

import json

import pytest

from plugins.markup.citations import format_source
from plugins.reading.names import show
from plugins.reading.source_entries import Source
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check

SOURCES, GLOSSARY = "content/data/sources.json", "content/data/glossary.toml"
SOURCE_LINE = FILES[SOURCES][: FILES[SOURCES].index('"https://www.nih.gov/mayo-ona"')].count("\n") + 1
NO_PAGE = '"{}" is not the address of a page of the web. It starts with "https://": copy it from your browser.'


def said(path: str, old: str, new: str) -> list[str]:
    """Return what is said of the sample site with one text of a file replaced."""
    assert old in FILES[path]
    return [str(problem) for problem in check({**FILES, path: FILES[path].replace(old, new, 1)})]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        *((address, NO_PAGE) for address in (
            "javascript:run()", "JavaScript:run()", "data:text/html,a", "//elsewhere.example/", "\\\\elsewhere.example/",
            "/safety/", "#a", "mailto:a@b.example", "tel:911",
        )),
        ("java\tscript:run()", '"{}" holds a blank, or a sign that cannot be seen. Open it, and copy the address of the page itself from your browser.'),
        ("https://a.example/ b", '"{}" holds a blank, or a sign that cannot be seen. Copy it again from your browser.'),
        ("https:a.example", 'The address "{}" is not whole. Write "https://a.example".'),
        ("https://a@b.example/", '"{}" holds a user or a password. Write "https://b.example/".'),
        ("", '"URL" is empty. Fill it in, or take the line out.'),
        ("http://www.discern.org.uk/index.php", 'The connection is not secure. Write "https://www.discern.org.uk/index.php".'),
    ],
)  # fmt: skip
def test_a_source_leads_to_the_web_alone(address: str, told: str) -> None:
    found = said(SOURCES, '"https://www.nih.gov/mayo-ona"', json.dumps(address))
    assert found == [f"{SOURCES}:{SOURCE_LINE}:3: {told.format(show(address))}"]


def test_a_source_may_lead_to_any_page_of_the_web() -> None:
    assert said(SOURCES, "https://www.nih.gov/mayo-ona", "https://www.fda.gov/a?b=c&d=(e)#f") == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("DOI", "10.1/a", 'Copy from the page of the source what starts with "10.", such as "10.1177/0333102410364677".'),
        ("DOI", "10.1000/a b", 'Write "10.1000/ab".'),
        ("PMID", "1/../a", 'It is a number of up to 8 digits, such as "20647170".'),
        ("PMCID", "javascript:a", 'It is written "PMC6661560".'),
    ],
)  # fmt: skip
def test_the_number_of_a_source_is_a_number(field: str, value: str, told: str) -> None:
    found = said(SOURCES, '"URL": "https://www.nih.gov/mayo-ona"', f'"{field}": "{value}"')
    assert found == [f'{SOURCES}:{SOURCE_LINE}:3: "{value}" is not a bare {field}. {told}']


def test_a_sign_of_html_in_the_title_of_a_source_is_shown_as_it_stands() -> None:
    source = Source.model_validate({"id": "a", "type": "book", "title": "A <run> & b", "URL": "https://a.example/"})
    assert format_source(source) == '<a href="https://a.example/">A &lt;run&gt; &amp; b</a>.'


def test_a_tag_in_the_title_of_a_source_is_refused() -> None:
    told = '"<script>" is printed as it stands: a source is plain text. Take it out.'
    assert said(SOURCES, '"title": "mayo-ona"', '"title": "A <script>run()</script>"') == [
        f"{SOURCES}:{SOURCE_LINE - 1}:3: {told}"
    ]


def test_a_tag_in_the_glossary_is_refused() -> None:
    told = '"<img src=x onerror=run()>" is printed as it stands: a data file holds plain text. Take it out.'
    assert said(GLOSSARY, '"A dummy"', '"A <img src=x onerror=run()>"') == [f"{GLOSSARY}:3:1: {told}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Botox for sample use", "title: Botox <script>run()</script>"),
        ("summary: It may", "summary: <svg onload=run()> It may"),
        ("who: Everybody", "who: <b onclick=run()>Everybody</b>"),
        ("answer: Adults.", "answer: '<img src=x onerror=run()>'"),
        ("text: Each day", "text: '<img src=x onerror=run()>'"),
        ("note: The study was small.", "note: The <style>a</style> study was small."),
        ("what: You talk first.", "what: You <!-- talk --> first."),
    ],
)
def test_a_tag_in_a_header_is_refused_on_its_line(old: str, new: str) -> None:
    line = FILES[SAMPLE][: FILES[SAMPLE].index(old)].count("\n") + 1
    found = said(SAMPLE, old, new)
    assert any(problem.startswith(f"{SAMPLE}:{line}:") for problem in found), found
