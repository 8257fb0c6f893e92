"""Drawings: what draws is accepted, what runs, moves, links or loads is refused with its place."""

import pytest

from plugins.reading.drawing import check_drawing

PATH = "content/images/face.svg"
START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
ANEW = "Save the drawing as plain SVG, without it."
OUT = 'Only parts of itself ("#name") may be used.'


def said(drawing: str | bytes) -> list[str]:
    """Return what is said of a drawing, without the name of the file."""
    raw = drawing.encode() if isinstance(drawing, str) else drawing
    return [str(problem).removeprefix(f"{PATH}:") for problem in check_drawing(PATH, raw)]


def around(part: str) -> str:
    """Return a drawing that holds this part on its second line."""
    return f"{START}\n{part}</svg>"


INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->

<svg width="210mm" height="297mm" viewBox="0 0 210 297" version="1.1" id="svg5" xml:space="preserve"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg"
   xmlns:svg="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <title id="title1">Injection sites</title>
  <defs id="defs2">
    <linearGradient id="a"><stop style="stop-color:#ff0000;stop-opacity:1;" offset="0" id="stop1" /></linearGradient>
    <linearGradient xlink:href="#a" id="b" x1="1" y1="2" x2="3" y2="4" gradientUnits="userSpaceOnUse" />
  </defs>
  <g id="layer1" transform="translate(-1.2,3)">
    <path style="fill:url(#b);fill-opacity:1;stroke:#000000;stroke-width:0.264583px;stroke-linecap:butt"
       d="M 1,2 C 3,4 5,6 7,8 Z" id="path1" />
    <text xml:space="preserve" style="font-size:10px;line-height:1.25;font-family:sans-serif;-inkscape-font-specification:'sans-serif, Normal'"
       x="1" y="2" id="text1"><tspan id="tspan1" x="1" y="2">Neck &amp; face</tspan></text>
  </g>
  <metadata id="metadata1"><rdf:RDF><cc:Work rdf:about=""><dc:title>Injection sites</dc:title>
    <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage" /></cc:Work></rdf:RDF></metadata>
</svg>
"""
FIGMA = """<svg width="120" height="80" viewBox="0 0 120 80" fill="none" xmlns="http://www.w3.org/2000/svg">
<g clip-path="url(#clip0_12_34)" filter="url(#filter0_d_12_34)">
<mask id="mask0" style="mask-type:luminance" maskUnits="userSpaceOnUse" x="0" y="0" width="120" height="80">
<path d="M120 0H0V80H120V0Z" fill="white"/></mask>
<g mask="url(#mask0)"><path fill-rule="evenodd" clip-rule="evenodd" d="M1 2L3 4Z" fill="url(#paint0_linear)"/></g>
</g>
<defs>
<filter id="filter0_d_12_34" x="0" y="0" width="120" height="80" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB">
<feFlood flood-opacity="0" result="BackgroundImageFix"/>
<feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hardAlpha"/>
<feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feComposite in2="hardAlpha" operator="out"/>
<feBlend mode="normal" in2="BackgroundImageFix" result="effect1"/>
</filter>
<linearGradient id="paint0_linear" x1="0" y1="0" x2="1" y2="1" gradientUnits="userSpaceOnUse">
<stop stop-color="#D9D9D9"/><stop offset="1" stop-color="#737373" stop-opacity="0"/></linearGradient>
<clipPath id="clip0_12_34"><rect width="120" height="80" fill="white" transform="rotate(90 1 2)"/></clipPath>
</defs>
</svg>
"""
ICON = """<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor"
 stroke-width="2" stroke-linecap="round" stroke-linejoin="round" class="icon icon-tabler" role="img" aria-labelledby="t d">
