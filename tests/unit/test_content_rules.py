"""Each rule refuses its own example that fails, in just these words, and accepts the one that passes."""

import re
from functools import cache
from pathlib import Path

import pytest

from plugins.problems.problem import Problem
from plugins.rules.handbook import FILE, rules_as_markdown
from plugins.rules.page import Page, Place
from plugins.rules.rule import PAGE, RULES, Found, Rule
from plugins.rules.rule import rule as declare
from tests.support.sample_content import FILES, check, place_of_example, with_example

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
PLACED = [rule for rule in RULES.values() if rule.where]


def expected_messages() -> dict[str, list[str]]:
    """Read rule_messages.txt: what is said of each example, its lines counted from that of the example."""
    found: dict[str, list[str]] = {}
    rule = ""
    for line in (HERE / "rule_messages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            rule = line[2:]
            found[rule] = []
        elif line:
            found[rule].append(line)
    return found


@cache
def problems_of(rule: Rule, text: str) -> list[Problem]:
    """Return what is found in the sample site with an example of a rule; two tests look at the same."""
    return check(with_example(rule, text))


def said(rule: Rule, text: str) -> list[str]:
    """Return what is said of an example; in the file that holds it, lines are counted from its own."""
    base = place_of_example(rule) if rule.where in FILES else 0
    return [
        f"{problem.line - base:+}:{problem.column}: {problem.message}" if problem.path == rule.where else str(problem)
        for problem in problems_of(rule, text)
    ]


def test_the_sample_site_keeps_every_rule() -> None:
    assert check(FILES) == []


@pytest.mark.parametrize("rule", PLACED, ids=lambda rule: rule.id)
def test_the_failing_example_is_refused_in_these_words(rule: Rule) -> None:
    assert said(rule, rule.fails) == expected_messages()[rule.id]


@pytest.mark.parametrize("rule", PLACED, ids=lambda rule: rule.id)
def test_the_failing_example_breaks_the_rule_it_stands_for(rule: Rule) -> None:
    found = [problem for problem in problems_of(rule, rule.fails) if problem.rule == rule.id]
    assert found
    assert all(problem.is_warning is rule.is_warning for problem in found)


@pytest.mark.parametrize("rule", PLACED, ids=lambda rule: rule.id)
def test_the_passing_example_is_accepted(rule: Rule) -> None:
    assert said(rule, rule.passes) == []


def test_every_rule_has_a_sentence_and_two_examples() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[A-Z“\"].*\.|.*\"\.", rule.sentence, re.DOTALL), rule.id
        assert rule.fails.strip() or rule.passes.strip(), rule.id


def test_only_what_depends_on_the_day_or_waits_for_a_page_is_a_warning() -> None:
    assert [rule.id for rule in RULES.values() if rule.is_warning] == [
        "review-overdue",
        "sources-unchecked",
        "picture-unused",
    ]


def test_every_rule_id_in_the_code_has_a_rule() -> None:
    files = [file for room in ("problems", "reading", "rules") for file in PROJECT.glob(f"plugins/{room}/*.py")]
    named = re.compile(r'"((?:file|header|field|name|block|data|source)-[a-z]+(?:-[a-z]+)?)"')
    found = {name for file in files for name in named.findall(file.read_text(encoding="utf-8"))}
    assert found - set(RULES) == set()


def test_every_message_says_how_to_put_it_right_and_stands_on_one_line() -> None:
    for messages in expected_messages().values():
        for message in messages:
            assert re.search(
                r"\b(?:Write|Add|Put|Take|Start|Move|Make|Give|Say|Delete|Check|Keep|Correct|Did you mean|Rename|Call|"
                r"Indent|Split|Name|Describe|Compare|Use|Ask|Cite|Review|Read|Show|Tell|The blocks are)\b",
                message,
            ), message


def test_the_handbook_holds_every_rule_once() -> None:
    headings = re.findall(r"^### (.+)$", rules_as_markdown(), re.MULTILINE)
    assert sorted(headings) == sorted(RULES)


def test_the_handbook_is_made_from_the_rules() -> None:
    written = (PROJECT / FILE).read_text(encoding="utf-8")
    assert written == rules_as_markdown(), "Run: python -m plugins.rules.handbook"


def never_run(page: Page, day: str) -> Found:
    yield Place(page.path, 1, 1), day


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        (PAGE, """The rule "odd" needs ('page',), and its check takes ('page', 'day'). They have to be the same."""),
        (("page", "day"), """The rule "odd" needs ('page', 'day'), which nothing gives. It may be PAGE, IN_SITE or WHOLE_SITE."""),
    ],
)  # fmt: skip
def test_a_check_that_would_never_run_is_refused_where_it_is_declared(needs: tuple[str, ...], told: str) -> None:
    with pytest.raises(TypeError) as caught:
        declare("odd", fails="Odd", passes="Even", needs=needs)(never_run)
    assert str(caught.value) == told
    assert "odd" not in RULES
