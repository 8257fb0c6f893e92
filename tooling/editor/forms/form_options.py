"""The labels of what a menu of a form offers, where the value is none itself."""

LABELS = {
    "A": "A: strong",
    "B": "B: moderate",
    "C": "C: low",
    "D": "D: very low",
    "X": "X: no benefit",
    "none": "No effect yet",
    "full": "Full effect",
    "fading": "Wearing off",
    "off-label": "Off-label",
    "crows-feet": "Crow's feet",
    "between-eyebrows": "Between the eyebrows",
    "Neurologic": "Neurology",
    "Dermatologic": "Dermatology",
    "PlasticSurgery": "Plastic surgery",
    "article-journal": "Article in a journal",
    "article-magazine": "Article in a magazine",
    "article-newspaper": "Article in a newspaper",
    "chapter": "Chapter of a book",
    "entry-dictionary": "Entry in a dictionary",
    "entry-encyclopedia": "Entry in an encyclopedia",
    "motion_picture": "Film",
    "paper-conference": "Paper at a conference",
    "post": "Post on a network",
    "post-weblog": "Post in a blog",
    "review-book": "Review of a book",
    "webpage": "Web page",
}


def label_of(value: str) -> str:
    """Return a value of a menu in words."""
    words = value.replace("-", " ").replace("_", " ")
    return LABELS.get(value) or f"{words[:1].upper()}{words[1:]}"
