"""Rules on words look past quotations, denials and questions; rules on claims, terms and the FDA know honest text."""

# A message stands whole on its line.

import pytest

from plugins.markup.tree import Block
from plugins.rules.claims import first_claim, is_claim
from tests.support.sample_content import SUMMARY, check, told, with_text

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
        ("Botox is safe.", f'145:10: "safe" promises too much. Say what the risks are, and for whom. {QUOTE}'),
        ("Why is Botox so safe?", f'145:17: "safe" promises too much. Say what the risks are, and for whom. {QUOTE}'),
        ("This is not new, but it is proven.", f'145:28: "proven" promises too much. Say which study found it. {QUOTE}'),
        ("A risk-free day.", f'145:3: "risk-free" promises too much. Say what the risks are. {QUOTE}'),
        ("The results are **guaranteed**.", f'145:19: "guaranteed" promises too much. Say what was found, on average, and in how many people. {QUOTE}'),
        ("There are no side\neffects.", f'145:11: "no side effects" promises too much. Name the side effects. {QUOTE}'),
        ("Clinically\nproven.", f'146:1: "proven" promises too much. Say which study found it. {QUOTE}'),
        ("| Visit | What |\n| --- | --- |\n| First | the best |", f'147:15: "best" promises too much. Say what it was compared with, and what was found. {QUOTE}'),
    ],
)  # fmt: skip
def test_a_promise_is_told_at_its_word(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_promise_in_the_header_is_told_at_its_word() -> None:
    summary = "summary: >-\n  It may help some people, but most of\n  the studies are small. It is safe."
    assert told(summary, instead_of=SUMMARY) == [
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


CLAIMS = (
    "Half of the people had less pain.",
    "Nine in ten people felt less pain.",
    "One in five people had a headache.",
    "1 in 5 people had pain.",
    "Two thirds of people got better.",
    "Most people feel better.",
    "Most patients had fewer headaches.",
    "Many people have side effects.",
    "Few people get a drooping eyelid.",
    "It works for most adults.",
    "It works for migraine.",
    "It works well for sweating.",
    "The injections ease the pain.",
    "The injections ease pain.",
    "Injections of the toxin reduce sweat.",
    "The effect lasts about 3 months.",
    "It lasts for months.",
    "The results last three to four months.",
    "The pain falls by 30%.",
    "Pain fell by half.",
    "Sweating fell by 80 per cent.",
    "Twice as many people had relief.",
    "It doubles the chance of relief.",
    "A third of patients had a headache.",
    "A quarter had neck pain.",
    "Headaches are the most common side effect.",
    "Side effects are rare.",
    "Serious side effects are uncommon.",
    "It is effective for acne.",
    "It is an effective treatment.",
    "The treatment is effective.",
    "This can cause weakness.",
    "You will have fewer headaches.",
    "You will sweat less.",
    "Your headaches will go away.",
    "People had 9 fewer headache days.",
    "It takes 2 weeks to work.",
    "You will see a result after two weeks.",
    "It relaxes the muscle.",
    "It relieves headaches in adults.",
    "Ten percent of patients had nausea.",
    "The drug is stronger than placebo.",
    "It helps with migraine.",
    "These shots prevent headaches.",
    "The shots help with sweat.",
    "Treatment cuts the number of headaches.",
    "People who had it were happier than those on placebo.",
    "More than 80 out of 100 people were dry.",
    "Several hundred people took part and felt better.",
    "Thousands of people have had it without harm.",
    "The risk of death is low.",
    "It may lead to infection.",
    "Over 1 million people have used it.",
    "It improves your mood.",
    "Relief comes within days.",
    "Sweat drops by 80-90 %.",
    "It hurts less than a flu shot.",
    "The needle causes bruises.",
    "Botox injections stop the sweat for months.",
    "Four out of five were satisfied.",
    "Most people get better.",
    "Most people ask for it again.",
    "Most people bring a list and feel less pain.",
    "Nearly everyone had clearer skin.",
    "It hurts fewer than one in a thousand.",
    "The injections double the time without pain.",
    "Many patients report smaller pores.",
)
NO_CLAIMS = (
    "Bring 2 questions to your visit.",
    "The office opened on May 3, 2024.",
    "Call 1-800-FDA-1088.",
    "You must be 18 or older.",
    "Ask how long it lasts.",
    "Ask whether it works for you.",
    "Most plans ask for a letter first.",
    "Ask your doctor about half doses.",
    "Bring half a page of notes.",
    "Write down your headaches for 4 weeks.",
    "Wait 4 hours before you lie down.",
    "Does it work for half of the people?",
    "Ask your clinician what most people feel.",
    "The guide has 12 pages.",
    "Come 10 minutes early.",
    "Go to 123 Wilshire Boulevard, Suite 4.",
    "We do not know how many people it helps.",
    "It is not known whether it works.",
    "One of the questions is about cost.",
    "You can stop at any time.",
    "Keep a diary of your days.",
    "The nurse will help you sit down.",
    "Ask who treats you.",
    "Most of all, ask questions.",
    "Tell them if you are over 65.",
    "Read section 2 of the label.",
    "If it does not work, talk to us.",
    "See if it works for you.",
    "It takes courage to ask.",
    "Many people have questions.",
    "Most people bring a list.",
    "Most patients write their questions down.",
    "Your plan may pay for a part.",
    "The visit takes about 30 minutes.",
    "Two of the trials disagree.",
)


def test_figures_in_words_and_effects_without_the_name_of_the_drug_are_claims() -> None:
    assert [text for text in CLAIMS if not is_claim(text)] == []
    block = Block("text", 0, 0, 0, 0)
    assert [text for text in NO_CLAIMS if first_claim(block._replace(text=text)) is not None] == []


QUESTIONS = "- What can I try first?"
UNCITED = 'This says what the drug does, or gives a figure, without a source. Add one, such as "[@source-id]".'


@pytest.mark.parametrize(
    ("text", "instead_of", "expected"),
    [
        ("- Pain fell in 9 in 10 people.", QUESTIONS, [f"149:3: {UNCITED}"]),
        ("- Does it work in 9 in 10 people?", QUESTIONS, []),
        ("Ask your plan. Pain fell in 9 in 10 people.", "Ask your plan.", [f"139:16: {UNCITED}"]),
        (
            "| Visit | What |\n| --- | --- |\n| First | Half of the people had less pain |",
            "Much is open.",
            [f"147:3: {UNCITED}"],
        ),
        (
            "| Visit | What |\n| --- | --- |\n| First | Half of the people had less pain[@mayo-ona] |",
            "Much is open.",
            [],
        ),
        (
            "In a trial:[@mayo-ona]\n\n| Visit | What |\n| --- | --- |\n| First | Half of the people had less pain |",
            "Much is open.",
            [],
        ),
        ("### Pain fell by half\n\nIn one trial, pain fell.[@mayo-ona]", "Much is open.", []),
        (
            "### Pain fell by half\n\nAsk about it.",
            "Much is open.",
            [
                "145:5: This title says what the drug does, or gives a figure. Cite its source in the first sentence below it."
            ],
        ),
        (
            "title: Less pain in 9 in 10 people",
            "title: Botox for sample use",
            ['2:21: "9 in 10" stands nowhere in the text with a source. Write it there, and cite the source.'],
        ),
        (
            "detail: It lasts 4 months.",
            "detail: So does a talk with your dentist.",
            [
                '34:13: This says what the drug does, or gives a figure, without a source. Name one in "sources" beside it.'
            ],
        ),
    ],
)
def test_a_claim_is_told_in_every_part_of_a_page(text: str, instead_of: str, expected: list[str]) -> None:
    assert told(text, instead_of=instead_of) == expected


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
