"""What a hostile text may try, and the places of a page in which it may try it."""

import re
from collections.abc import Iterable, Mapping

from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, with_text

CODE = "\\`{}\\`"  # to the patterns of the gate a piece of code, to Markdown none
TAGS = {
    "meta-refresh": '<meta http-equiv="refresh" content="3;url=https://elsewhere.example/">',
    "meta-policy": '<meta http-equiv="Content-Security-Policy" content="default-src *">',
    "style": "<style>body{display:none}</style>",
    "style-import": "<style>@import 'https://elsewhere.example/a.css';</style>",
    "template": "<template><p>a</p></template>",
    "link-sheet": '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
    "link-prefetch": '<link rel="dns-prefetch" href="https://elsewhere.example/">',
    "button": '<button formaction="https://elsewhere.example/">Go</button>',
    "svg-animation": '<svg><a><animate attributeName="href" values="javascript:run()"/><text y="9">a</text></a></svg>',
    "svg-onload": "<svg onload=run()></svg>",
    "svg-use": '<svg><use href="data:image/svg+xml,a"/></svg>',
    "srcset": '<img srcset="https://elsewhere.example/a 1x" alt="a">',
    "img-onerror": '<img src="/x" alt="a" onerror="run()">',
    "picture": '<picture><source srcset="https://elsewhere.example/a"></picture>',
    "script": "<script>run()</script>",
    "script-src": '<script src="https://elsewhere.example/a.js"></script>',
    "iframe": '<iframe src="https://elsewhere.example/"></iframe>',
    "iframe-srcdoc": '<iframe srcdoc="<script>run()</script>"></iframe>',
    "object": '<object data="https://elsewhere.example/"></object>',
    "embed": '<embed src="https://elsewhere.example/">',
    "form": '<form action="https://elsewhere.example/"><input name="a"></form>',
    "input-autofocus": "<input autofocus onfocus=run()>",
    "base": '<base href="https://elsewhere.example/">',
    "video": '<video src="https://elsewhere.example/a" autoplay></video>',
    "audio": '<audio src="https://elsewhere.example/a" autoplay></audio>',
    "details": "<details open ontoggle=run()><summary>a</summary></details>",
    "marquee": "<marquee onstart=run()>a</marquee>",
    "math": '<math href="javascript:run()">a</math>',
    "math-style": "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=run()>'>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=run()>"></noscript>',
    "plaintext": "<plaintext>",
    "xmp": "<xmp><p>a</p></xmp>",
    "textarea": "<textarea><p>a</p></textarea>",
    "title-tag": "<title>a</title>",
    "select": "<select><option>a</option></select>",
    "dialog": "<dialog open>a</dialog>",
    "portal": '<portal src="https://elsewhere.example/"></portal>',
    "frameset": "<frameset onload=run()>",
    "html-onload": "<html onload=run()>",
    "body-onload": "<body onload=run()>",
    "custom-element": "<x-a onclick=run()>a</x-a>",
    "placement-tag": '<placement kind="uses" name=""></placement>',
    "b-onclick": '<b onclick="run()">a</b>',
    "b-style": '<b style="position:fixed">a</b>',
    "b-id": '<b id="preview-facts">a</b>',
    "b-class": '<b class="callout">a</b>',
    "span-class": '<span class="colophon">a</span>',
    "a-script": '<a href="javascript:run()">a</a>',
    "a-entity": '<a href="java&#115;cript:run()">a</a>',
    "a-tab": '<a href="java&Tab;script:run()">a</a>',
    "a-newline": '<a href="java&NewLine;script:run()">a</a>',
    "a-colon": '<a href="javascript&colon;run()">a</a>',
    "a-data": '<a href="data:text/html,a">a</a>',
    "a-bare": '<a href="//elsewhere.example/">a</a>',
    "a-backslash": '<a href="/\\elsewhere.example/">a</a>',
    "a-ping": '<a href="/safety/" ping="https://elsewhere.example/">a</a>',
    "a-target": '<a href="/safety/" target="_blank">a</a>',
    "a-download": '<a href="/safety/" download>a</a>',
    "comment": "<!-- a -->",
    "closing-main": "</main>",
    "closing-div": "</div>",
    "closing-article": "</article>",
    "closing-body": "</body>",
    "open-b": "<b>a",
    "open-small": "<small>a",
    "crossed": "<b><i>a</b></i>",
    "table-tag": "<table><tr><td>a",
    "slashes": "<svg/onload=run()>",
    "upper": "<SCRIPT>run()</SCRIPT>",
    "mixed": "<ScRiPt>run()</sCrIpT>",
    "image": "<image src=x onerror=run()>",
    "keygen": "<keygen autofocus onfocus=run()>",
    "slot": "<slot onslotchange=run()>a</slot>",
    "q-cite": '<q cite="https://elsewhere.example/">a</q>',
    "time-onclick": '<time datetime="2026-11-22" onclick=run()>a</time>',
    "abbr-onclick": '<abbr title="a" onclick=run()>a</abbr>',
    "twice": '<abbr title="a" title="b">a</abbr>',
}
LINKS = {
    "script": "[a](javascript:run())",
    "upper": "[a](JaVaScRiPt:run())",
    "angle": "[a](<javascript:run()>)",
    "entity": "[a](java&#115;cript:run())",
    "entity-hex": "[a](java&#x73;cript:run())",
    "entity-colon": "[a](javascript&colon;run())",
    "entity-tab": "[a](java&Tab;script:run())",
    "entity-first": "[a](&#1;javascript:run())",
    "title": '[a](javascript:run() "b")',
    "nested-brackets": "[a [b] c](javascript:run())",
    "nested-deep": "[a [b [c] d] e](javascript:run())",
    "nested-parentheses": "[a](javascript:run(run(run(1))))",
    "escaped-bracket": "[a \\] b](javascript:run())",
    "long-words": f"[{'a b ' * 130}c](javascript:run())",
    "long-address": f"[a](javascript:run('{'a' * 1200}'))",
    "code-words": "[`a`](javascript:run())",
    "bold-words": "[**a**](javascript:run())",
    "picture-words": "[![a](/images/sample.svg)](javascript:run())",
    "hidden": "\\`[a](javascript:run())\\`",
    "hidden-nested": "\\`[a [b]](javascript:run())\\`",
    "autolink": "<javascript:run()>",
    "autolink-hidden": "\\`<javascript:run()>\\`",
    "autolink-data": "<data:text/html,a>",
    "data": "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "vbscript": "[a](vbscript:run)",
    "file": "[a](file:///etc/passwd)",
    "blob": "[a](blob:https://elsewhere.example/a)",
    "bare": "[a](//elsewhere.example/)",
    "bare-nested": "[a [b]](//elsewhere.example/)",
    "backslash": "[a](/\\\\elsewhere.example/)",
    "backslashes": "[a](\\\\\\\\elsewhere.example/)",
    "insecure-nested": "[a [b]](http://elsewhere.example/)",
    "user": "[a](https://www.fda.gov@elsewhere.example/)",
    "picture-script": "![a](javascript:run())",
    "picture-data": "![a](data:image/svg+xml,b)",
    "picture-elsewhere": "![a [b]](https://elsewhere.example/pixel.gif)",
    "picture-bare": "![a [b]](//elsewhere.example/pixel.gif)",
    "picture-hidden": "\\`![a](https://elsewhere.example/pixel.gif)\\`",
    "zero-width": "[a [b]](/safety/\u200b)",
    "separator": "[a [b]](/safety/\u2028)",
}
REFERENCES = {
    "next-line": "[a][b]\n\n[b]:\n  javascript:run()",
    "angle": "[a][b]\n\n[b]: <javascript:run()>",
    "title-below": "[a][b]\n\n[b]: javascript:run()\n  'title'",
    "in-quote": "[a][b]\n\n> [b]: javascript:run()",
    "in-quote-next-line": "[a][b]\n\n> [b]:\n>   javascript:run()",
    "in-list": "[a][b]\n\n- c\n\n    [b]: javascript:run()",
    "in-callout": "[a][b]\n\n> [!note] Words\n> Words.\n>\n> [b]: javascript:run()",
    "short": "[b]\n\n[b]:\n  javascript:run()",
    "collapsed": "[b][]\n\n[b]:\n  javascript:run()",
    "picture": "![a][b]\n\n[b]:\n  https://elsewhere.example/pixel.gif",
    "long-name": f"[{'b' * 150}]\n\n[{'b' * 150}]: javascript:run()",
    "bare": "[a][b]\n\n[b]:\n  //elsewhere.example/",
    "entity": "[a][b]\n\n[b]: java&#115;cript:run()",
    "indented": "[a][b]\n\n   [b]: javascript:run()",
}
LAYERS = {
    "block-script": "<script>\nrun()\n</script>",
    "block-style": "<style>\nbody{display:none}\n</style>",
    "block-comment": "<!--\na\n-->",
    "block-php": "<?php run() ?>",
    "block-cdata": "<![CDATA[ <script>run()</script> ]]>",
    "block-doctype": "<!DOCTYPE html>",
    "block-div": '<div onclick="run()">\n\na\n\n</div>',
    "markdown-in-html": '<div markdown="1" onclick="run()">\n**a**\n</div>',
    "split-tag": '\\`<img src="/x" alt="a"\nonerror="run()">\\`',
    "heading-id-preview": "### A {#preview-facts}",
    "heading-id-main": "### A {#main}",
    "heading-id-sources": "### A {#sources}",
    "heading-id-source": "### A {#source-1}",
    "heading-id-cite": "### A {#cite-1}",
    "heading-id-callout": "### A {#callout-1}",
    "heading-words-main": "## Main",
    "heading-underlined": "A {#preview-facts}\n---",
    "heading-tag": "### A \\`<svg onload=run()>\\`",
    "table-tag": "| a | b |\n| - | - |\n| \\`<img src=x onerror=run()>\\` | c |",
    "table-link": "| a | b |\n| - | - |\n| [c [d]](javascript:run()) | e |",
    "deep-list": "- a\n\n    - b\n\n        - \\`<meta http-equiv=refresh content=0>\\`",
    "quote-in-list": "- a\n\n    > \\`<meta http-equiv=refresh content=0>\\`",
    "second-paragraph": "a\n\nb\n\n\\`<meta http-equiv=refresh content=0>\\`",
    "double-backtick": "\\`` `<meta http-equiv=refresh content=0>` \\``",
    "triple-backtick": "\\```<meta http-equiv=refresh content=0>\\```",
    "long-code": "`" + "a" * 600 + " \\`<meta http-equiv=refresh content=0>\\`",
}
ACTIVE = {
    **{f"tag-{name}": CODE.format(text) for name, text in TAGS.items()},
    **{f"open-{name}": text for name, text in TAGS.items()},
    **{f"link-{name}": text for name, text in LINKS.items()},
    **{f"reference-{name}": text for name, text in REFERENCES.items()},
    **{f"layer-{name}": text for name, text in LAYERS.items()},
}
# Where a payload may stand in a paragraph of its own, and where within other words
PLACES = {
    "paragraph": "{}",
    "item": "- One.\n- Two {} three.",
    "quote": "> One {} two.",
    "callout": "> [!note] Words\n> One {} two.",
    "callout-title": "> [!note] Words {}\n> One.",
    "heading": "### Part {} of it",
    "table": "| a | b |\n| - | - |\n| c | d {} |",
    "link": "[words {} words](/safety/)",
}
HARMLESS = (
    "`<b onclick=run()>` is shown as it stands.",
    "`` a ` <script> `` too.",
    "5 < 6, and 7 > 6.",
    "R&D, AT&T, &copy; and &#169;.",
    "H<sub>2</sub>O, 10<sup>2</sup>, <small>small</small>, <abbr title=\"a\">b</abbr>, <q>c</q>, <cite>d</cite>.",
    '<span lang="es">toxina</span> on <time datetime="2026-11-22">22 November</time>.',
    "<https://www.fda.gov/medwatch> and <care@nih.gov>.",
    "[a](/safety/ \"title\"), [b][c], [d](#who), [e](mailto:care@nih.gov), [f](tel:+18003321088).\n\n[c]: https://www.fda.gov/",
    "> A quotation.\n>\n> > Of another.",
    "1. a\n2. b\n\n    - c\n    - d\n\n3. e",
    "| a | b |\n| --- | --- |\n| c | **d** |",
    "![A needle](/images/sample.svg)",
    "### A part\n\n#### A part of it {#part}\n\n---\n\n*a* **b** ***c***  \nd",
    "> [!urgent] Call\n> Today.",
    "[[chart: pain]]",
    "\"quoted\" -- 'single' ... \\*not bold\\* \\`not code\\`",
)  # fmt: skip


