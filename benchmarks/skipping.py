"""Why a benchmark cannot be run here."""


class Skipped(Exception):
    """Something that it needs is not there; the message says what, and how to give it."""
