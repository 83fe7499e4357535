"""Sources as somebody sets them up: made and changed, never removed, since their runs stand for ever."""

from datetime import datetime
from typing import Any

from django.db import transaction

from agreements.errors import Problem, Refused
from agreements.fetching import formats
from agreements.models import Party, Source
from agreements.shapes import SourceIn, read

Json = dict[str, Any]
FIELDS = ("name", "url", "format", "language", "interval", "enabled", "settings")


@transaction.atomic
def create(data: Json, now: datetime) -> Source:
    """A new source, due at once. Raises Refused."""
    shape = checked(data)
    if Source.objects.filter(slug=shape.slug).exists():
        raise Refused([Problem("slug", f"there is a source {shape.slug!r} already; change that one")])
    source = Source(slug=shape.slug, next_check_at=now)
    _apply(source, shape)
    return source


@transaction.atomic
def change(slug: str, data: Json) -> Source:
    """Change what is given; the rest stays. A new address forgets what the old one answered. Raises Refused."""
    source = Source.objects.select_for_update().get(slug=slug)
    known = {name: getattr(source, name) for name in FIELDS}
    party = source.party.code if source.party else None
    if data.get("slug", slug) != slug:
        raise Refused([Problem("slug", "a slug does not change; make another source")])
    shape = checked({"slug": slug, **known, "party": party, **data})
    if (shape.url, shape.format) != (source.url, source.format):
        source.etag = source.last_modified = ""
    _apply(source, shape)
    return source


def checked(data: Json) -> SourceIn:
    """What describes a source, with the settings that its format needs. Raises Refused, which names every field."""
    shape = read(SourceIn, data)
    if problems := formats.problems(shape.format, shape.settings):
        raise Refused(problems)
    return shape


def _apply(source: Source, shape: SourceIn) -> None:
    party = Party.objects.filter(code=shape.party).first()
    if shape.party and party is None:
        raise Refused([Problem("party", f"there is no party {shape.party!r}; record it first")])
    for name in FIELDS:
        setattr(source, name, getattr(shape, name))
    source.party = party
    source.save()