def places_of(name: str) -> list[str]:
    """Return where a payload acts: what spans lines in a paragraph alone, a link not inside another one."""
    if name.startswith("layer-"):
        return ["paragraph"]
    return [place for place in PLACES if place != "link" or not name.startswith("link-")]


def with_payload(payload: str, places: Iterable[str] = ("paragraph",)) -> tuple[dict[str, str], dict[str, set[int]]]:
    """Return the sample site with a payload in these places of an article, and the lines of each."""
    before, after = (f"{part}\n\n" for part in ("Before.", "Between."))
    text, lines = before, {}
    base = FILES[SAMPLE][: FILES[SAMPLE].index("Much is open.")].count("\n") + 3
    for place in places:
        if place == "paragraph" or "\n" not in payload:
            start = base + text.count("\n")
            text += PLACES[place].replace("{}", payload)
            lines[place] = set(range(start, base + text.count("\n") + 1))
            text += f"\n\n{after}"
    return with_text(text.rstrip("\n")), lines


def site_of_payloads(payloads: Mapping[str, str] = ACTIVE) -> dict[str, str]:
    """Return one sample site in which each payload, by its name, stands in an article and in a block of its own.

    They are content/uses/NAME.md, as `with_payload` writes it, and content/blocks/NAME.md, which the article
    content/uses/with-NAME.md takes in. Judging all of them at once spares reading the rest of the site for each.
    """
    files = dict(FILES)
    pages: dict[str, str] = {}
    for name, payload in payloads.items():
        pages[name] = with_payload(payload, places_of(name))[0][SAMPLE]
        pages[f"with-{name}"] = FILES[SAMPLE].replace("[[block: report]]", f"[[block: {name}]]")
        files[f"content/blocks/{name}.md"] = f"Call MedWatch.\n\n{payload}\n"
    for number, (name, text) in enumerate(pages.items(), start=10):
        own = {"title": f"Botox for sample {number}", "nav_label": f"S{number}", "card_label": f"Sample {number}"}
        for field, value in own.items():
            text = re.sub(f"^{field}: .*$", f"{field}: {value}", text, count=1, flags=re.MULTILINE)
        files[f"content/uses/{name}.md"] = text.replace("order: 7", f"order: {number}", 1)
    return files
