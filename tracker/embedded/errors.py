"""What the launcher raises: one kind of failure, always one line that says what to do."""


class CannotStart(Exception):
    """A server cannot be started or reached. The message is one line for the person at the terminal."""
