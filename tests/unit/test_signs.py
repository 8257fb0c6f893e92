"""Signs that nobody sees, or that look like others, are named by word and place; what a text in English may hold is not."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading.front_matter import parse_header
from plugins.reading.signs import as_read, find_odd_signs
from plugins.reading.text import decode
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check, rule_ids, told, with_text

PROJECT = Path(__file__).resolve().parents[2]
PATH = "content/uses/acne.md"


def rules_of(text: str) -> list[str]:
    """Return the rules that a text breaks, each once, as it is read from a file."""
    return list(dict.fromkeys(problem.rule for problem in decode(PATH, text.encode())[1]))


@pytest.mark.parametrize(
    "sign",
    ["\u00ad", "\u034f", "\u061c", "\u115f", "\u17b4", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2060",
     "\u2064", "\u2066", "\u206a", "\u2800", "\u3164", "\ufe0f", "\uffa0", "\ufff9", "\ufffc", "\U0001d173", "\U000e0041",
     "\U000e0100", "\ue000", "\U000f0000", "\ufdd0", "\u0378"],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize("form", ["sa{}fe", "{}safe", "safe {} safe", "safe{}"])
def test_a_sign_that_nobody_sees_is_refused(sign: str, form: str) -> None:
    assert rules_of(form.format(sign)) == ["sign-invisible"]


@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\x0c", "\x7f", "\x80", "\x85", "\x9d", "\u2028", "\u2029", "\ufeff", "\ufffe"], ids=ascii
)
def test_a_sign_that_ends_a_line_or_rules_a_machine_is_refused(sign: str) -> None:
    assert rules_of(f"sa{sign}fe") == ["file-control-character"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("sign-invisible", "sa&shy;fe"),
        ("sign-invisible", "sa&#173;fe"),
        ("sign-invisible", "sa&#xAD;fe"),
        ("sign-invisible", "sa&ZeroWidthSpace;fe"),
        ("sign-invisible", "sa\\u200bfe"),
        ("sign-invisible", "sa\\U000E0041fe"),
        ("sign-letter", "s&#1072;fe"),
        ("sign-letter", "s\\u0430fe"),
        ("sign-letter", "\\ud835\\udc2cafe"),
        ("file-control-character", "sa&#2;fe"),
        ("sign-space", "Wait&emsp;30 minutes"),
        ("sign-encoding", "caf&#xFFFD;"),
    ],
)
def test_a_sign_that_is_written_by_its_name_or_number_is_refused_too(rule: str, text: str) -> None:
    assert rules_of(text) == [rule]


@pytest.mark.parametrize(
    "word",
    ["s\u0430fe", "\u0421AUTION", "doct\u03bfr", "\u0391sk", "s\u03b1fe", "\u03b1cne", "\u00b5se", "\u0585ne", "\u13a0sk", "\ua4d0sk",
     "\uff53\uff41\uff46\uff45", "\U0001d42c\U0001d41a\U0001d41f\U0001d41e", "\u210belp", "s\u24d0fe", "\U0001f170sk",
     "\U0001f1f8afe", "s\u1d00fe", "s\u0251fe", "med\u0131cal", "5\u1d57\u02b0", "37 \u00ba", "\u0430", "\u0421\u041e\u0420",
     "\u13da\u13aa\u13b0\u13ac", "Botul\u0131num", "d\u00f0ctor", "c\u0142inic", "y\u1ecdur", "\u0167reatment", "wow\uff01", "5 \u338e", "\u017fafe", "one\u3002"],
    ids=ascii,
)  # fmt: skip
def test_a_letter_that_only_looks_like_one_of_english_is_refused(word: str) -> None:
    assert rules_of(f"Is this {word} for you?") == ["sign-letter"]


@pytest.mark.parametrize("number", ["٣٠", "３０", "३०", "𝟑𝟎", "③", "⑶", "❸", "Ⅳ"])
def test_a_number_in_other_digits_is_refused(number: str) -> None:
    assert rules_of(f"Wait {number} days.") == ["sign-digit"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("sign-space", "a\u2003b"),
        ("sign-space", "a\u3000b"),
        ("sign-space", "a\u1680b"),
        ("sign-space", "wo\u202frd"),
        ("sign-space", "wo\u2009rd"),
        ("sign-space", "word \u00a0word"),
        ("sign-space", "word\u00a0\u00a0word"),
        ("sign-space", "word\u00a0\nword"),
        ("sign-indent", "word\n\u00a0word"),
        ("sign-indent", "word\n \u3000 word"),
    ],
)
def test_a_blank_that_is_none_of_typography_is_refused(rule: str, text: str) -> None:
    assert rules_of(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "s\u0336a\u0336f\u0336e\u0336",
        "sa\u0332fe",
        "Z\u0300\u0301\u0302algo",
        "sa\u20ddfe",
        "\u0301word",
        "s\u030cx\u0304e",
    ],
    ids=ascii,
)
def test_marks_that_stack_or_lie_over_letters_are_refused(text: str) -> None:
    assert rules_of(text) == ["sign-mark"]


@pytest.mark.parametrize(
    "text",
    ["donâ€™t", "JosÃ©", "5Â mg", "5Â°C", "vis-Ã -vis", "â€œOneâ€", "ï»¿One", "ï¿½", "cafÃ© and â„¢", "Î±-blocker", "don‚Äôt",
     "Jos√©", "5 ¬∞C", "donÔÇÖt", "Jos├®", "donвЂ™t", "ðŸ˜€", "2 Ã— 3", "don?t", "patient?s choice", "caf\ufffd"],
)  # fmt: skip
def test_what_a_wrong_encoding_has_left_is_refused(text: str) -> None:
    assert "sign-encoding" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    ["Wait 5\u00a0days, 5\u202fml or 10\u2009000.", "n\u2009=\u20095, 5\u00a0%", "Dr.\u00a0Smith and Ms.\u00a0Doe", "5 µg, 5 μg, 5 μmol/L, 5 kΩ",
     "an α-blocker, TNFα, IFNγ, Aβ, IL-1β, PGF2α, βhCG, αvβ3, ΔE, λmax, Δ9-THC", "α, β, γ and Ω", "5 cm², CO₂, 10⁶, ½, ⅓, 37 °C, №",
     "BOTOX® ™ © § † ‡ • · … – — ‘a’ “b” « » ¿ ¡ € £ ¢ ‰ ′ ″", "≥ ≤ ± × ÷ − ≈ → ← ↑ ✓ ☎ ★", "é ñ ü ç å ø ł ß æ œ ð þ Đà Nẵng, Nguyễn, Łódź",
     "Cafe\u0301, nai\u0308ve, Sa\u0303o, A\u030angstro\u0308m", "x\u0304 and p\u0302", "Adéba\u0301yo\u0323\u0300", "Dr. Yıldız, Aliyev Əli", "Łukasz or Lukasz, złoty, Þór, phở, Phạm Thị", "Oʻahu, Hawaiʻi",
     "the ﬁrst ﬂow", "/ˈboʊtɒks/ and [ˈbɒtjʊlɪnəm]", "❤ ❤️ ☎︎ ⚠️ ℹ️ 👩‍⚕️ 👍🏽 🇪🇸 1️⃣ 😀 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "off\u2011label, off\u2010label", "доктор и пациент, а он у окна", "東京 שלום नमस्ते",
     "Fish &amp; chips, a &lt; b, 5&nbsp;mg", "C:\\users and \\*stars\\*", "CAFÉ®, “É”, É…, AMANHÃ é, ≈£5", "Is it? So it is. /a?s=1", "Ménière’s, Sjögren’s"],
)  # fmt: skip
def test_what_an_english_text_may_hold_is_fine(text: str) -> None:
    assert rules_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is it sa\u00adfe?", "1:9: An invisible sign, U+00AD, stands in “sa·fe”. Delete it, or type the word anew."),
        ("One.\n**sa\u200bfe**", "2:5: An invisible sign, U+200B, stands in “sa·fe”. Delete it, or type the word anew."),
        ("A \ue000.", "1:3: A sign that no font has, U+E000, stands in “·”. Delete it, or type the word anew."),
        ("A caf\ufffd.", "1:6: A letter was lost in “caf\ufffd” (U+FFFD). Delete that sign, and type the word anew."),
        ("We donâ€™t.", "1:7: “donâ€™t” was saved or copied in a wrong encoding: “â€™” stands for “’”. Delete it, and type the word anew."),
        ("A\u2003b", "1:2: An odd space, U+2003, stands in “A·b”. Put an ordinary space there, or nothing."),
        ("A\n\u00a0\u00a0b", "2:1: An odd space, U+00A0, stands at the start of this line. Put ordinary spaces there."),
        ("A dоctor", "1:4: “о” (U+043E, Cyrillic small letter o) stands in “dоctor”. Write the word in English letters."),
        ("<text>sаfe</text>", "1:8: “а” (U+0430, Cyrillic small letter a) stands in “sаfe”. Write the word in English letters."),
        ("５ ml", "1:1: “５” (U+FF15, Fullwidth digit five) stands in “５”. Write the number with the digits 0 to 9."),
        ("x\u0336y", "1:2: A loose mark, U+0336, Combining long stroke overlay, stands in “x·y”. Delete it, or type the word anew."),
    ],
)  # fmt: skip
def test_a_sign_is_named_with_its_word_and_place(text: str, expected: str) -> None:
    assert [str(problem) for problem in decode(PATH, text.encode())[1]] == [f"{PATH}:{expected}"]


def test_of_a_word_full_of_them_one_is_named() -> None:
    assert [sign.offset for sign in find_odd_signs("s\u00ada\u00adf\u00ade is s\u00adafe, ｓａｆｅ")] == [1, 12, 18]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_accents_of_a_mac_and_all_line_ends_are_read_alike(end: str) -> None:
    text, problems = decode(PATH, f"\ufeffCafe\u0301{end}nai\u0308ve{end}".encode())
    assert (text, problems) == ("Café\nnaïve\n", [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("\u00a0 - use: sample use", "2:1: An odd space, U+00A0, stands at the start of this line. Put ordinary spaces there."),
        (" \u2003- use: sample use", "2:2: An odd space, U+2003, stands at the start of this line. Put ordinary spaces there."),
        ("  \t- use: sample use", "2:3: A tab. Indent with spaces instead."),
        ("  -\u00a0use: sample use", '2:4: An odd space, U+00A0, stands behind "-". Put an ordinary space there.'),
        ('  - use: "sam\\Lple"', '2:14: A "\\" between double quotation marks has a meaning of its own. Write it twice, or use single marks.'),
        ("  - use:\u00a0sample use", '2:9: An odd space, U+00A0, stands behind "use:". Put an ordinary space there.'),
    ],
)  # fmt: skip
def test_an_odd_blank_in_a_header_is_told_on_its_own_line(line: str, expected: str) -> None:
    header = parse_header(f"status:\n{line}\n    ruling: off-label\norder: 7", 1)
    assert [f"{number}:{column}: {told}" for number, column, _, told in header.findings] == [expected]


@pytest.mark.parametrize("path", [path for path in FILES if not path.endswith(".md")])
def test_a_sign_is_found_in_every_data_file(path: str) -> None:
    text = FILES[path].replace("ample", "am\u200bple").replace("Rosa", "Ro\u200bsa").replace("dummy", "dum\u200bmy")
    text = text.replace("fda-label-botox-cosmetic", "fda-\u200blabel") or "# A\u200bnote\n"
    assert "sign-invisible" in rule_ids(check({**FILES, path: text}))
    assert check({**FILES, path: f"\ufeff{FILES[path]}".replace("\n", "\r\n")}) == []


@pytest.mark.parametrize("path", ["content/blocks/call-today.md", "content/blocks/foot-education.md", SAMPLE])
def test_a_sign_is_found_in_every_text(path: str) -> None:
    text = re.sub(r"(\w)(\w+)(\W*)\Z", "\\1\u00ad\\2\\3", FILES[path])
    assert rule_ids(check({**FILES, path: text})) == ["sign-invisible"]


@pytest.mark.parametrize(
    "written",
    [
        "sa\u00adfe",
        "sa\ufe0ffe",
        "s\u0430fe",
        "ｓａｆｅ",
        "𝐬𝐚𝐟𝐞",
        "s\u1d00fe",
        "s\u03b1fe",
        "s\u0336a\u0336f\u0336e\u0336",
        "sa\ufb00e".replace("\ufb00", "\u200bf"),
    ],
    ids=ascii,
)
def test_rules_on_words_read_what_a_reader_reads(written: str) -> None:
    found = {
        (problem.rule, problem.line, problem.column) for problem in check(with_text(f"The drug is {written} for all."))
    }
    assert ("banned-word", 145, 13) in found


def test_a_promise_in_ligatures_or_with_a_hyphen_that_does_not_break_is_a_promise() -> None:
    advice = "If you write about the word itself, put it in quotation marks."
    assert told("It is the ﬁrst ﬂow, ❤️ and a risk\u2011free day.") == [
        f'145:30: "risk-free" promises too much. Say what the risks are. {advice}'
    ]


@pytest.mark.parametrize(
    ("text", "read", "offsets"),
    [
        ("plain’s", "plain's", []),
        ("a ﬁne", "a fine", [0, 1, 2, 2, 3, 4, 5]),
        ("❤\ufe0f so\u00adft", "❤ soft", [0, 2, 3, 4, 6, 7, 8]),
        ("5 μg of an α-blocker, 5 cm²", "5 μg of an α-blocker, 5 cm²", []),
    ],
)
def test_what_is_read_leads_back_to_what_is_written(text: str, read: str, offsets: list[int]) -> None:
    assert as_read(text) == (read, offsets)


def test_a_console_that_lacks_a_letter_is_given_its_number() -> None:
    words = [sys.executable, "-c", "import tasks; print('“d\u043ector”')"]
    printed = subprocess.run(
        words, cwd=PROJECT, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=True, text=True
    )
    assert printed.stdout == "\\u201cd\\u043ector\\u201d\n"


@pytest.mark.parametrize(
    "signs",
    [
        "\u00ad",
        "\u00a0",
        "a\u00a0",
        "\u0430",
        "ab\u0430",
        "ж",
        "ɑ/",
        "а\u0301",
        "â€™",
        "☎\u200d",
        "&shy;",
        "\u0336",
        "\ufdfa",
    ],
    ids=ascii,
)
def test_a_file_full_of_them_is_read_in_no_time(signs: str) -> None:
    text = "a" + signs * (20_000 // len(signs))
    begun = time.process_time()
    assert len(decode(PATH, text.encode())[1]) <= 20
    as_read(text)
    assert time.process_time() - begun < 5


@pytest.mark.fuzz
@given(st.text(max_size=60))
def test_any_text_leads_back_and_each_sign_has_its_place(text: str) -> None:
    read, offsets = as_read(text)
    assert len(offsets or text) == len(read) + bool(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= sign.offset < len(text) and "\n" not in sign.told for sign in find_odd_signs(text))


INVISIBLE = st.characters(categories=["Cf", "Co", "Cn", "Zl", "Zp"])


@pytest.mark.fuzz
@given(st.sampled_from(sorted(FILES)), INVISIBLE, st.integers(0, 10_000))
def test_an_invisible_sign_anywhere_in_any_file_is_refused_in_it(path: str, sign: str, place: int) -> None:
    text = FILES[path]
    place %= len(text) + 1
    _, found = decode(path, f"\ufeff{text[:place]}{sign}{text[place:]}".encode())
    assert any(f"U+{ord(sign):04X}" in problem.message for problem in found)
