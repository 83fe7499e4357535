"""JSON out. Stored fragments are passed through as they are; the rest is encoded by orjson."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        # Lazily translated text has no other form in JSON than its text.
        return b"" if data is None else orjson.dumps(data, default=str)


class IcsRenderer(BaseRenderer):
    """A calendar, made by `exchange.ics`."""

    media_type = "text/calendar"
    format = "ics"
    charset = "utf-8"
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return bytes(data or b"")


class ByAccept(DefaultContentNegotiation):
    """By the Accept header alone: `format` is a parameter like any other, refused by name where it is unknown."""

    settings: Any = SimpleNamespace(URL_FORMAT_OVERRIDE=None)
