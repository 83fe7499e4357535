"""The sources that come with the record: `record/sources.toml`, and the files of the bundled folder source."""

import shutil
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

import agreements
from agreements.errors import Problem, Refused
from agreements.fetching import formats, schedule
from agreements.fetching.formats import folder
from agreements.models import Party, Source

RECORD = Path(agreements.__file__).parent / "record"
NEEDED = frozenset({"slug", "name", "url", "format"})
DECLARED = NEEDED | {"party", "language", "interval", "settings", "enabled"}
UPKEPT = ("name", "url", "format", "party", "language")  # the rest is the operator's once a source is there
STAGGER = 600  # seconds over which the first looks are spread


@transaction.atomic
def load_sources(now: datetime, *, file: Path = RECORD / "sources.toml", update: bool = False) -> list[Source]:
    """Make a source of each declared one that is not there yet; these are returned. Again, it changes nothing.

    First looks are spread over ten minutes from `now`, folders first. `update`: also put name, address, format, party
    and language of the others back to what is declared. Raises Refused, which names what is wrong.
    """
    declared = declarations(file)
    parties = {party.code: party for party in Party.objects.filter(code__in=[each.get("party") for each in declared])}
    made = []
    for each in declared:
        fields = {**each, "party": parties.get(each.get("party", ""))}
        fields.setdefault("language", None)
        first = now if each["format"] == "folder" else now + timedelta(seconds=STAGGER * schedule.share(each["slug"]))
        source, is_new = Source.objects.get_or_create(
            slug=fields.pop("slug"), defaults={**fields, "next_check_at": first}
        )
        if is_new:
            made.append(source)
        elif update:
            _put_back(source, fields)
    return made


def fill_inbox(bundled: Path = RECORD / "inbox") -> list[Path]:
    """Copy each bundled folder to DATA_DIR/inbox, unless one of that name is there; those copied."""
    copied = []
    for path in sorted(bundled.iterdir()):
        target = folder.path(f"{folder.SCHEME}{path.name}")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(path, target)
            copied.append(target)
    return copied


def declarations(file: Path) -> list[dict[str, Any]]:
    """The declared sources, checked. Raises Refused."""
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text())["source"]
    problems = [problem for number, entry in enumerate(entries) for problem in _problems(number, entry)]
    slugs = [entry.get("slug") for entry in entries]
    problems += [Problem("source", f"{slug!r} stands there twice") for slug in set(slugs) if slugs.count(slug) > 1]
    if problems:
        raise Refused(problems)
    return entries


def _problems(number: int, entry: dict[str, Any]) -> list[Problem]:
    at = f"source.{entry.get('slug', number)}"
    found = [Problem(f"{at}.{name}", "is missing") for name in sorted(NEEDED - entry.keys())]
    found += [Problem(f"{at}.{name}", "is not known; remove it") for name in sorted(entry.keys() - DECLARED)]
    if "format" in entry:
        found += [problem.under(at) for problem in formats.problems(entry["format"], entry.get("settings", {}))]
    return found


def _put_back(source: Source, fields: dict[str, Any]) -> None:
    changes = {name: fields[name] for name in UPKEPT if getattr(source, name) != fields[name]}
    if changes.keys() & {"url", "format"}:
        changes |= {"etag": "", "last_modified": ""}
    if "format" in changes:  # what the operator set was for another format
        changes["settings"] = fields.get("settings", {})
    if changes:
        Source.objects.filter(pk=source.pk).update(**changes)
