"""Problems are told to people, programs, test reports and GitHub, each as they need it."""

import io
import json
import xml.etree.ElementTree as etree

from plugins.problems.problem import Problem
from plugins.problems.reporting import (
    as_annotations,
    as_json,
    as_junit,
    as_summary,
    as_text,
    wants_color,
)

ERROR = Problem("content/uses/a, b.md", 3, 5, "banned-word", '100% "safe": <b> | `x`.\nSay: less.')
OTHER = Problem("content/uses/acne.md", 0, 0, "page-missing", "It is missing. Write it.")
WARNING = Problem("content/uses/acne.md", 9, 1, "review-overdue", "It is overdue. Review it.", is_warning=True)
NOTE = Problem("content/uses/acne.md", 9, 1, "not-listed", "It is left out. Sign it.", is_warning=True)
ALL = [ERROR, OTHER, WARNING]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_people_get_a_line_for_each_problem_and_a_tally() -> None:
    assert as_text([OTHER, WARNING]) == (
        "content/uses/acne.md:1:1: It is missing. Write it.\n"
        "content/uses/acne.md:9:1: Warning: It is overdue. Review it.\n"
        "1 problem in 1 file. 1 warning, which does not stop a build. Nothing was built."
    )


def test_no_problem_is_said_to_be_none_and_warnings_stop_nothing() -> None:
    assert as_text([]) == "No problems."
    assert as_text([WARNING, WARNING]).endswith("2 warnings, which do not stop a build.")


def test_people_get_what_follows_from_one_cause_once_with_all_its_places() -> None:
    told = 'There is no page "/uses/acne/". Write its new address.'
    links = [Problem(f"content/pages/{name}.md", 3, 1, "link-broken", told) for name in "abcdefghi"]
    others = ", ".join(f"content/pages/{name}.md:3" for name in "bcdefg")
    assert as_text([ERROR, *links]) == (
        f"{ERROR}\ncontent/pages/a.md:3:1: {told} The same stands in 8 more places: {others} and 2 more.\n"
        "2 problems in 2 files. Nothing was built."
    )
    assert as_text(links[:1]).startswith(f"content/pages/a.md:3:1: {told}\n1 problem")
    assert json.loads(as_json(links))["errors"] == len(links)


def test_color_marks_the_place_and_leaves_the_words_whole() -> None:
    plain = as_text(ALL)
    colored = as_text(ALL, color=True)
    assert "\033[" not in plain
    for code in ("\033[1m", "\033[31m", "\033[33m", "\033[0m"):
        assert code in colored
        colored = colored.replace(code, "")
    assert colored == plain


def test_color_is_only_for_a_terminal_and_never_with_no_color() -> None:
    assert wants_color(Terminal(), {"TERM": "xterm"})
    assert not wants_color(io.StringIO(), {"TERM": "xterm"})
    assert not wants_color(Terminal(), {"TERM": "xterm", "NO_COLOR": "1"})
    assert not wants_color(Terminal(), {"TERM": "dumb"})


def test_programs_get_json() -> None:
    told = json.loads(as_json(ALL))
    assert (told["errors"], told["warnings"]) == (2, 1)
    assert told["problems"][0] == {
        "file": "content/uses/a, b.md",
        "line": 3,
        "column": 5,
        "rule": "banned-word",
        "subject": "",
        "severity": "error",
        "message": '100% "safe": <b> | `x`.\nSay: less.',
    }


def test_a_test_report_has_a_failed_test_for_each_file_with_an_error() -> None:
    suite = etree.fromstring(as_junit([*ALL, Problem("content/x.md", 1, 1, "html", "A\x00B\x1b.")]))[0]
    assert suite.attrib == {"name": "content", "tests": "3", "failures": "3", "errors": "0"}
    assert [case.get("name") for case in suite] == ["content/uses/a, b.md", "content/uses/acne.md", "content/x.md"]
    assert suite[0][0].get("type") == "banned-word"
    assert suite[1].findtext("system-out") == "content/uses/acne.md:9:1: It is overdue. Review it."
    assert suite[2].findtext("failure") == "content/x.md:1:1: AB."


def test_a_test_report_of_a_good_site_has_one_test_that_passed() -> None:
    suite = etree.fromstring(as_junit([]))[0]
    assert suite.attrib["tests"] == "1"
    assert suite.attrib["failures"] == "0"


def test_github_gets_escaped_annotations() -> None:
    assert as_annotations(ALL) == (
        "::error file=content/uses/a%2C b.md,line=3,col=5,title=banned-word::"
        '100%25 "safe": <b> | `x`.%0ASay: less.\n'
        "::error file=content/uses/acne.md,line=1,col=1,title=page-missing::It is missing. Write it.\n"
        "::warning file=content/uses/acne.md,line=9,col=1,title=review-overdue::It is overdue. Review it.\n"
    )


def test_github_gets_the_first_ten_and_is_told_of_the_rest() -> None:
    told = as_annotations([OTHER] * 12).splitlines()
    assert len(told) == 11
    assert told[-1] == "::notice::2 more are in the summary of this job."


def test_the_summary_of_a_job_is_a_table_that_no_message_can_break() -> None:
    assert as_summary(ALL) == (
        "## Content check\n\n"
        "2 problems in 2 files. 1 warning, which does not stop a build.\n\n"
        "| Where | What to do | Rule |\n| --- | --- | --- |\n"
        '| `content/uses/a, b.md:3` | 100% "safe": &lt;b&gt; \\| \\`x\\`. Say: less. | banned-word |\n'
        "| `content/uses/acne.md:1` | It is missing. Write it. | page-missing |\n"
        "| `content/uses/acne.md:9` | Warning: It is overdue. Review it. | review-overdue |\n"
    )


def test_a_note_is_no_problem_in_any_report() -> None:
    assert as_text([], [NOTE]) == "content/uses/acne.md:9:1: Note: It is left out. Sign it.\nNo problems."
    assert as_text([WARNING], [NOTE]).endswith(
        "Note: It is left out. Sign it.\n1 warning, which does not stop a build."
    )
    told = json.loads(as_json([], [NOTE]))
    assert (told["errors"], told["warnings"], told["problems"]) == (0, 0, [])
    assert [(note["file"], note["severity"]) for note in told["notes"]] == [("content/uses/acne.md", "note")]
    suite = etree.fromstring(as_junit([], [NOTE]))[0]
    assert (suite.get("failures"), suite[0].get("name")) == ("0", "content/uses/acne.md")
    assert suite[0].findtext("system-out") == "content/uses/acne.md:9:1: Note: It is left out. Sign it."
    assert as_annotations([], [NOTE]) == (
        "::notice file=content/uses/acne.md,line=9,col=1,title=not-listed::It is left out. Sign it.\n"
    )
    assert as_summary([], [NOTE]).endswith(
        "| `content/uses/acne.md:9` | Note: It is left out. Sign it. | not-listed |\n"
    )
