"""A header with a mistake is refused at the line to mend; an odd but right one is read (bad input 1 to 8, 20 to 26, 45)."""

# A message stands whole on its line.

import pytest

from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check, told, with_text

TITLE = "title: Botox for sample use"


def header_told(new: str, instead_of: str = TITLE) -> list[str]:
    """Return what is said of the sample page with another text in its header."""
    return told(new, instead_of=instead_of)


@pytest.mark.parametrize(
    ("new", "instead_of", "expected"),
    [
        ("", TITLE + "\n", '1:1: "title" is missing. Add a line such as "title: Botox for chronic migraine".'),
        ("title:", TITLE, '2:1: "title" is missing. Add a line such as "title: Botox for chronic migraine".'),
        ("updated:", "updated: 2026-11-22", '7:1: "updated" is missing. Add a line such as "updated: 2026-11-22".'),
        ("published: 2026-13-45", "published: 2026-11-22", '6:1: "2026-13-45" does not exist in the calendar. Check the month and the day.'),
        ("published: next tuesday", "published: 2026-11-22", '6:1: "next tuesday" is not a date. Write year-month-day, such as 2026-11-22.'),
        ("published: 12", "published: 2026-11-22", '6:1: "12" is not a date. Write year-month-day, such as 2026-11-22.'),
        ("published: 03/04/2026", "published: 2026-11-22", '6:1: "03/04/2026" is not a date. Write year-month-day, such as 2026-11-22.'),
        ("published: 0026-11-22", "published: 2026-11-22", '6:1: "0026-11-22" cannot be right. Check the year.'),
        ("updated: 2026-11-21", "updated: 2026-11-22", '7:1: "updated" (2026-11-21) is earlier than "published" (2026-11-22). Correct one of them.'),
        ("next_review: 2028-11-22", "next_review: 2027-11-22", '9:1: "next_review" (2028-11-22) is more than a year after "sources_checked" (2026-11-22). Set it to an earlier day.'),
        ("areas: [forhead, neck]", "areas: [forehead, neck]", '13:9: "forhead" is not known here. Did you mean "forehead"?'),
        ("ruling: of-label", "ruling: off-label", '16:5: "of-label" is not known here. Did you mean "off-label"?'),
        ("order: 7\ncategory: usse", "order: 7", '13:1: "category" is not a field. The folder says what a page is. Take it out.'),
        ("order: 7\nsave_as: ../x.html", "order: 7", '13:1: "save_as" is not a field. The file name is the address: rename the file if you want another one.'),
        ("order: 7\nslug: ../../x", "order: 7", '13:1: "slug" is not a field. The file name is the address: rename the file if you want another one.'),
        ("order: 7\ndraft: drfat", "order: 7", '13:1: "draft" must be true or false, not "drfat". Write "draft: true" or "draft: false".'),
        ("order: 7\norder: 8", "order: 7", '13:1: "order" stands twice, here and on line 12. Keep one of them.'),
        ("order: seven", "order: 7", '12:1: "order" must be a number, not "seven". Write "order: 1".'),
        ("\torder: 7", "order: 7", "12:1: A tab. Indent with spaces instead."),
        ("value: 44,5", "value: 44", '66:34: "5" is not a field. If it belongs to a figure, write its decimals with a point, such as "6.7".'),
        ("reviewer: jane-doe\nreviewed:", "reviewer:\nreviewed:", '10:1: "reviewer" and "reviewed" belong together. Fill in both, or leave both empty.'),
        ("reviewer: jane-doe\nreviewed: 2026-02-30 3f9a1c2b", "reviewer:\nreviewed:", '11:1: "2026-02-30" does not exist in the calendar. Check the month and the day.'),
        ("sources: [Mayo Clinic]", "sources: [mayo-ona]", '23:15: "Mayo Clinic" is not written as it should be. Write it like this: "sources: [mayo-clinic]".'),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named_with_its_line(new: str, instead_of: str, expected: str) -> None:
    assert header_told(new, instead_of) == [expected]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("title: Botox: what it does", '2:13: A second colon in one line. Put the text after the first one in quotes: title: "Botox: what it does".'),
        ("title Botox for jaws", '2:1: This line has no colon, or no blank behind it. Write "title: Botox for jaws".'),
        ("title:Botox for jaws", '2:1: This line has no colon, or no blank behind it. Write "title: Botox for jaws".'),
        ('title: "Botox', "2:8: A quotation mark is opened and not closed. Add the closing one, or take the opening one out."),
        ('title: "Botox" for jaws', "2:8: Text goes on behind a closing quotation mark. Put the whole text in quotes: title: '\"Botox\" for jaws'."),
        ('title: "Botox \\q"', '2:15: A "\\" between double quotation marks has a meaning of its own. Write it twice, or use single marks.'),
        ("title: [Botox", '2:8: A bracket is opened here and not closed, or a comma is missing. Check the commas, and add "]".'),
        ("title: *Botox", '2:8: A sign here has a meaning of its own in YAML. Put the whole text in quotes: title: "*Botox".'),
        ("title: &a Botox", '2:8: A "&", "*" or "!" has a meaning of its own in YAML. Put the text in quotes: title: "&a Botox".'),
        ("title: !x Botox", '2:8: A "&", "*" or "!" has a meaning of its own in YAML. Put the text in quotes: title: "!x Botox".'),
        ("title: @Botox", '2:8: A sign here has a meaning of its own in YAML. Put the whole text in quotes: title: "@Botox".'),
        ("title: " + "[" * 5000, "2:20: A long run of brackets, dashes or blanks. Put the text in quotes, or take them out."),
        ("  title: Botox for jaws", "3:1: This line starts with 0 spaces, which fits no line above it. Indent it like the line that it belongs to."),
    ],
)  # fmt: skip
def test_yaml_that_cannot_be_read_is_told_at_the_line_to_mend(new: str, expected: str) -> None:
    assert header_told(new) == [expected]


