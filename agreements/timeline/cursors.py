"""Cursors: where a page begins, with the clocks of the first page, as one opaque word.

A paged list is one snapshot, so the cursor carries the revision and the days that the first page was read by. It is
signed together with the query that it belongs to: nobody can make one up or use it for another list.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Any, Final

import orjson
from django.utils.crypto import constant_time_compare, salted_hmac

from agreements.errors import Problem, Refused
from agreements.timeline.clocks import AsOf
from agreements.timeline.paging import Key, Order, Position

SIGNATURE: Final = 22  # characters: 128 bits and a little more


def encode(asof: AsOf, position: Position, query: str) -> str:
    """`query`: the text of everything that makes the list what it is, but for the clocks' present."""
    content = [
        asof.revision,
        asof.valid_on.isoformat(),
        asof.public_on.isoformat() if asof.public_on else None,
        asof.chosen,
        position.backwards,
        *position.key,
    ]
    text = orjson.dumps(content)
    return _base64(text) + _signature(text, query)


def decode(cursor: str, order: Order, query: str) -> tuple[AsOf, Position]:
    """Raises Refused naming `cursor` where it was not made by `encode` for this query."""
    try:
        text = _text(cursor[:-SIGNATURE])
        if not constant_time_compare(cursor[-SIGNATURE:], _signature(text, query)):
            raise ValueError
        revision, valid_on, public_on, chosen, backwards, *key = orjson.loads(text)
    except ValueError:
        detail = "it is not a cursor of this list; take `next` or `previous` from its answers, unchanged"
        raise Refused([Problem("cursor", detail)]) from None
    asof = AsOf(revision, date.fromisoformat(valid_on), date.fromisoformat(public_on) if public_on else None, chosen)
    return asof, Position(_key(key, order), backwards)


def _key(values: list[Any], order: Order) -> Key:
    """JSON has no dates: the order says which of the values are."""
    return tuple(
        date.fromisoformat(value) if kind is date else value
        for value, (_, kind) in zip(values, order.keys, strict=True)
    )


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _text(data: str) -> bytes:
    """Raises ValueError where the text is not exactly what `_base64` writes."""
    text = urlsafe_b64decode(data.encode("ascii") + b"=" * (-len(data) % 4))
    if _base64(text) != data:
        raise ValueError
    return text


def _signature(text: bytes, query: str) -> str:
    digest = salted_hmac("entente.cursor", text + query.encode(), algorithm="sha256").digest()
    return _base64(digest)[:SIGNATURE]
