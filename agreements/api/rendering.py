"""JSON out. Stored fragments are passed through as they are; the rest is encoded by orjson."""

from collections.abc import Mapping
from typing import Any

import orjson
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


class ProblemRenderer(OrjsonRenderer):
    """RFC 9457."""

    media_type = "application/problem+json"