def test_a_misspelt_field_is_named_and_not_missed_besides() -> None:
    assert header_told("Titel: Botox for sample use") == ['2:1: "Titel" is not a field. Did you mean "title"?']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: The file is empty. Write a page, or delete the file."),
        ("\n\n", "1:1: The file is empty. Write a page, or delete the file."),
        ("Just a text.\n", '1:1: The page does not start with its header. Start with a line "---", then the fields, then "---".'),
        ("+++\ntitle = 'x'\n+++\n", '1:1: The header is written as TOML ("+++"). Write it as YAML, between two lines of "---".'),
        ("\n---\ntitle: x\n---\n", '1:1: There is an empty line above the header. Delete it, so that "---" is the first line.'),
        ("---\ntitle: x\n\nText.\n", '3:1: The header has no end. Put a line "---" here, below the last field.'),
        ("---\ntitle: x\n## Text\n", '3:1: The header has no end. Put a line "---" here, below the last field.'),
        ("---\ntitle: x\n----\n\nText.\n", '3:1: The header ends with "---", three hyphens. Write that in the place of "----".'),
        ("---\ntitle: x\n———\n\nText.\n", '3:1: The header ends with "---", three hyphens. Write that in the place of "———".'),
        ("---\n---\nText.\n", "2:1: The header is empty. Write the fields of a page."),
        ("---\n- title\n---\nText.\n", '2:1: The header is not a list of fields. Write each as "name: value", such as "title: Botox".'),
    ],
)  # fmt: skip
def test_a_page_without_a_whole_header_is_told_which_part_is_missing(text: str, expected: str) -> None:
    problems = [problem for problem in check({**FILES, SAMPLE: text}) if problem.path == SAMPLE]
    told_first = [str(problem).removeprefix(f"{SAMPLE}:") for problem in problems if problem.rule.startswith("header-")]
    assert told_first == [expected]


def test_git_marks_in_a_header_are_told_once_each_and_nothing_else_is() -> None:
    new = "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other"
    mark = "A mark that git left where two edits met. Keep the right text and delete the marks."
    assert header_told(new) == [f"2:1: {mark}", f"4:1: {mark}", f"6:1: {mark}"]


@pytest.mark.parametrize(
    ("new", "instead_of"),
    [
        ("title: >\n  Botox for\n  jaws", TITLE),
        ("title: |-\n  Botox for jaws", TITLE),
        ("title: Botox for\n  jaws", TITLE),
        ("\"title\": 'Botox for \"jaws\": it''s here'", TITLE),
        ("title: ¿Qué? Señora Bótox", TITLE),
        ('title: "Botox: what #1 is"', TITLE),
        ("title:\tBotox for jaws", TITLE),
        ("# a comment\norder: 7 # its place\n\n# another", "order: 7"),
        ("areas:\n  - forehead\n  - neck", "areas: [forehead, neck]"),
        ("areas:\n- forehead\n- neck", "areas: [forehead, neck]"),
        ("reviewer: ~\nreviewed: null", "reviewer:\nreviewed:"),
        ('published: "2026-11-22"', "published: 2026-11-22"),
        ("order: 7\ndraft: false", "order: 7"),
        ("sources: mayo-ona", "sources: [mayo-ona]"),
        (
            "  - {use: sample use, ruling: off-label, who: Everybody, sources: [fda-label-botox]}",
            "  - use: sample use\n    ruling: off-label\n    who: Everybody\n    sources: [fda-label-botox]",
        ),
    ],
)
def test_odd_but_right_yaml_is_accepted(new: str, instead_of: str) -> None:
    assert check(with_text(new, instead_of=instead_of)) == []


def test_a_review_in_the_future_is_refused_in_words_that_say_so() -> None:
    nobody = "nobody can have signed then. Write the day of the signature, or leave it empty."
    ahead = f'11:1: "reviewed" is a day that has not come yet (2027-01-01): {nobody}'
    signed = "reviewer: jane-doe\nreviewed: 2027-01-01"
    assert told(f"{signed} 5d0c7be1", instead_of="reviewer:\nreviewed:") == [ahead]
    assert ahead in told(signed, instead_of="reviewer:\nreviewed:")


def test_a_day_that_has_not_come_is_no_fact_unless_the_page_is_due_then() -> None:
    old = "updated: 2026-11-22\nsources_checked: 2026-11-22\nnext_review: 2027-11-22"
    new = "updated: 2026-11-24\nsources_checked: 2026-11-25\nnext_review: 2027-11-22"
    assert told(new, instead_of=old) == [
        '7:1: "updated" is a day that has not come yet (2026-11-24). Correct it.',
        '8:1: "sources_checked" is a day that has not come yet (2026-11-25). Correct it.',
    ]
