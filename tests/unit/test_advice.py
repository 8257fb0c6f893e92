"""Advice fits the value that it is given: what an editor copies out of a message puts the mistake right."""

import pytest

from tests.support.sample_content import check, with_text

TITLE, ORDER, WHO = "title: Botox for sample use", "order: 7", "    who: Everybody"
PUBLISHED, AREAS, SOURCES = "published: 2026-11-22", "areas: [forehead, neck]", "    sources: [mayo-ona]"
GLOSSARY, MEANS = "content/data/glossary.toml", 'means = "A dummy"'


@pytest.mark.parametrize(
    ("instead_of", "wrong", "advice"),
    [
        (TITLE, "title: Botox #1 facts", 'in quotes: title: "Botox #1 facts".'),
        (TITLE, "title: Botox # 1 facts", 'in quotes: title: "Botox # 1 facts".'),
        (WHO, "    who: All #1 people", 'in quotes: who: "All #1 people".'),
        (TITLE, "title: “Botox”", 'Write it without them: title: "Botox".'),
        (TITLE, "title: 'Botox: what's new'", 'in quotes: title: "Botox: what\'s new".'),
        (TITLE, 'title: "say "Botox" now"', "in quotes: title: 'say \"Botox\" now'."),
        (TITLE, 'title: "Botox" and "Dysport"', "in quotes: title: '\"Botox\" and \"Dysport\"'."),
        (TITLE, "title: [x]", 'Write it in quotes: title: "x".'),
        (TITLE, "title: {x}", 'Write it in quotes: title: "x".'),
        (TITLE, "title: 1.10", 'Put it in quotes, such as "1.10".'),
        (TITLE, "title: true", 'Put it in quotes, such as "true".'),
        (TITLE, "title: %x", 'in quotes: title: "%x".'),
        (TITLE, "title: ~", '"~" in YAML means that title is empty. Add a line such as "title: Botox for chronic migraine".'),
        (TITLE, 'title = "Botox"', 'Write "title: "Botox"".'),
        (ORDER, 'order: 7\ndraft: "false"', 'Write "draft: false".'),
        (ORDER, "order: 7\ndraft: no", 'Write "draft: false".'),
        (ORDER, 'order: 7\ndraft: "true"', 'Write "draft: true".'),
        (ORDER, "order: 7\ndraft: maybe", 'Write "draft: true" or "draft: false".'),
        (ORDER, 'order: "9"', 'Write "order: 9".'),
        (ORDER, "order: 9th", 'Write "order: 9".'),
        (ORDER, "order: 1000", '"order" cannot be "1000": 999 at most. Correct the number.'),
        (PUBLISHED, "published: 22.11.2026", "Write 2026-11-22."),
        (PUBLISHED, "published: November 22, 2026", "Write 2026-11-22."),
        (PUBLISHED, "published: 2026-1-5", "Write 2026-01-05."),
        (PUBLISHED, "published: 03/04/2026", "Write year-month-day, such as 2026-11-22."),
        (AREAS, "areas: jaw and chin", 'Write "areas: [jaw, chin]", or one entry a line, each after "- ".'),
        (SOURCES, "    sources: mayo-ona, botox-medication-guide", '"sources: [mayo-ona, botox-medication-guide]".'),
        (SOURCES, "    sources: [@mayo-ona]", 'without "@". Write "sources: [mayo-ona]".'),
    ],
)  # fmt: skip
def test_advice_on_a_header_holds_the_value_of_the_editor(instead_of: str, wrong: str, advice: str) -> None:
    messages = [problem.message for problem in check(with_text(wrong, instead_of=instead_of))]
    assert any(message.endswith(advice) for message in messages), messages


@pytest.mark.parametrize(
    "header",
    [PUBLISHED + " # the first day", "    ruling: off-label # see the label", 'title: "Botox #1 for sample use"', "title: Botox #", "# A remark\n" + TITLE],
)  # fmt: skip
def test_a_remark_behind_a_date_or_a_word_of_a_list_is_a_remark(header: str) -> None:
    name = header.strip().partition(":")[0]
    instead_of = {"published": PUBLISHED, "ruling": "    ruling: off-label"}.get(name, TITLE)
    told = {problem.rule for problem in check(with_text(header, instead_of=instead_of))}
    assert told == ({"field-cut"} if header == "title: Botox #" else set())


