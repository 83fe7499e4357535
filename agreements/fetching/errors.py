"""Why a look failed, as sentences for people. Temporary: the next look may succeed without anybody doing anything."""

from agreements.errors import PermanentError, TemporaryError


class Failure(Exception):
    """What every failed look can say beside its sentence. `retry_after`: seconds that the server asks us to wait."""

    def __init__(self, sentence: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.status, self.retry_after = status, retry_after


# --- Temporary -------------------------------------------------------------------------------------------------------
class Unreachable(Failure, TemporaryError):
    """No such host, no connection, or a connection that broke."""


class TooSlow(Failure, TemporaryError):
    """Nothing came for too long, or not all of it came in time."""


class ServerTrouble(Failure, TemporaryError):
    """429 or 5xx: the server asks us to come back later."""


class HostBusy(Failure, TemporaryError):
    """We talk to this host already, or did a moment ago: one connection at a time, with pauses."""


# --- Permanent -------------------------------------------------------------------------------------------------------
class AddressRefused(Failure, PermanentError):
    """We do not go there: a private address, another port, another scheme, or no address at all."""


class RobotsRefused(Failure, PermanentError):
    """The site's robots.txt asks us not to."""


class Denied(Failure, PermanentError):
    """401, 403, 451: the server does not let us."""


class KeyMissing(Failure, PermanentError):
    """The source needs a key that this installation does not have."""


class Gone(Failure, PermanentError):
    """404, 410: there is nothing at this address."""


class BadAnswer(Failure, PermanentError):
    """An answer that we do not understand or do not accept."""


class TooLarge(BadAnswer):
    """More than we are ready to take."""


class Untrusted(BadAnswer):
    """The server could not prove who it is."""


class Unreadable(Failure, PermanentError):
    """The bytes came, but they are not what the source's format says."""
