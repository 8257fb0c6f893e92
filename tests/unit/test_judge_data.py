"""What stands outside the text of a page is refused too: in its header, in the list of sources and in the glossary."""

import json

import pytest

from plugins.markup.citations import format_source
from plugins.reading.site_data import Source
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check

SOURCES, GLOSSARY = "content/data/sources.json", "content/data/glossary.toml"
SOURCE_LINE = FILES[SOURCES][: FILES[SOURCES].index('"https://www.nih.gov/mayo-ona"')].count("\n") + 1
FORM = 'Copy it from your browser: it starts with "https://" and has no blanks.'


def said(path: str, old: str, new: str) -> list[str]:
    """Return what is said of the sample site with one text of a file replaced."""
    assert old in FILES[path]
    return [str(problem) for problem in check({**FILES, path: FILES[path].replace(old, new, 1)})]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:run()", "JavaScript:run()", " javascript:run()", "java\tscript:run()", "data:text/html,a", "//elsewhere.example/",
        "\\\\elsewhere.example/", "/safety/", "#a", "mailto:a@b.example", "tel:911", "https://a.example/ b", "https:a.example", "https://a@b.example/", "",
    ],
)  # fmt: skip
def test_a_source_leads_to_the_web_alone(address: str) -> None:
    shown = " ".join(address.split())
    found = said(SOURCES, '"https://www.nih.gov/mayo-ona"', json.dumps(address))
    assert found == [f'{SOURCES}:{SOURCE_LINE}:3: "{shown}" is not the address of a source. {FORM}']


@pytest.mark.parametrize("address", ["https://www.fda.gov/a?b=c&d=(e)#f", "http://www.discern.org.uk/index.php"])
def test_a_source_may_lead_to_any_page_of_the_web(address: str) -> None:
    assert said(SOURCES, "https://www.nih.gov/mayo-ona", address) == []


@pytest.mark.parametrize(
    ("field", "value"), [("DOI", "10.1/a"), ("DOI", "10.1000/a b"), ("PMID", "1/../a"), ("PMCID", "javascript:a")]
)
def test_the_number_of_a_source_is_a_number(field: str, value: str) -> None:
    told = f'"{field}" cannot be "{value}". Write it in the form that other entries have.'
    found = said(SOURCES, '"URL": "https://www.nih.gov/mayo-ona"', f'"{field}": "{value}"')
    assert found == [f"{SOURCES}:{SOURCE_LINE}:3: {told}"]


def test_a_tag_in_the_title_of_a_source_is_shown_as_it_stands() -> None:
    source = Source.model_validate(
        {"id": "a", "type": "book", "title": "A <script>run()</script>", "URL": "https://a.example/"}
    )
    assert format_source(source) == '<a href="https://a.example/">A &lt;script&gt;run()&lt;/script&gt;</a>.'


def test_a_tag_in_the_glossary_is_refused() -> None:
    told = '"<img src=x onerror=run()>" is printed as it stands: a data file holds plain text. Take it out.'
    assert said(GLOSSARY, '"A dummy"', '"A <img src=x onerror=run()>"') == [f"{GLOSSARY}:3:1: {told}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Botox for sample use", "title: Botox <script>run()</script>"),
        ("summary: Botox for", "summary: <svg onload=run()> Botox for"),
        ("who: Everybody", "who: <b onclick=run()>Everybody</b>"),
        ("text: Adults", "text: '<img src=x onerror=run()>'"),
        ("note: The study was small.", "note: The <style>a</style> study was small."),
        ("what: You talk first.", "what: You <!-- talk --> first."),
    ],
)
def test_a_tag_in_a_header_is_refused_on_its_line(old: str, new: str) -> None:
    line = FILES[SAMPLE][: FILES[SAMPLE].index(old)].count("\n") + 1
    found = said(SAMPLE, old, new)
    assert any(problem.startswith(f"{SAMPLE}:{line}:") for problem in found), found
