"""Draw the medians as horizontal bars in SVG."""

from html import escape

COLOURS = {
    "ours": "#0b6e6e",
    "ours, with memory": "#14a3a3",
    "ours, on the page": "#0f8a8a",
    "Hugo": "#c2410c",
    "stock Pelican": "#6b7280",
    "Pelican, same pages": "#374151",
}
ROW, LEFT, WIDTH = 22, 270, 810


def draw_bars(title: str, unit: str, bars: list[tuple[str, str, float]]) -> str:
    """Return an SVG. bars: label, name of the program, and value; each length is its share of the longest."""
    longest = max((value for *_, value in bars), default=1) or 1
    height = 50 + ROW * len(bars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
        f'<text x="10" y="24" font-size="16">{escape(title)}</text>'
    ]
    for index, (label, name, value) in enumerate(bars):
        y = 42 + ROW * index
        length = max(value / longest * (WIDTH - LEFT - 110), 1)
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{ROW - 6}" fill="{COLOURS[name]}"/>'
            f'<text x="{LEFT + length + 6:.1f}" y="{y + 13}">{value:,.0f} {escape(unit)}</text>'
        )
    return "".join([*parts, "</svg>\n"])
