"""The notices, which the site prints by itself: judged, filled in, and never without their sense."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from plugins.adapter.shared_values import share_notices
from plugins.facts.review_status import text_version
from plugins.markup.notices import read_notices
from plugins.problems.reporting import Refused
from plugins.reading.notices import NOTICES
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, TODAY, library_of, messages, told

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "theme/templates"
PENDING, CHANGED = "content/blocks/review-pending.md", "content/blocks/review-changed.md"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (PENDING, None, "1:1: The site prints this notice. Write it, or take it back from git."),
        (PENDING, "We have not read this page yet.", '1:1: This notice has to speak of "review". Write a sentence that says it.'),
        (PENDING, "Not reviewed.\n\nNot at all.", "1:1: A notice is one paragraph: the site prints it in a line of its own. Take out what is more, or a mark."),
        (PENDING, "- Not reviewed.", "1:1: A notice is one paragraph: the site prints it in a line of its own. Take out what is more, or a mark."),
        (PENDING, "Not reviewed.[@mayo-ona]", "1:14: A notice stands on pages that do not list this source. Take the citation out."),
        (PENDING, "Not reviewed\nby {reviewer}.", '2:4: The site fills in nothing here, and not "{reviewer}". Correct it, or take it out.'),
        (CHANGED, "It changed since {reviewer.name} saw it.", '1:18: The site fills in {reviewer} here, and not "{reviewer.name}". Correct it, or take it out.'),
        (CHANGED, "It changed.", "1:1: The site fills in {reviewer} here, and the notice does not hold it. Put it where it belongs."),
        (CHANGED, "It changed since {reviewer saw it.", '1:18: The site fills in {reviewer} here, and not "{". Correct it, or take it out.'),
    ],
)  # fmt: skip
def test_a_notice_that_cannot_be_printed_or_lost_its_sense_is_told(path: str, text: str | None, expected: str) -> None:
    assert f"{path}:{expected}" in messages(**{path: text})


def test_a_notice_is_under_the_judge_like_all_content() -> None:
    said = messages(**{PENDING: 'Not reviewed <a href="java&#115;cript:run()">yet</a>.'})
    assert [line.split(":")[0] for line in said] == [PENDING] * len(said)
    assert said
    assert "review-pending" not in read_notices({"review-pending": library_of(
        {**FILES, PENDING: 'Not reviewed <a href="java&#115;cript:run()">yet</a>.'}
    ).blocks["review-pending"]})[0]  # fmt: skip


def test_no_page_puts_a_notice_in() -> None:
    assert told("[[block: review-signed]]")[0].endswith(
        'The site prints the notice "review-signed" by itself, where it is true. Take this line out.'
    )


def test_what_is_filled_in_is_escaped() -> None:
    notices, problems = read_notices(library_of(FILES).blocks)
    assert problems == []
    assert notices["review-changed"].format(reviewer="<b>Ann</b>") == Markup(
        "This page has changed since &lt;b&gt;Ann&lt;/b&gt; reviewed it."
    )


def test_a_notice_is_no_part_of_what_a_clinician_signs() -> None:
    changed = {**FILES, PENDING: "So far, no clinician has reviewed it."}
    before, after = (text_version(library_of(files).documents[SAMPLE]) for files in (FILES, changed))
    assert before == after


def test_every_notice_is_printed_by_a_template() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html"))
    assert [name for name in NOTICES if f'notices["{name}"]' not in text] == []


def test_the_preview_keeps_the_last_notices_that_were_right_and_a_build_stops() -> None:
    bad = library_of({**FILES, PENDING: "Reviewed."})
    generator: Any = SimpleNamespace(settings={"LIBRARY": bad, "BUILD_DATE": TODAY}, context={})
    with pytest.raises(Refused) as caught:
        share_notices(generator)
    assert [str(problem) for problem in caught.value.problems] == [
        f'{PENDING}:1:1: This notice has to say what is not so. Write it with "no" or "not".'
    ]
    generator.settings["LIBRARY"] = library_of(FILES)
    share_notices(generator)
    generator.settings["LIBRARY"] = bad
    share_notices(generator)
    assert generator.context["notices"]["review-pending"] == "No clinician has reviewed this page yet."
