"""python -m benchmarks._origin LATENCY ERRORS: feeds on a free port of 127.0.0.1, printed on the first line.

/feed/N is an RSS feed of twenty entries with an ETag. LATENCY: seconds before each answer; ERRORS: share of answers
that are a 503. /served says how many entries were sent in all.
"""

import asyncio
import random
import sys

ENTRIES = 20
WORDS = (
    "minister",
    "committee",
    "tariff",
    "port",
    "coffee",
    "visit",
    "council",
    "budget",
    "railway",
    "harvest",
    "school",
)


def feed(number: int) -> bytes:
    """The feed of a number, always the same: invented notes, one in ten about an agreement."""
    chance = random.Random(number)  # noqa: S311
    items = "".join(_item(number, entry, chance) for entry in range(ENTRIES))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire {number}</title>'
        f"<link>http://127.0.0.1/{number}/</link><language>en</language>{items}</channel></rss>"
    ).encode()


def _item(number: int, entry: int, chance: random.Random) -> str:
    words = " ".join(chance.choice(WORDS) for _ in range(60))
    news = "El Salvador and the United States signed the Agreement on Reciprocal Trade on Thursday. "
    said = news if entry == 0 and number % 10 == 0 else ""
    return (
        f"<item><title>Note {entry} of wire {number}: {words[:40]}</title>"
        f"<link>http://127.0.0.1/{number}/note/{entry}</link><guid>wire-{number}-{entry}</guid>"
        f"<pubDate>Mon, 02 Feb 2026 10:{entry:02}:00 GMT</pubDate>"
        f"<description>{said}The {words}.</description></item>"
    )


class Origin:
    def __init__(self, latency: float, errors: float) -> None:
        self.latency, self.errors = latency, errors
        self.feeds: dict[int, bytes] = {}
        self.chance = random.Random(1)  # noqa: S311
        self.served = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """All requests of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(await self._answer(head.decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: str) -> bytes:
        path = head.split(" ", 2)[1]
        if path == "/served":
            return _response("200 OK", str(self.served).encode())
        if not path.startswith("/feed/"):
            return _response("404 Not Found", b"")
        if self.latency:
            await asyncio.sleep(self.latency)
        if self.errors and self.chance.random() < self.errors:
            return _response("503 Service Unavailable", b"")
        number = int(path.rpartition("/")[2])
        etag = f'"{number}"'
        if f"if-none-match: {etag}" in head.lower():
            return _response("304 Not Modified", b"", etag)
        if number not in self.feeds:
            self.feeds[number] = feed(number)
        self.served += ENTRIES
        return _response("200 OK", self.feeds[number], etag)


def _response(status: str, body: bytes, etag: str = "") -> bytes:
    named = f"ETag: {etag}\r\n" if etag else ""
    length = "" if status.startswith("304") else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\n{named}{length}\r\n".encode() + body


async def main(latency: float, errors: float) -> None:
    origin = Origin(latency, errors)
    server = await asyncio.start_server(origin.serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]), float(sys.argv[2])))
