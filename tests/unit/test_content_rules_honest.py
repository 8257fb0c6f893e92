"""Good input is never refused, however odd its form: the text of a careful editor passes."""

import pytest

from plugins.rules.page import Page
from plugins.rules.readability import flesch_kincaid, reading_grades, smog
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check, library_of, pages_of, with_text

HONEST = {
    "a wrapped paragraph": "Ask your clinician what the plan is,\nand how long it\ntakes.",
    "stars as bullets": "Bring:\n\n* a list\n* a pen",
    "a numbered list": "Do this:\n\n1. Write down your pain.\n2. Bring the list.",
    "a list in a list": "Bring:\n\n- a list of\n    - medicines\n    - questions\n- a pen",
    "a loose list": "Bring:\n\n- a list\n\n- a pen\n\n    Any pen will do.\n\nThat is all.",
    "an underlined heading": "More to read {#more-to-read}\n----\n\nAsk for a leaflet.",
    "a line between": "Before.\n\n---\n\nAfter.",
    "a table": "| Visit | What to bring |\n|-------|---------------|\n| First | A list |\n| Later | A diary |",
    "a table without outer lines": "Visit | What\n--- | ---\nFirst | A list",
    "a long table": "| Visit | What |\n|---|---|\n" + "".join(f"| {i} | List |\n" for i in range(300)),
    "a link by reference": "Read [about it][about].\n\n[about]: /about/",
    "a link with a title": 'Read [about it](/about/ "About").',
    "an automatic link": "Write to <https://www.fda.gov/> today.",
    "a mail link": "Write to [the FDA](mailto:druginfo@fda.hhs.gov).",
    "a phone link": "Call [the line](tel:+18003321088).",
    "links to parts": "See [the risks](#side-effects) and [help](/safety/#get-help).",
    "a picture": "![A needle beside a coin](/images/sample.svg)",
    "accents": "Ask Dr. Müller, Señora Ñáñez or José: they’ll know.",
    "signs": "Fish &amp; chips, 5&nbsp;mg, a &lt; b. If a < b, and b > c, then ask.",
    "emoji": "Bring your diary 📓 and a pen ✏️.",
    "a quotation": "> A quotation of somebody.\n> It goes on.",
    "a note": "> [!note] Good to know\n> Bring a list.\n>\n> - One\n> - Two",
    "bold and italic": "This is **very** *important* and ***both***. Also __this__ and _that_.",
    "code": "Type `<b>` or `[[x]]` or `{filename}` on the form.",
    "escaped signs": "A star \\* and a bracket \\[x\\].",
    "dates and times": "The office opened on May 3, 2024, at 9 a.m. It closes at 5 p.m. each day.",
    "short forms": "Take a drug, e.g. aspirin, vs. none. See Smith et al. for it.",
    "an address in the text": "Go to fda.gov/medwatch for more, or to <https://www.fda.gov/> or <info@fda.gov> today.",
    "allowed tags": "Water is H<sub>2</sub>O.<br>Next line.",
    "no-break blanks": "Dr.\u00a0Lee is in at 5\u00a0pm.",
    "a break in a line": "One line.  \nTwo lines.",
    "Spanish": '<span lang="es">'
    "Este tratamiento puede ayudar a algunas personas, pero los estudios son pequeños y no siempre están de "
    "acuerdo entre sí, por lo que conviene preguntar a su médico antes de decidir si es adecuado para usted. "
    "¿Qué puede hacer la persona en casa? Pregunte. Y vuelva.</span>",
    "a word in Spanish": 'In Spanish it is called <span lang="es">toxina botulínica</span>.',
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST.keys())
def test_honest_text_is_accepted(text: str) -> None:
    assert check(with_text(text)) == []


def test_all_of_it_on_one_page_is_accepted() -> None:
    assert check(with_text("\n\n".join(HONEST.values()))) == []


def test_a_page_in_spanish_is_not_graded_as_if_it_were_english() -> None:
    text = "\n\n".join([HONEST["Spanish"]] * 20)
    assert [
        problem for problem in check(with_text(text)) if problem.rule in ("reading-grade", "sentence-average")
    ] == []


def page(text: str) -> Page:
    """Return a page with a text."""
    return pages_of(library_of(with_text(text)))[SAMPLE]


def test_the_grades_follow_their_formulae() -> None:
    assert flesch_kincaid(words=100, sentences=10, counted=130) == pytest.approx(0.39 * 10 + 11.8 * 1.3 - 15.59)
    assert smog(sentences=30, long_words=36) == pytest.approx(1.043 * 36**0.5 + 3.1291)


def test_headings_citations_and_names_of_drugs_are_left_out_of_the_grade() -> None:
    plain = reading_grades(page("Rest now."))
    more = "### Onabotulinumtoxin administration\n\nRest now.[@botox-medication-guide] OnabotulinumtoxinA rests."
    assert reading_grades(page(more))[0] == pytest.approx(plain[0], abs=0.1)


def test_the_quick_count_is_not_lower_than_the_exact_one() -> None:
    for path in FILES:
        if path.endswith(".md") and "/blocks/" not in path:
            whole = pages_of(library_of(FILES))[path]
            quick, exact = reading_grades(whole, exactly=False), reading_grades(whole)
            assert quick[0] >= exact[0] - 0.3
            assert quick[1] >= exact[1] - 0.3
