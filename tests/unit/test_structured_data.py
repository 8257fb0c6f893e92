"""What a search engine is told of a page, and what it is not told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plugins.facts.review_status import ReviewStatus
from plugins.facts.structured_data import write_json
from plugins.facts.structured_data.graph import draw_graph
from plugins.facts.structured_data.model import Node, Page, Site
from plugins.markup.body import convert_body, make_markdown
from plugins.reading.library import Document, read_document
from plugins.reading.shared_blocks import Line
from plugins.reading.site_data import Address, Practice, Reviewer
from plugins.reading.source_entries import Source
from tests.support.schema_org import PROPERTIES

HEADER = """---
title: {title}
nav_label: {label}
summary: A sentence that is long enough to be the summary of a page.
published: 2026-01-02
updated: 2026-03-04
order: {order}
"""
ARTICLE = (
    HEADER
    + """sources_checked: 2026-03-04
next_review: 2027-03-04
card_label: Chronic migraine
areas: [temples]
condition: Chronic migraine
specialty: Neurologic
status:
  - {{use: chronic migraine, ruling: approved, who: Adults only, product: BOTOX, year: 2010, sources: [a]}}
  - {{use: other headaches, ruling: off-label, who: Fewer headache days, sources: [a]}}
evidence: [{{outcome: Fewer days, grade: A, finding: It works., sources: [a-label]}}]
short:
  works: {{answer: Yes, detail: It works.}}
  who: {{answer: Adults, detail: They have it.}}
  first: {{answer: Tablets, detail: They come first.}}
  risks: {{answer: It can spread, detail: People have died.}}
  sure: {{answer: Sure, detail: The trials are large.}}
choices:
  - {{name: Tablets, what_it_is: {{text: A pill}}, {rows}}}
  - {{name: Botox, this_page: true, what_it_is: {{text: Small injections}}, {rows}}}
changes: [{{day: 2026-03-04, what: First published.}}]
timeline: [{{when: Now, what: You go., effect: none}}, {{when: Then, what: It fades., effect: fading}}]
---
BOTOX® (onabotulinumtoxinA) is given by injection.

[[block: boxed-warning]]

[[block: do-not-have-it]]

[[block: tell-your-clinician]]

## Does it work? {{#works}}

One trial says so.

### How it may help {{#how-it-works}}

It blocks the nerve's signal.[@a-label] The muscle rests.

### What else

Something else.
"""
)
ROWS = ", ".join(f"{name}: {{text: As told}}" for name in ("how_often", "may_do", "side_effects", "not_if", "status"))
BLOCK_TEXTS = {
    "boxed-warning": """> [!warning] Boxed warning: it can spread
> Every product has this warning.[@a-label]
>
> - **Call 911 if you cannot breathe.** People have died.
> - Other signs come later.""",
    "do-not-have-it": "Not if:\n\n- You are **allergic** to it. Ask first.\n- You have an infection.",
    "tell-your-clinician": """Tell us about:

