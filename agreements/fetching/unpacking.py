"""Content-Encoding, with caps: a few kilobytes can unpack to gigabytes."""

import zlib
from collections.abc import Iterator

from agreements.fetching.budget import MIB, Limits, shown
from agreements.fetching.errors import BadAnswer, TooLarge, Unreachable

ACCEPTED = "gzip"
STEP = 256 * 1024
GZIP = zlib.MAX_WBITS | 16
GZIP_MAGIC = b"\x1f\x8b\x08"


class Body:
    """Collects a body as it arrives. `encoding`: the Content-Encoding; BadAnswer, if it was not asked for.

    add() and content() raise TooLarge past `limits`, BadAnswer when the packing is damaged.
    """

    def __init__(self, encoding: str, limits: Limits) -> None:
        self._limits = limits
        self._packed = _is_packed(encoding)
        self._unpacker = zlib.decompressobj(GZIP)
        self._parts: list[bytes] = []
        self._came = self.size = 0

    def add(self, data: bytes) -> None:
        self._came += len(data)
        for part in self._unpacked(data) if self._packed else (data,):
            self.size += len(part)
            self._check()
            self._parts.append(part)

    def content(self) -> bytes:
        """The whole body, when all of it came."""
        if self._packed and self._came and not self._unpacker.eof:
            raise Unreachable("The packed body ended before its end.")
        content = b"".join(self._parts)
        if self._packed and content.startswith(GZIP_MAGIC):
            raise BadAnswer("The body is packed twice, which hides its size; it is not unpacked again.")
        return content

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._unpacker.eof:
                if not data.startswith(GZIP_MAGIC[:1]):
                    return  # padding after the end
                self._unpacker = zlib.decompressobj(GZIP)  # a gzip file may have several members
            try:
                part = self._unpacker.decompress(data, STEP)
            except zlib.error:
                raise BadAnswer("The body is not the gzip that its header says.") from None
            data = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            yield part

    def _check(self) -> None:
        if self.size > self._limits.size:
            raise TooLarge(f"The body is larger than {shown(self._limits.size)}.")
        if self.size > MIB and self.size > self._limits.ratio * self._came:
            raise TooLarge(f"The body unpacks to more than {self._limits.ratio} times what was sent.")


def _is_packed(header: str) -> bool:
    encodings = [each.strip().lower() for each in header.split(",")]
    encodings = [each for each in encodings if each not in ("", "identity")]
    if len(encodings) > 1:
        raise BadAnswer(f"The body is packed more than once ({', '.join(encodings)[:100]}), which hides its size.")
    if encodings and encodings[0] not in ("gzip", "x-gzip"):
        raise BadAnswer(f"The body is packed as {encodings[0][:40]!r}, which was not asked for.")
    return bool(encodings)