@pytest.mark.parametrize(
    ("path", "instead_of", "wrong", "advice"),
    [
        (GLOSSARY, MEANS, "means = A #1 dummy", 'Write it as: means = "A #1 dummy".'),
        (GLOSSARY, MEANS, "means = “A dummy”", 'Write it as: means = "A dummy".'),
        (GLOSSARY, MEANS, "means = 'It's so'", 'marks: means = "It\'s so".'),
        (GLOSSARY, MEANS, 'means = "A "dummy" drug"', "marks: means = 'A \"dummy\" drug'."),
        (GLOSSARY, MEANS, 'means: "A dummy"', 'Write it as: means = "A dummy".'),
        (GLOSSARY, MEANS, "means = 2026-11-22", 'Write: means = "2026-11-22".'),
        (GLOSSARY, MEANS, 'also = "sham"\nmeans = "A dummy"', 'Write: also = ["sham"].'),
        (GLOSSARY, MEANS, '// A remark\nmeans = "A dummy"', 'A remark starts with "#" here. Write that in the place of "//".'),
        (GLOSSARY, "[terms.placebo]", "[terms.women's rôle]", 'Write "[terms.womens-role]".'),
        (GLOSSARY, "[terms.placebo]", "terms.placebo]", '"[terms.placebo]".'),
        ("content/data/reviewers.toml", "[reviewers.jane-doe]", "[reviewers.Jane Doe]", 'Write "[reviewers.jane-doe]".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": “mayo”', 'The quotation marks are curly. Write: "mayo".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": "The "best" one"', 'Write: "The \\"best\\" one".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '// A remark\n"title": "x"', "holds no remarks. Take it out."),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": None', "Write: null."),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": "mayo-ona", "volume": 12', 'Write: "volume": "12".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": null', '"title" is empty. Fill it in.'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": "mayo-ona", "note": null', '"note" is empty. Fill it in, or take the line out.'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": "a\tb"', "Write a blank in its place."),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": "a";', 'Write "," here.'),
        (GLOSSARY, MEANS, "means = “A dummy” # a remark", 'means = "A dummy" # a remark.'),
        (GLOSSARY, MEANS, 'means = "Botox" and "Dysport"', "marks: means = '\"Botox\" and \"Dysport\"'."),
        (GLOSSARY, MEANS, 'means == "A dummy"', 'and nothing else. Write it as: means = "A dummy".'),
        (GLOSSARY, MEANS, 'means = "A dummy",', 'A sign stands behind the closing quotation mark. Write it as: means = "A dummy".'),
        (GLOSSARY, MEANS, '- means = "A dummy"', 'No "-" stands in front of a name. Write it as: means = "A dummy".'),
        (GLOSSARY, MEANS, 'also of = "A dummy"', 'A name has no blank in it. Write it as: also_of = "A dummy".'),
        (GLOSSARY, MEANS, "means = 2026-13-45", 'needs quotation marks. Write it as: means = "2026-13-45".'),
        (GLOSSARY, MEANS, "also = [sham, “fake”]", 'Each text of a list needs straight quotation marks. Write it as: also = ["sham", "fake"].'),
        (GLOSSARY, MEANS, "also = [5]", 'Each entry of "also" must be one text in quotation marks. Write: "5".'),
        (GLOSSARY, MEANS, 'also = ["sham" "fake"]', 'or a comma is missing. Check the commas, and add "]".'),
        (GLOSSARY, "[terms.placebo]", "[[terms.placebo]]", 'Write "[terms.placebo]" on a line of its own above its fields.'),
        (GLOSSARY, "[terms.placebo]", "[terms.]", 'A name is missing between the brackets. Write "[terms.name]".'),
        ("content/data/reviewers.toml", "[reviewers.jane-doe]", "[reviewers.Jane Doe, M.D.]", 'Write "[reviewers.jane-doe-m-d]".'),
        ("content/data/sources.json", '"title": "mayo-ona"', "\"title\": 'The \"best\" one'", 'The quotation marks are single. Write: "The \\"best\\" one".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": No effect, of any', 'Quotation marks are missing. Write: "No effect, of any".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '“title”: "mayo"', 'The quotation marks are curly. Write: "title".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title: "mayo"', 'A quotation mark is missing behind the name. Write: "title": "mayo".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title" = "mayo"', 'Write ":" here.'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"page": 804-814', 'Quotation marks are missing. Write: "804-814".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": "a" "note": "b"', "A comma is missing before this place, on this line or the one above. Add it."),
        ("content/data/sources.json", '"title": "mayo-ona"', '"title": ["Botox for the neck"]', 'Write: "title": "Botox for the neck".'),
        ("content/data/sources.json", '"title": "mayo-ona"', '"authors_incomplete": "maybe"', 'Write: "authors_incomplete": true or false.'),
    ],
)  # fmt: skip
def test_advice_on_a_data_file_holds_the_value_of_the_editor(
    path: str, instead_of: str, wrong: str, advice: str
) -> None:
    found = [problem for problem in check(with_text(wrong, path, instead_of)) if problem.path == path]
    assert any(problem.message.endswith(advice) for problem in found), found
