"""Rules on words: what may not be promised, what frightens or blames, what only sells.

To refuse another word, add a Phrase to the list where it belongs. To refuse words for another reason, add a list, and
its rule to WORD_RULES.
"""

from dataclasses import dataclass

from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, Found, Site, rule
from plugins.rules.wording import Phrase, compiled, find_phrases, is_quoted

QUOTING = "If you write about the word itself, put it in quotation marks."
PROMISES = (
    Phrase(("safe",), r"\bsafe(?:r|st|ly)?\b(?![- ]deposit)", "Say what the risks are, and for whom."),
    Phrase(("risk-free", "risk free"), r"\brisk[- ]free\b", "Say what the risks are."),
    Phrase(("painless", "pain-free"), r"\b(?:painless(?:ly)?|pain-free)\b", "Say how much it hurts, and for how long."),
    Phrase(("guarantee",), r"\bguarantee(?:s|d|ing)?\b", "Say what was found, on average, and in how many people."),
    Phrase(("cure", "curing"), r"\b(?:cure[sd]?|curing)\b", "Say what it does for how long."),
    Phrase(("permanent",), r"\bpermanent(?:ly)?\b", 'Say how long it lasts; for harm, write "for good".'),
    Phrase(("miracle", "miraculous"), r"\b(?:miracles?|miraculous(?:ly)?)\b", "Say what was found, with the figures."),
    Phrase(("proven",), r"\bproven\b", "Say which study found it."),
    Phrase(("dramatic",), r"\bdramatic(?:ally)?\b", "Give the figures."),
    Phrase(("best",), r"(?<!\bat\s)\bbest\b(?![- ]before)", "Say what it was compared with, and what was found."),
    Phrase(("eliminat",), r"\beliminat(?:e|es|ed|ing|ion)\b", "Say by how much it falls, and in how many people."),
    Phrase(("no side", "without side"), r"\b(?:no|without(?: any)?)\s+side[- ]effects?\b", "Name the side effects.", False),
    Phrase(("most patients", "most people"), r"\bmost (?:patients|people) (?:notice|see|feel|love)\b", "Give the figures."),
    Phrase(("works every", "always works"), r"\b(?:works every time|always works)\b", "Say in how many people it worked."),
    Phrase(("100%", "100 %", "100 percent"), r"\b100 ?(?:%|percent) (?:safe|effective|natural)\b", "Give the figures."),
    Phrase(("instant",), r"\binstant(?:ly)? (?:results?|relief|improvements?)\b", "Say when the effect starts."),
)  # fmt: skip
PRAISE = (
    Phrase(("promising",), r"\bpromising\b", "Say what is missing, such as a comparison group."),
    Phrase(("preliminary",), r"\bpreliminary\b", "Say what is missing, such as a comparison group."),
    Phrase(("pilot",), r"\bpilot (?:study|studies|trials?|data|results?|research)\b", "Say how many people took part."),
    Phrase(
        ("initial",),
        r"\binitial (?:study|studies|trials?|data|results?|research|findings?|evidence)\b",
        "Say what is missing, such as a comparison group.",
    ),
    Phrase(("breakthrough", "revolutionary", "game-changer", "game changer"),
           r"\b(?:breakthrough|revolutionary|game[- ]changer)s?\b", "Say what was found."),
)  # fmt: skip
FEAR = (
    Phrase(("suffer",), r"\bsuffer(?:s|ed|ing)?\b(?: from)?", 'Write "have": "people who have migraine".'),
    Phrase(("sufferer",), r"\bsufferers?\b", 'Write "people with migraine".'),
    Phrase(("migraineur",), r"\bmigraineurs?\b", 'Write "people with migraine".'),
    Phrase(("victim",), r"\bvictims? of\b", 'Write "people who had it".'),
    Phrase(
        ("horribl", "horrif", "terribl", "terrif", "nightmar", "devastat", "crippl", "agoniz", "unbearabl", "dread"),
        r"\b(?:horribl[ey]|horrif\w+|terribl[ey]|terrify\w*|terrified|nightmar\w+|devastat\w+|crippl\w+|agoniz\w+|"
        r"unbearabl[ey]|dreaded|dreadful\w*)\b",
        "Say plainly what happens.",
    ),
    Phrase(("scary", "frighten", "shocking"), r"\b(?:scary|frightening|shocking(?:ly)?)\b", "Say plainly what happens."),
    Phrase(("your fault", "non-complian", "noncomplian"), r"\b(?:your (?:own )?fault|non-?complian(?:t|ce))\b",
           "Say what the reader can do.", False),
    Phrase(("fail to take", "failed to take", "fail to follow", "failed to follow"),
           r"\bfail(?:s|ed)? to (?:take|follow)\b", 'Write "did not".'),
)  # fmt: skip
LOOKS = (
    Phrase(("normal",), r"\bnormal[- ](?:looking )?(?:skin|face|looks?|appearance|foreheads?|jaws?|faces)\b",
           "Describe what it looks like."),
    Phrase(("younger",), r"\b(?:look|looks|looking|appear|feel) (?:\w+ )?younger\b", "Say what changes, such as a line."),
    Phrase(("youth",), r"\b(?:youthful|youthfulness|fountain of youth)\b", "Say what changes, such as a line."),
    Phrase(("anti-ag", "antiag", "rejuvenat"), r"\b(?:anti-?ag(?:e)?ing|rejuvenat\w+)\b", "Say what changes."),
    Phrase(("flaw", "imperfection", "ugly", "unsightly"), r"\b(?:flaw(?:s|ed|less)?|imperfections?|ugly|unsightly)\b",
           "Describe what it looks like."),
)  # fmt: skip
STATISTICS = (
    Phrase((" p ", "(p", "p="), r"(?<!\w)p\s*(?:-\s*value)?\s*(?:[<>=≤≥]|&lt;|&gt;)\s*0?[.,]\d+", "Give the figures of both groups.", False),
    Phrase(("p-value", "p value"), r"\bp[- ]values?\b", "Give the figures of both groups.", False),
    Phrase(("odds ratio", "hazard ratio", "risk ratio", "relative risk"),
           r"\b(?:odds|hazard|risk) ratios?\b|\brelative risks?\b", 'Write "X in 100" for each group.', False),
    Phrase(("confidence interval", "% ci", "(ci "), r"\bconfidence intervals?\b|\b95 ?% ?CI\b|\(CI\b",
           "Give the figures of both groups.", False),
    Phrase(("OR ", "HR ", "RR ", "SMD ", "NNT ", "OR:", "OR="), r"(?-i:\b(?:OR|HR|RR|SMD|NNT)\b)\s*(?:[:=]\s*)?\d+[.,]?\d*", 'Write "X in 100" for each group.', False),
    Phrase(("statistically",), r"\bstatistical(?:ly)? significan(?:t|ce)\b", 'Write "a clear difference".', False),
)  # fmt: skip
SELLING = (
    Phrase(
        ("leading", "renowned", "world-class", "award-winning", "premier", "top ", "unmatched", "foremost"),
        r"\b(?:leading|renowned|premier|top(?:-rated)?|foremost|unmatched|award-winning) (?:\w+ ){0,2}?"
        r"(?:clinics?|practices?|cent(?:er|re)s?|doctors?|providers?|injectors?|experts?|specialists?|surgeons?|results?|care)\b"
        r"|\b(?:world-class|state-of-the-art|cutting-edge|award-winning)\b",
        "Say what the practice does, and leave the comparison out.",
        False,
    ),
    Phrase(("state-of-the-art", "cutting-edge", "#1 ", "number one"),
           r"\b(?:state-of-the-art|cutting-edge)\b|#1 (?:in|clinic|doctor|choice)|\bnumber one (?:in|clinic|doctor|choice)\b",
           "Say what the practice does.", False),
    Phrase(("better than",), r"\bbetter than (?:any |all |other |most |our )+(?:\w+ )?"
           r"(?:clinics?|practices?|doctors?|offices?|injectors?|competitors?|providers?|brands?|products?)\b"
           r"|\bbetter than (?:dysport|xeomin|jeuveau|daxxify|myobloc|letybo)\b",
           "Say what each was compared with, and what was found."),
    Phrase(("book now", "call now", "act now", "hurry", "don't wait", "limited"),
           r"\b(?:book|call|act) now\b(?! if)|\bhurry\b|\blimited[- ]time\b", "Tell the reader what to ask."),
)  # fmt: skip
VOICES = (
    Phrase(("testimonial",), r"\btestimonials?\b", "Give what studies found."),
    Phrase(("patients love", "patients say", "patients rave", "clients", "patients are", "patients adore"),
           r"\bour (?:happy |many )?(?:patients|clients) (?:love|adore|rave|say|tell us|swear|are (?:happy|thrilled|delighted))\b",
           "Give what studies found."),
    Phrase(("stars", "-star", "star rat", " star ", "★", "⭐"), r"\b(?:[1-5]|one|two|three|four|five)(?:[.,]\d)?[- ]stars?\b|\bstar ratings?\b|[★⭐]+",
           "Give what studies found.", False),
    Phrase(("rave review", "reviews on", "google review", "yelp"),
           r"\brave reviews?\b|\breviews? on (?:google|yelp|facebook)\b|\b(?:google|yelp) reviews?\b", "Give what studies found.", False),
)  # fmt: skip
DEPENDS = r"\b(?:whether|depends?|not|ask)\b"
MONEY = (
    Phrase(("$", "€", "£", "usd", " dollars"), r"[$€£] ?\d+(?:[.,]\d+)*|\b\d+(?:[.,]\d+)* ?(?:dollars|USD|euros?)\b",
           "Ask the reader to ask the office.", False),
    Phrase(("discount", "special offer", "coupon", "free consult", "free treat", "affordab", "% off", "cheap", "low price", "financing"),
           r"\bdiscount(?:s|ed)?\b|\bspecial offers?\b|\bcoupons?\b|\bfree (?:consultations?|treatments?)\b|\baffordabl[ey]\b|"
           r"\b\d+ ?% off\b|\bcheap(?:er|est)?\b|\blow(?:est)? prices?\b|\b0 ?% financing\b",
           "Ask the reader to ask the office what it costs."),
    Phrase(("covered",), r"\b(?:is|are|be|being|gets?|get|been|fully|usually|often|typically) covered\b(?= by| under|[.,;!]| for| if| when|$)",
           'Write "Whether a plan pays depends on the plan."', unless=DEPENDS),
    Phrase(("covers", "cover ", "pays for", "pay for", "reimburse"),
           r"\b(?:insurance|insurers?|plans?|medicare|medicaid|medi-cal) (?:\w+ )?(?:covers?|pays? for|reimburses?)\b",
           'Write "Whether a plan pays depends on the plan."', unless=DEPENDS),
)  # fmt: skip
VERBS = (
    Phrase(("botoxed", "botoxing", "botoxes"), r"\bbotox(?:ed|ing|es)\b", 'Write "had Botox injections".', False),
    Phrase(("to botox", "botox your", "botox my", "botox away"), r"\bto botox\b(?= (?:your|my|the|a|away|it))|\bbotox (?:your|my|away)\b",
           'Write "treat … with Botox".', False),
)  # fmt: skip


