"""Rules on what the header of an article answers and compares, on length, and on saying things once."""

import pytest

from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check, told

DIFFERENCE = "difference: So Botox made the difference for about 10 people in 100."


def rules_told(text: str, instead_of: str, path: str = SAMPLE) -> list[str]:
    """Return the ids of the rules that are broken with a text in the place of another one, everywhere on the page."""
    files = {**FILES, path: FILES[path].replace(instead_of, text, 1)}
    assert files != FILES
    return [problem.rule for problem in check(files)]


# The choices


@pytest.mark.parametrize(
    ("row", "cell", "expected"),
    [
        ("not_if: {text: You broke a bone, sources: [mayo-ona]}", "not_if: {text: You broke a bone}", ["choice-source"]),
        ("not_if: {text: You broke a bone, sources: [mayo-ona]}", 'not_if: {text: "Pregnancy: ask first"}', []),
        ("may_do: {text: Less pain, sources: [mayo-ona]}", "may_do: {text: Not known}", []),
        ("side_effects: {text: Sore muscles, sources: [mayo-ona]}", "side_effects: {text: Sore muscles; ask}", ["choice-source"]),
        ("side_effects: {text: Sore muscles, sources: [mayo-ona]}", "side_effects: {text: Ask your therapist}", []),
        ("status: {text: Needs no prescription}", "status: {text: FDA-approved}", ["choice-source"]),
        ("status: {text: Needs no prescription}", "status: {text: FDA-approved for jaw pain, sources: [mayo-ona]}", []),
        ("status: {text: Needs no prescription}", "status: {text: Ask about its status}", []),
        ("status: {text: Not FDA-approved, sources: [fda-label-botox]}", "status: {text: Off-label, sources: [fda-label-botox]}", []),
    ],
)  # fmt: skip
def test_a_cell_that_claims_something_has_a_source(row: str, cell: str, expected: list[str]) -> None:
    assert rules_told(cell, row) == expected


def test_the_status_of_botox_is_that_of_the_header() -> None:
    approved = "status: {text: FDA-approved for chronic migraine, sources: [fda-label-botox]}"
    migraine = "content/uses/migraine.md"
    for said, expected in (
        ("Off-label", ["choice-status"]),
        ("Not FDA-approved", ["choice-status"]),
        ("FDA-approved", []),
    ):
        cell = f"status: {{text: {said}, sources: [fda-label-botox]}}"
        assert rules_told(cell, approved, migraine) == expected, said


def test_a_shared_block_stands_in_its_section() -> None:
    moved = FILES[SAMPLE].replace("[[block: off-label]]\n\n", "").replace("Ask your plan.", "[[block: off-label]]")
    assert [str(problem) for problem in check({**FILES, SAMPLE: moved})] == [
        f'{SAMPLE}:95:1: The block "off-label" belongs below this heading. Move "[[block: off-label]]" here.'
    ]


# Charts of people


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("difference: For about 10 people in 100, it was Botox.", []),
        ("difference: So about 10 of 100 people gained.", []),
        ("difference: So Botox made the difference for 10 people in 100.", ["chart-difference"]),
        ("difference: So Botox made the difference for about 11 people in 100.", ["chart-difference"]),
        ("difference: So Botox made the difference for about 10 people in 1000.", ["chart-difference"]),
        ("difference: So 44 and not 34 had less pain, about 10 people in 100.", ["chart-difference"]),
    ],
)
def test_the_difference_is_the_gap_of_the_rounded_figures(said: str, expected: list[str]) -> None:
    assert rules_told(said, DIFFERENCE) == expected


def test_a_chart_of_people_says_the_difference_and_one_of_averages_none() -> None:
    assert told("people: 90", instead_of=DIFFERENCE) == [
        '62:5: The chart "pain" does not say the difference in people. Write it so, with "about": '
        '"So Botox made the difference for about 10 people in 100."'
    ]
    assert told("unit: fewer days", instead_of="unit: in 100 people") == [
        '69:5: The chart "pain" does not set 100 people beside 100 others, so there is no difference in people. '
        'Take "difference" out.'
    ]


def test_no_gap_is_no_difference() -> None:
    same = FILES[SAMPLE].replace("value: 44", "value: 34.3")
    form = '"So there was no difference."'
    problems = check({**FILES, SAMPLE: same})
    assert [str(problem.message) for problem in problems] == [
        f'The chart "pain" gives another difference than its rounded figures, 0. Write it so, with "about": {form}'
    ]
    assert check({**FILES, SAMPLE: same.replace(DIFFERENCE, "difference: So there was no difference.")}) == []


# Length


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("detail: Ask about anyone younger.", f"detail: Ask{' so' * 25}.", "What stands behind this answer has 26 words, 25 at most: 1 too many."),
        ("name: Exercises", "name: Exercises that you do alone", "The name of this choice has 5 words, 4 at most: 1 too many."),
        ("what: You talk first.", f"what: You talk{' so' * 14}.", "This step of the time line has 16 words, 14 at most: 2 too many."),
    ],
)  # fmt: skip
def test_what_is_too_long_is_told_by_how_many_words(old: str, new: str, message: str) -> None:
    (problem,) = (each for each in check({**FILES, SAMPLE: FILES[SAMPLE].replace(old, new)}) if each.rule == "box-long")
    assert problem.message == f"{message} Say it in fewer words."


def test_words_of_the_header_and_of_shared_blocks_count() -> None:
    more = "Bring a list of what you take and of what you ask. " * 3
    blocks = {**FILES, "content/blocks/tell-your-clinician.md": "\n\n".join([more] * 60) + "\n"}
    assert {problem.path for problem in check(blocks) if problem.rule == "page-long"} == {
        "content/botox.md",
        "content/uses/migraine.md",
        SAMPLE,
    }


# Each thing once


def test_figures_that_are_not_compared_may_stand_often() -> None:
    text = "\n\n".join(
        f"Question {word}: 18 to 65 years, on 15 or more days." for word in ("one", "two", "three", "four")
    )
    assert [
        problem
        for problem in check({**FILES, SAMPLE: FILES[SAMPLE].replace("Much is open.", text)})
        if problem.rule == "result-repeated"
    ] == []


def test_small_figures_of_different_things_may_meet() -> None:
    text = "\n".join(f"- {name}: 4 in 100, against 1 with placebo.[@mayo-ona]" for name in ("Stiff", "Sore", "Weak"))
    assert rules_told(text, "- **Pain.** The spot can hurt, turn red or bruise.[@mayo-ona]") == []


def test_gaps_have_room_in_their_section_beside_studies_and_twice_elsewhere() -> None:
    gap = "We do not know why."
    assert rules_told("\n\n".join([gap] * 5), "Much is open.") == []
    assert rules_told(" ".join([gap] * 2), "Two of them disagree, and more trials would help.") == []
    assert rules_told(" ".join([gap] * 2), "You can also wait and see.") == []
    assert rules_told(" ".join([gap] * 3), "You can also wait and see.") == ["gap-elsewhere"]
    assert rules_told("Is it known? Ask what nobody knows?", "You can also wait and see.") == []
