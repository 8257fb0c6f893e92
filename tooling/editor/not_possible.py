"""What was asked for cannot be done."""


class NotPossible(ValueError):
    """What was asked cannot be done; the message says why and how to put it right."""
