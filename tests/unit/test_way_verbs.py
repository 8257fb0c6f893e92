"""Where a problem leads: the form that holds its line, or a page that shows it."""

from pathlib import Path
from typing import Any

from tests.support.form_office import MIGRAINE, SOURCES, Office
from tooling.editor.forms.way_verbs import VERBS

GLOSSARY, PRACTICE = "content/data/glossary.toml", "content/data/practice.toml"


def where(office: Office, path: str, words: str) -> dict[str, Any]:
    """Return where the line of a file leads that holds these words."""
    lines = (office.project / path).read_text(encoding="utf-8").split("\n")
    line = next(number for number, line in enumerate(lines, start=1) if words in line)
    answer = VERBS["where"](office.desk, {"file": office.desk.id_of(path), "line": line})
    assert isinstance(answer, dict)
    return answer


def test_a_line_of_a_header_leads_to_the_form_of_its_page(office: Office) -> None:
    form = {"what": "page", "file": office.desk.id_of(MIGRAINE), "label": "Botox for chronic migraine"}
    assert where(office, MIGRAINE, "value: 44.8") == {"form": form, "address": "/uses/migraine/"}


def test_a_line_of_the_text_leads_to_the_page(office: Office) -> None:
    assert where(office, MIGRAINE, "## How well does it work?") == {"form": None, "address": "/uses/migraine/"}


def test_a_line_of_a_shared_text_leads_to_a_page_that_shows_it(office: Office) -> None:
    found = where(office, "content/blocks/boxed-warning.md", "[!warning]")
    assert found["form"] is None
    assert found["address"] in office.library.addresses_with("boxed-warning")


def test_a_line_of_a_data_file_leads_to_the_entry_that_it_is_in(office: Office) -> None:
    source, word, practice = (office.desk.id_of(path) for path in (SOURCES, GLOSSARY, PRACTICE))
    label = "Diener HC and others, 2010: OnabotulinumtoxinA for treatmen…"
    assert where(office, SOURCES, '"id": "diener-2010"') == {
        "form": {"what": "source", "id": "diener-2010", "label": label, "file": source},
        "address": None,
    }
    assert where(office, GLOSSARY, 'term = "ALS"') == {
        "form": {"what": "word", "id": "als", "label": "als", "file": word},
        "address": None,
    }
    assert where(office, PRACTICE, "phone =") == {
        "form": {"what": "practice", "label": "The practice", "file": practice},
        "address": None,
    }


def test_a_line_above_all_entries_and_a_file_that_cannot_be_read_lead_to_the_menu(office: Office) -> None:
    menu = {"what": "lists", "label": "Lists", "file": office.desk.id_of(GLOSSARY)}
    assert where(office, GLOSSARY, "# Medical words") == {"form": menu, "address": None}
    path: Path = office.project / GLOSSARY
    path.write_text("[terms\nbroken\n", encoding="utf-8")
    assert where(office, GLOSSARY, "broken") == {"form": menu, "address": None}
