"""Draw the JSON-LD graph of a page from the same model that draws the page."""


def register() -> None:
    """Nothing to connect yet."""
