"""Rules on words look past quotations, denials and questions; rules on claims, terms and the FDA know honest text."""

# A message stands whole on its line.

import pytest

from tests.support.sample_content import check, told, with_text

QUOTE = "If you write about the word itself, put it in quotation marks."


@pytest.mark.parametrize(
    "text",
    [
        "“Safe” is a word that we do not use.",
        'Somebody said "it is proven" to you.',
        "No treatment is safe for everybody.",
        "It is not a cure, and it was never proven.",
        "Is it safe for me?",
        "Could the change be permanent?",
        "What is best for me?",
        "At best it lasts some months.[@mayo-ona]",
        "Ask about safety, and about best-before dates.",
        "Say if you have asthma.",
    ],
)
def test_a_word_that_is_quoted_denied_or_asked_about_is_accepted(text: str) -> None:
    assert [problem for problem in check(with_text(text)) if problem.rule == "banned-word"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Botox is safe.", f'107:10: "safe" promises too much. Say what the risks are, and for whom. {QUOTE}'),
        ("Why is Botox so safe?", f'107:17: "safe" promises too much. Say what the risks are, and for whom. {QUOTE}'),
        ("This is not new, but it is proven.", f'107:28: "proven" promises too much. Say which study found it. {QUOTE}'),
        ("A risk-free day.", f'107:3: "risk-free" promises too much. Say what the risks are. {QUOTE}'),
        ("The results are **guaranteed**.", f'107:19: "guaranteed" promises too much. Say what was found, on average, and in how many people. {QUOTE}'),
        ("There are no side\neffects.", f'107:11: "no side effects" promises too much. Name the side effects. {QUOTE}'),
        ("Clinically\nproven.", f'108:1: "proven" promises too much. Say which study found it. {QUOTE}'),
        ("| Visit | What |\n| --- | --- |\n| First | the best |", f'109:15: "best" promises too much. Say what it was compared with, and what was found. {QUOTE}'),
    ],
)  # fmt: skip
def test_a_promise_is_told_at_its_word(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_promise_in_the_header_is_told_at_its_word() -> None:
    summary = "summary: >-\n  Botox for this use is off-label, and\n  the studies are small. It is safe."
    old = "summary: Botox for this use is off-label. It may help some people, but studies are small or disagree."
    assert told(summary, instead_of=old) == [
        f'7:32: "safe" promises too much. Say what the risks are, and for whom. {QUOTE}'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In one trial, pain fell in 44 in 100 people.",
        "Pain fell by 30 percent.",
        "The toxin spreads.",
        "It lasts 4 months.",
        "Studies show a gain.",
        "- In a trial of 30 people, pain fell.",
        "People have died.",
    ],
)
def test_a_claim_without_a_source_is_refused_and_with_one_accepted(text: str) -> None:
    assert [problem.rule for problem in check(with_text(text))] == ["claim-uncited"]
    assert check(with_text(f"{text}[@mayo-ona]")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bring a list of your medicines.",
        "We found no figures on this.",
        "Does it help in 3 of 10 people?",
        "For example, with 20 headache days, a fall of 30 percent is 6 days.",
        "Signs are listed in the guide:[@mayo-ona]\n\n- In a trial of 30 people, pain fell.\n- The toxin spreads.",
        "For 2 weeks before, write down when it hurts.",
        "Come back after 12 weeks.",
    ],
)
def test_text_that_claims_nothing_of_its_own_needs_no_source(text: str) -> None:
    assert check(with_text(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The National Institutes of Health (NIH) says so. Ask NIH.",
        "NIH, the US health research agency, says so.[@mayo-ona]",
        "TMJ is the short name of the jaw joint.",
        "A journal (the BMJ) has a guideline.",
        "PREEMPT 1 and PREEMPT 2 were alike.",
        "We use DISCERN and PEMAT, two checklists.",
        "Type II differs from type IV.",
        "The FDA and the UK differ.",
    ],
)
def test_an_abbreviation_that_is_explained_or_known_is_accepted(text: str) -> None:
    assert check(with_text(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The FDA has not approved it for acne.[@fda-label-botox]",
        "Acne is not an FDA-approved use.[@fda-label-botox]",
        "Is my use approved by the FDA?",
        "This use is off-label. The FDA has not approved it.[@fda-label-botox]",
    ],
)
def test_saying_that_a_use_is_not_approved_is_accepted(text: str) -> None:
    assert check(with_text(text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The FDA approved it for acne in 2024.", "approval-in-one-breath"),
        ("### FDA-approved for oily skin", "approval-in-one-breath"),
        ("Botox is approved by the FDA.", "status-disagrees"),
        ("Your plan covers it.", "money-promise"),
        ("It is covered by your plan.", "money-promise"),
        ("Get 20% off.", "money-promise"),
        ("OR 1.5 was found.", "statistics-word"),
        ("The 95% CI was wide.", "statistics-word"),
        ("We got five-star reviews.", "testimonial"),
        ("It works better than Xeomin.[@mayo-ona]", "selling-word"),
        ("Call now!", "selling-word"),
        ("Take 20 U.", "dose-off-label"),
        ("Botox improves jaw pain.[@mayo-ona]", "hedge-missing"),
        ("DO NOT WAIT.", "abbreviation"),
    ],
)
def test_other_words_are_refused(text: str, rule: str) -> None:
    assert rule in {problem.rule for problem in check(with_text(text))}


@pytest.mark.parametrize("text", ["Whether a plan pays depends on the plan.", "It is not covered for looks.", "The page covers what to do.", "Heart disease is the leading cause of death.[@mayo-ona]", "A star chart starts here.", "Eat a normal meal."])  # fmt: skip
def test_honest_words_that_look_alike_are_accepted(text: str) -> None:
    assert check(with_text(text)) == []