- all your medicines
- being pregnant, or breastfeeding: too little is known.[@a-label] In pregnancy, wait.""",
}
BLOCKS = {
    name: tuple(Line(f"content/blocks/{name}.md", number, line) for number, line in enumerate(text.split("\n"), 1))
    for name, text in BLOCK_TEXTS.items()
}
LABEL, STUDY, PRINT = (
    Source.model_validate(entry)
    for entry in (
        {"id": "fda-label-botox", "type": "webpage", "title": "Label", "URL": "https://label.example/botox"},
        {"id": "a-study", "type": "article-journal", "title": "A study", "DOI": "10.1000/1"},
        {"id": "a-book", "type": "book", "title": "A book"},
    )
)
PENDING = ReviewStatus("pending", "00000000")
REVIEWER = Reviewer(name="Jane Doe", credentials="MD", role="Neurologist")
SIGNED = ReviewStatus("reviewed", "00000000", REVIEWER, date(2026, 2, 3))


def make_page(document: Document, review: ReviewStatus = PENDING) -> Page:
    assert not document.problems, document.problems
    assert document.fields is not None
    blocks = convert_body(make_markdown(), document, {}).blocks
    return Page(document, document.fields, blocks, (LABEL, STUDY, PRINT, STUDY), review)


def plain_page(slug: str, body: str = "Text.") -> Page:
    header = HEADER.format(title=f"About {slug}", label=f"'{slug.title()}'", order=9)
    return make_page(read_document(f"content/pages/{slug}.md", f"{header}---\n{body}\n", BLOCKS))


def article_page(path: str, label: str, review: ReviewStatus = PENDING) -> Page:
    text = ARTICLE.format(title=f"Botox for {label.lower()}", label=label, order=1, rows=ROWS)
    return make_page(read_document(path, text, BLOCKS), review)


OVERVIEW = article_page("content/botox.md", "Botox")
MIGRAINE = article_page("content/uses/migraine.md", "Migraine")
USES = plain_page("uses")
PRACTICE = Practice(name="A Clinic", byline="Editors, A Clinic", site_title="A guide")
SITE = Site("https://guide.example", "A guide", "en", PRACTICE, (OVERVIEW.document, MIGRAINE.document, USES.document))


def nodes_in(value: Any) -> Iterator[Node]:
    """Yield every node of a graph, however deep."""
    if isinstance(value, list):
        for entry in value:
            yield from nodes_in(entry)
    elif isinstance(value, dict):
        yield value
        for entry in value.values():
            yield from nodes_in(entry)


def find_all(kind: str, page: Page = MIGRAINE, site: Site = SITE) -> list[Node]:
    return [node for node in nodes_in(draw_graph(page, site)) if node.get("@type") == kind]


def find(kind: str, page: Page = MIGRAINE, site: Site = SITE) -> Node:
    (node,) = find_all(kind, page, site)
    return node


ALL_PAGES = [OVERVIEW, MIGRAINE, USES, plain_page("404"), plain_page("about"), plain_page("sources")]


# The page itself


def test_article_is_a_medical_page_for_patients() -> None:
    page = find("MedicalWebPage")
    assert page["@id"] == page["url"] == "https://guide.example/uses/migraine/"
    assert page["headline"] == "Botox for migraine"
    assert page["inLanguage"] == "en"
    assert (page["datePublished"], page["dateModified"]) == ("2026-01-02", "2026-03-04")
    assert page["author"] == {"@type": "Organization", "name": "Editors, A Clinic", "url": "https://guide.example/"}
    assert page["publisher"] == {"@id": "https://guide.example/#practice"}
    assert page["medicalAudience"] == {"@type": "Patient"}
    assert page["specialty"] == "https://schema.org/Neurologic"


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("about", "AboutPage"),
        ("uses", "CollectionPage"),
        ("sources", "CollectionPage"),
        ("privacy", "WebPage"),
    ],
)
def test_other_page_has_the_type_of_its_purpose(slug: str, kind: str) -> None:
    assert draw_graph(plain_page(slug), SITE)[0]["@type"] == kind


def test_page_about_the_practice_is_not_medical() -> None:
    page = draw_graph(plain_page("about"), SITE)[0]
    assert not {"medicalAudience", "about", "specialty"} & page.keys()
    assert find_all("Drug", plain_page("about")) == []


def test_page_that_holds_the_boxed_warning_is_medical() -> None:
    safety = plain_page("safety", "[[block: boxed-warning]]")
    assert find("MedicalWebPage", safety)["medicalAudience"] == {"@type": "Patient"}
    assert find("Drug", safety)["warning"].startswith("Every product has this warning.")


def test_source_is_cited_once_by_its_link_or_else_its_title() -> None:
    assert find("MedicalWebPage")["citation"] == [
        "https://label.example/botox",
        "https://doi.org/10.1000/1",
        "A book",
    ]


def test_page_for_lost_visitors_tells_of_the_site_alone() -> None:
    graph = draw_graph(plain_page("404"), SITE)
    assert [node["@type"] for node in graph] == ["WebSite", "MedicalOrganization"]


def test_list_of_uses_leads_to_the_articles() -> None:
    page = find("CollectionPage", USES)
    assert page["hasPart"] == [
        {
            "@type": "MedicalWebPage",
            "@id": "https://guide.example/uses/migraine/",
            "url": "https://guide.example/uses/migraine/",
            "name": "Chronic migraine",
            "description": "A sentence that is long enough to be the summary of a page.",
            "inLanguage": "en",
            "datePublished": "2026-01-02",
            "dateModified": "2026-03-04",
            "publisher": {"@id": "https://guide.example/#practice"},
            "about": {"@id": "https://guide.example/#drug"},
        }
    ]
    assert page["about"] == {"@id": find("Drug", USES)["@id"]}


@pytest.mark.parametrize("page", [OVERVIEW, MIGRAINE, USES, *map(plain_page, ("about", "sources", "glossary"))])
def test_every_page_says_what_a_page_is_expected_to_say(page: Page) -> None:
    said = draw_graph(page, SITE)[0].keys()
    expected = {"url", "headline", "description", "inLanguage", "datePublished", "dateModified", "author", "publisher"}
    assert expected | {"isPartOf", "mainContentOfPage"} <= said
    assert all(
        node["url"] for kind in ("WebSite", "MedicalOrganization", "Organization") for node in find_all(kind, page)
    )


# Who reviewed it


@pytest.mark.parametrize("state", ["pending", "changed"])
def test_text_that_nobody_signed_names_no_reviewer(state: Any) -> None:
    page = replace(MIGRAINE, review=replace(SIGNED, state=state))
    assert not {"lastReviewed", "reviewedBy"} & find("MedicalWebPage", page).keys()
    assert "Jane Doe" not in write_json(draw_graph(page, SITE))


@pytest.mark.parametrize("signed", [MIGRAINE, USES])
def test_signed_text_names_its_reviewer_and_the_day(signed: Page) -> None:
    page = draw_graph(replace(signed, review=SIGNED), SITE)[0]
    assert page["lastReviewed"] == "2026-02-03"
    assert page["reviewedBy"] == {
        "@type": "Person",
        "name": "Jane Doe",
        "honorificSuffix": "MD",
        "jobTitle": "Neurologist",
    }


# The treatment


def test_only_an_approved_use_is_an_approved_indication() -> None:
    assert find_all("ApprovedIndication") == [{"@type": "ApprovedIndication", "name": "chronic migraine"}]


def test_other_use_is_a_condition_that_says_it_is_not_approved() -> None:
    assert find_all("MedicalCondition") == [
        {"@type": "MedicalCondition", "name": "Chronic migraine"},
        {
            "@type": "MedicalCondition",
            "name": "other headaches",
            "description": "Off-label: not FDA-approved",
        },
    ]


def test_drug_has_each_ruling_once_with_its_uses_in_the_us() -> None:
    country = {"@type": "Country", "name": "US"}
    assert find("Drug")["legalStatus"] == [
        {
            "@type": "DrugLegalStatus",
            "name": "FDA-approved",
            "description": ["chronic migraine: Adults only (BOTOX, 2010)"],
            "applicableLocation": country,
        },
        {
            "@type": "DrugLegalStatus",
            "name": "Off-label: not FDA-approved",
            "description": ["other headaches: Fewer headache days"],
            "applicableLocation": country,
        },
    ]


def test_drug_is_described_once_in_the_words_of_the_page() -> None:
    drug = find("Drug")
    assert drug["name"] == "BOTOX"
    assert drug["isProprietary"] is True
    assert drug["proprietaryName"] == ["BOTOX"]
    assert drug["nonProprietaryName"] == drug["activeIngredient"] == "onabotulinumtoxinA"
    assert drug["administrationRoute"] == "injection"
    assert drug["prescriptionStatus"] == "https://schema.org/PrescriptionOnly"
    assert drug["mechanismOfAction"] == "It blocks the nerve’s signal. The muscle rests."
    assert drug["prescribingInfo"] == ["https://label.example/botox"]
    assert drug["warning"] == (
        "Every product has this warning. Call 911 if you cannot breathe. People have died. Other signs come later."
    )


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("BOTOX® Cosmetic only.", ["BOTOX Cosmetic"]),
        ("BOTOX Cosmetic and BOTOX.", ["BOTOX", "BOTOX Cosmetic"]),
        ("No brand.", None),
    ],
)
def test_only_brands_that_the_page_names_are_named(words: str, names: list[str] | None) -> None:
    drug = find("Drug", plain_page("safety", f"{words}\n\n[[block: boxed-warning]]"))
    assert drug.get("proprietaryName") == names
    assert drug["isProprietary"] is bool(names)


def test_long_boxed_warning_is_cut_at_the_end_of_a_sentence() -> None:
    lines = tuple(Line("content/blocks/boxed-warning.md", number, "Ten words. ") for number in range(99))
    document = read_document(MIGRAINE.document.path, MIGRAINE.document.text, {**BLOCKS, "boxed-warning": lines})
    warning = find("Drug", make_page(document))["warning"]
    assert len(warning) <= 260
    assert warning.endswith("words.")


def test_advice_on_pregnancy_and_on_breastfeeding_is_what_the_page_asks_to_be_told() -> None:
    drug = find("Drug")
    both = "being pregnant, or breastfeeding: too little is known."
    assert drug["pregnancyWarning"] == f"{both} In pregnancy, wait."
    assert drug["breastfeedingWarning"] == both


def test_page_with_the_whole_list_gives_the_advice_of_its_own_section() -> None:
    text = "[[block: boxed-warning]]\n\n## Tell us {#tell}\n\nSay if you breastfeed.\n\n## More {#more}\n\nPregnancy is rare."
    drug = find("Drug", plain_page("safety", text))
    assert drug["breastfeedingWarning"] == "Say if you breastfeed."
    assert "pregnancyWarning" not in drug


def test_page_without_that_advice_has_no_pregnancy_warning() -> None:
    drug = find("Drug", plain_page("safety", "[[block: boxed-warning]]"))
    assert not {"pregnancyWarning", "breastfeedingWarning", "mechanismOfAction", "legalStatus"} & drug.keys()


def test_therapy_says_who_must_not_have_it_and_what_can_go_badly_wrong() -> None:
    therapy = find("MedicalTherapy")
    assert therapy["name"] == "Botox for migraine"
    assert therapy["howPerformed"] == "Small injections"
    assert therapy["contraindication"] == ["You are allergic to it.", "You have an infection."]
    assert therapy["seriousAdverseOutcome"] == {
        "@type": "MedicalEntity",
        "name": "Boxed warning: it can spread",
        "description": "Call 911 if you cannot breathe. People have died.",
    }


# The way to it, the site, the practice


def test_way_to_a_use_leads_over_the_list_of_uses() -> None:
    items = find("BreadcrumbList")["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Botox", "https://guide.example/"),
        (2, "Uses", "https://guide.example/uses/"),
        (3, "Migraine", "https://guide.example/uses/migraine/"),
    ]


def test_further_list_of_sources_is_a_collection_below_the_first() -> None:
    further, first = plain_page("studies", "[[all-sources: studies]]"), plain_page("sources")
    site = replace(SITE, listed=(*SITE.listed, first.document))
    assert draw_graph(further, site)[0]["@type"] == "CollectionPage"
    items = find("BreadcrumbList", further, site)["itemListElement"]
    assert [item["item"] for item in items] == [
        f"https://guide.example/{address}" for address in ("", "sources/", "studies/")
    ]


def test_home_page_has_no_way_to_it() -> None:
    assert find_all("BreadcrumbList", OVERVIEW) == []
    assert "breadcrumb" not in find("MedicalWebPage", OVERVIEW)


def test_unknown_facts_of_the_practice_are_not_said() -> None:
    assert find("MedicalOrganization") == {
        "@type": "MedicalOrganization",
        "@id": "https://guide.example/#practice",
        "name": "A Clinic",
        "url": "https://guide.example/",
    }


def test_practice_with_an_address_is_a_clinic_with_its_known_facts() -> None:
    practice = PRACTICE.model_copy(
        update={
            "phone": "+15550100",
            "booking_url": "https://clinic.example/book",
            "address": Address(street="1 Main Street", city="Springfield"),
        }
    )
    clinic = find("MedicalClinic", plain_page("about"), replace(SITE, practice=practice))
    assert clinic["telephone"] == "+15550100"
    assert clinic["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Main Street",
        "addressLocality": "Springfield",
    }
    assert clinic["potentialAction"] == {"@type": "ReserveAction", "target": "https://clinic.example/book"}
    assert "email" not in clinic


def test_leader_of_the_practice_is_named_if_known() -> None:
    practice = PRACTICE.model_copy(update={"led_by": "Dr. A. Lead"})
    organization = find("MedicalOrganization", plain_page("about"), replace(SITE, practice=practice))
    assert organization["employee"] == {"@type": "Person", "name": "Dr. A. Lead"}


def test_an_article_only_names_the_practice() -> None:
    practice = PRACTICE.model_copy(update={"phone": "+15550100", "led_by": "Dr. A. Lead"})
    assert find("MedicalOrganization", MIGRAINE, replace(SITE, practice=practice)).keys() == {
        "@type",
        "@id",
        "name",
        "url",
    }


# All of it


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.document.slug)
def test_every_link_leads_to_a_node_of_the_same_graph(page: Page) -> None:
    nodes = list(nodes_in(draw_graph(page, SITE)))
    defined = [node["@id"] for node in nodes if "@id" in node and len(node) > 1]
    assert len(defined) == len(set(defined))
    assert {node["@id"] for node in nodes if len(node) == 1 and "@id" in node} <= set(defined)


@pytest.mark.parametrize("page", [*ALL_PAGES, replace(MIGRAINE, review=SIGNED)], ids=lambda page: page.document.slug)
def test_only_terms_of_schema_org_are_used(page: Page) -> None:
    for node in nodes_in(draw_graph(page, SITE)):
        if "@type" in node:
            assert node.keys() <= PROPERTIES[node["@type"]]


def test_nothing_in_the_graph_can_end_its_script_block() -> None:
    hostile = '</script><!-- & \u2028 \u2029 "'
    text = str(write_json([{"name": hostile}]))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"@context": "https://schema.org", "@graph": [{"name": hostile}]}