@dataclass(frozen=True)
class WordRule:
    """A rule that refuses the phrases of one list.

    reason: what a message says of the words. may_quote: whether it adds that a quotation may hold them.
    The rest is as in `rule()`.
    """

    id: str
    phrases: tuple[Phrase, ...]
    reason: str
    standard: str
    sentence: str
    fails: str
    passes: str
    may_quote: bool = True

    def check(self, page: Page) -> Found:
        """Yield a message for each use of a phrase."""
        for use in find_phrases(page, self.phrases):
            yield (
                use.place,
                f'"{use.words}" {self.reason}. {use.phrase.advice}' + (f" {QUOTING}" if self.may_quote else ""),
            )


WORD_RULES = (
    WordRule("banned-word", PROMISES, "promises too much", "CL-05",
             "We promise nothing: no “safe”, “cure”, “proven”, “best”. A denial, a question and a quotation may hold the word.",
             "Botox is a safe treatment.", "No treatment is “safe”, so ask about the risks."),
    WordRule("evidence-praised", PRAISE, "sounds like praise", "CL-04",
             "Weak evidence is not praised as “promising” or “preliminary”: we say what is missing.",
             "The results are promising.", "The study had no comparison group."),
    WordRule("fear-word", FEAR, "frightens or blames", "RD-06",
             "We neither frighten nor blame: people “have” migraine, and nobody is a “sufferer”.",
             "Many people suffer from migraine.", "Many people have migraine."),
    WordRule("looks-word", LOOKS, "judges how people look", "RD-07",
             "No face is called normal, flawed or too old.",
             "You will look younger.", "It may soften lines for a time."),
    WordRule("statistics-word", STATISTICS, "is for statisticians", "RD-05",
             "Figures are given as “X in 100” for both groups, without p-values and odds ratios.",
             "It worked better (p < 0.05).", "It worked in 44 in 100 people, against 34 in 100 with placebo.[@fda-label-botox]", may_quote=False),
    WordRule("selling-word", SELLING, "is advertising", "CL-14",
             "We do not compare ourselves with other practices, and do not press anyone.",
             "We are a leading clinic.", "We are a medical practice."),
    WordRule("testimonial", VOICES, "is a testimonial", "CL-10",
             "No patient is quoted as a witness, and nothing is rated with stars.",
             "Our patients love it.", "In one trial, people were asked if they were satisfied.", may_quote=False),
    WordRule("money-promise", MONEY, "speaks of money or of what a plan pays", "CL-13",
             "No prices, discounts or promises that a plan will pay.",
             "A session costs $400.", "Whether a plan pays depends on the plan.", may_quote=False),
    WordRule("trademark-verb", VERBS, "uses a trademark as a verb", "TM-01",
             "Botox is a name, and never a verb.",
             "She was botoxed last year.", "She had Botox injections last year.", may_quote=False),
)  # fmt: skip
for each in WORD_RULES:
    rule(each.id, each.sentence, fails=each.fails, passes=each.passes, standard=each.standard)(each.check)


@rule(
    "board-certified",
    "“Board certified” stands only with the full name of the board, as in practice.toml.",
    standard="CL-09",
    fails="Our doctor is board certified.",
    passes="Our doctor is a physician.",
    needs=IN_SITE,
)
def the_board_is_named(page: Page, site: Site) -> Found:
    """Refuse the claim without the name of the board."""
    if "board" not in page.lowered:
        return
    board = site.library.data.practice.certifying_board
    for found in compiled(r"\bboard[- ]certifi(?:ed|cation)\b").finditer(page.flat):
        sentence = page.sentence_at(found.start())
        if not (board and board in sentence.text) and not is_quoted(page, found.start(), found.end()):
            told = (
                f'"{found[0]}" stands without the name of the board. Name it in full, as in practice.toml, or'
                " leave it out."
            )
            yield page.flat_place(found.start(), found[0]), told