<title id="t">Needle</title><desc id="d">A needle beside a coin (life size)</desc>
<symbol id="dot" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></symbol>
<use href="#dot" x="3"/><polyline points="1,2 3,4"/><ellipse cx="1" cy="2" rx="3" ry="4" style="fill: rgb(1, 2, 3)"/>
<pattern id="p" width="2" height="2" patternUnits="userSpaceOnUse"><line x1="0" y1="0" x2="2" y2="2"/></pattern>
<marker id="m" orient="auto"><path d="M0 0"/></marker><path d="M0 0h9" marker-end="url('#m')" data-name="Layer 1"/>
<radialGradient id="r" fx="1" fy="2"><stop offset="50%" stop-color="hsl(120 50% 50%)"/></radialGradient>
<path id="curve" d="M0 0"/><text><textPath href="#curve">words <![CDATA[& signs]]></textPath></text></svg>"""


@pytest.mark.parametrize("drawing", [INKSCAPE, FIGMA, ICON, "\ufeff" + ICON], ids=["Inkscape", "Figma", "icon", "BOM"])
def test_drawings_of_usual_programs_are_accepted(drawing: str) -> None:
    assert said(drawing) == []


def part(what: str) -> str:
    """Return the message on a part that may not be."""
    return f"2:1: The drawing holds {what}. {ANEW}"


def attribute(name: str, element: str) -> str:
    """Return the message on an attribute that may not be."""
    return part(f'the attribute "{name}" in <{element}>')


def outside(name: str, value: str) -> str:
    """Return the message on a value that asks for something."""
    return f'2:1: "{name}" asks for something outside the drawing ("{value}"). {ANEW}'


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("<script>alert(1)</script>", part("a script")),
        ('<script href="https://x.example/a.js"/>', part("a script")),
        ('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>', part("a script")),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>', part("a script")),
        ("<SCRIPT>alert(1)</SCRIPT>", part("<SCRIPT>")),
        ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', part("a link (<a>)")),
        ('<a xlink:href="https://x.example/"><path d="M0 0"/></a>', part("a link (<a>)")),
        ('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', part("a piece of a page (<foreignObject>)")),
        ('<image href="https://x.example/a.png"/>', part("a picture of another file (<image>)")),
        ('<image xlink:href="data:image/png;base64,AAAA"/>', part("a picture of another file (<image>)")),
        ('<filter><feImage href="https://x.example/a"/></filter>', "2:9: The drawing holds a picture of another file (<feImage>). " + ANEW),
        ('<style>@import url("https://x.example/a.css");</style>', part("a style sheet (<style>)")),
        ("<style>path { fill: url(https://x.example/a) }</style>", part("a style sheet (<style>)")),
        ('<set attributeName="onload" to="alert(1)"/>', part("a movement (<set>)")),
        ('<animate attributeName="href" values="javascript:alert(1)"/>', part("a movement (<animate>)")),
        ('<animateTransform attributeName="x"/>', part("a movement (<animateTransform>)")),
        ('<animateMotion path="M0 0"/>', part("a movement (<animateMotion>)")),
        ('<discard begin="1s"/>', part("<discard>")),
        ('<iframe src="https://x.example"/>', part("<iframe>")),
        ('<handler xmlns:ev="http://www.w3.org/2001/xml-events"/>', part("<handler>")),
        ('<x:anything xmlns:x="https://x.example/"/>', part("<anything>")),
        ('<font-face-uri href="https://x.example/"/>', part("<font-face-uri>")),
        ('<cursor href="https://x.example/"/>', part("<cursor>")),
        ('<path onload="alert(1)"/>', f'2:1: The drawing runs a script when something happens to it ("onload"). {ANEW}'),
        ('<g ONCLICK="alert(1)"/>', f'2:1: The drawing runs a script when something happens to it ("ONCLICK"). {ANEW}'),
        ('<use href="https://x.example/a.svg#b"/>', f'2:1: <use> leads out of the drawing ("https://x.example/a.svg#b"). {OUT}'),
        ('<use xlink:href="other.svg#b"/>', f'2:1: <use> leads out of the drawing ("other.svg#b"). {OUT}'),
        ('<use href="data:image/svg+xml,%3Csvg/%3E#a"/>', f'2:1: <use> leads out of the drawing ("data:image/svg+xml,%3Csvg/%3E#a"). {OUT}'),
        ('<use href=" javascript:alert(1)"/>', f'2:1: <use> leads out of the drawing (" javascript:alert(1)"). {OUT}'),
        ('<use href="java&#10;script:alert(1)"/>', f'2:1: <use> leads out of the drawing ("java\nscript:alert(1)"). {OUT}'),
        ('<use href=""/>', f'2:1: <use> leads out of the drawing (""). {OUT}'),
        ('<path href="#a"/>', f'2:1: <path> leads out of the drawing ("#a"). {OUT}'),
        ('<linearGradient xlink:href="//x.example/#a"/>', f'2:1: <linearGradient> leads out of the drawing ("//x.example/#a"). {OUT}'),
        ('<use xlink:show="new" href="#a"/>', attribute("show", "use")),
        ('<g xml:base="https://x.example/"/>', attribute("base", "g")),
        ('<g xlink:actuate="onLoad"/>', attribute("actuate", "g")),
        ('<path src="https://x.example/"/>', attribute("src", "path")),
        ('<path tabindex="0"/>', attribute("tabindex", "path")),
        ('<path fill="url(https://x.example/a#b)"/>', outside("fill", "url(https://x.example/a#b)")),
        ("<path fill=\"url('//x.example/a')\"/>", outside("fill", "url('//x.example/a')")),
        ('<path fill="URL(https://x.example/)"/>', outside("fill", "URL(https://x.example/)")),
        ('<path fill="u\\72l(https://x.example/)"/>', outside("fill", "u\\72l(https://x.example/)")),
        ('<path fill="url(#a) url(x)"/>', outside("fill", "url(#a) url(x)")),
        ('<path mask="image-set(&quot;https://x.example/&quot; 1x)"/>', outside("mask", 'image-set("https://x.example/" 1x)')),
        ('<path filter="url (x)"/>', outside("filter", "url (x)")),
        ('<path style="fill:url(https://x.example/)"/>', outside("fill", "url(https://x.example/)")),
        ('<path style="fill:url(/**/https://x.example/)"/>', outside("fill", "url(/**/https://x.example/)")),
        ('<path style="behavior:url(#a)"/>', part('the style "behavior" in <path>')),
        ('<path style="background:red"/>', part('the style "background" in <path>')),
        ('<path style="@import x"/>', part('the style "@import x" in <path>')),
        ('<path style="position:fixed"/>', part('the style "position" in <path>')),
        ('<?xml-stylesheet href="https://x.example/a.css"?>', "2:1: The drawing holds an instruction (<?xml-stylesheet …?>). Delete it."),
    ],
)  # fmt: skip
def test_what_does_not_draw_is_refused(held: str, told: str) -> None:
    assert said(around(held)) == [told]


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (
            '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://x.example/svg11.dtd">' + around(""),
            "1:77: The drawing has a document type (<!DOCTYPE …>). Delete that line.",
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + around("<title>&c;</title>"),
            "1:15: The drawing has a document type (<!DOCTYPE …>). Delete that line.",
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + around("<title>&a;</title>"),
            "1:15: The drawing has a document type (<!DOCTYPE …>). Delete that line.",
        ),
        (
            '<?xml version="1.0" encoding="utf-7"?>' + around(""),
            '1:1: The first line says "utf-7". Save the drawing as "UTF-8".',
        ),
        (around("").encode("utf-16"), '1:1: A letter here (byte 0) is not UTF-8. Save the drawing as "UTF-8".'),
        (around("").encode("utf-16-le"), '1:1: The drawing is saved as UTF-16. Save it as "UTF-8".'),
        (
            around("<title>").encode() + "ñ".encode("latin-1"),
            '2:1: A letter here (byte 115) is not UTF-8. Save the drawing as "UTF-8".',
        ),
        (
            around("<g>"),
            "2:6: The drawing is not whole SVG (mismatched tag). Save it anew as plain SVG.",
        ),
        (around('<g id="a" id="b"/>'), "2:11: The drawing is not whole SVG (duplicate attribute). Save it anew as plain SVG."),
        (around("&nbsp;"), "2:1: The drawing is not whole SVG (undefined entity). Save it anew as plain SVG."),
        ("", "1:1: The drawing is not whole SVG (no element found). Save it anew as plain SVG."),
        (
            "<html><script>alert(1)</script></html>",
            "1:1: The file does not start as a drawing does (<svg xmlns=…>). Save it anew as plain SVG.",
        ),
        (
            "<svg><path/></svg>",
            "1:1: The file does not start as a drawing does (<svg xmlns=…>). Save it anew as plain SVG.",
        ),
        (around("") + "<svg/>", "2:7: The drawing is not whole SVG (junk after document element). Save it anew as plain SVG."),
        ("\x89PNG\r\n", "1:1: The drawing is not whole SVG (not well-formed (invalid token)). Save it anew as plain SVG."),
        (
            around("<g>" * 60 + "</g>" * 60),
            "2:148: More than 50 elements stand inside each other. Ungroup them, and save it anew.",
        ),
        (
            around("<g/>" * 20_001),
            "2:79997: The drawing has more than 20000 elements. Simplify it, or save it as a picture (.png).",
        ),
    ],
)  # fmt: skip
def test_what_is_no_whole_drawing_is_refused(drawing: str | bytes, told: str) -> None:
    assert said(drawing) == [told]


def test_a_few_lines_that_ask_for_a_million_shapes_are_refused() -> None:
    doubling = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 30))
    told = "1:1: Its parts use each other so often that more than 200000 shapes are drawn. Simplify it."
    assert said(around(f'<path id="a0"/>{doubling}')) == [told]


@pytest.mark.parametrize(
    "held",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="a"><path fill="url(#a)"/></pattern>',
    ],
)
def test_a_part_that_uses_itself_is_refused(held: str) -> None:
    assert said(around(held)) == ["2:1: A part of the drawing uses itself. Save it anew as plain SVG."]


def test_a_very_long_value_is_judged_at_once() -> None:
    assert said(around(f'<path d="{"a" * 1_000_000}" fill="{"url(" * 100_000}"/>')) != []


def test_of_very_many_faults_the_first_ones_are_told() -> None:
    assert len(said(around('<path onload="x"/>' * 50))) == 10
