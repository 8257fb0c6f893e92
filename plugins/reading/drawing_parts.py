"""What a drawing (SVG) may hold: the elements, attributes and styles that draw, and none that load, move or run.

Sources: the lists of SVG 2 (W3C, https://www.w3.org/TR/SVG2/eltindex.html and attindex.html) and Filter Effects 1,
less everything that runs, moves, links or loads. Inkscape ("Plain SVG"), Figma and icon sets need no more.
"""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
# Who drew it, and under which licence: drawing programs write this into <metadata>
METADATA = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words("""
    svg g defs symbol use title desc metadata switch path rect circle ellipse line polyline polygon text tspan
    textPath linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix
    feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
    feMergeNode feMorphology feOffset
""")
REFERRING = frozenset({"use", "linearGradient", "radialGradient", "pattern", "textPath", "filter"})
# Attributes that are also properties of CSS, and so may stand in style="…", too
PRESENTATION = _words("""
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
    color-rendering cx cy d direction display dominant-baseline enable-background fill fill-opacity fill-rule
    filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style
    font-variant font-weight height image-rendering isolation letter-spacing marker marker-end marker-mid
    marker-start mask mask-type mix-blend-mode opacity overflow paint-order r rx ry shape-rendering stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-anchor text-decoration text-rendering transform transform-origin
    unicode-bidi vector-effect visibility width word-spacing writing-mode x y
""")
STYLE_PROPERTIES = PRESENTATION | _words("""
    font-feature-settings font-variant-alternates font-variant-caps font-variant-east-asian
    font-variant-ligatures font-variant-numeric font-variant-position font-variation-settings inline-size
    line-height shape-margin shape-padding solid-color solid-opacity text-align text-decoration-color
    text-decoration-line text-decoration-style text-indent text-orientation text-transform white-space
""")
ATTRIBUTES = PRESENTATION | _words("""
    amplitude baseProfile class clipPathUnits dx dy edgeMode exponent fr fx fy gradientTransform gradientUnits
    id in in2 intercept k1 k2 k3 k4 lang lengthAdjust markerHeight markerUnits markerWidth maskContentUnits
    maskUnits method mode offset operator orient pathLength patternContentUnits patternTransform patternUnits
    points preserveAspectRatio primitiveUnits radius refX refY result role rotate side slope spacing
    spreadMethod startOffset stdDeviation style systemLanguage tableValues textLength type values version
    viewBox x1 x2 y1 y2 filterUnits focusable
""")
# What a value may call: colors and moves. url(#name) is looked at on its own.
FUNCTIONS = _words("""
    rgb rgba hsl hsla color matrix translate translatex translatey scale scalex scaley rotate skewx skewy
""")
