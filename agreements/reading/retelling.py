"""Proposed events told again: with the sources of copies, as a mere copy, as what changed on a page. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from agreements.reading.changes import Change, Key, key
from agreements.reading.proposal import Draft
from agreements.searchtext import cluster_of

Json = dict[str, Any]
MOST_CITED = 20  # copies of one story; of more, only the addresses are kept


def cluster(proposed: Json) -> str:
    """The story that a proposal rests on: copies of it count as one source."""
    first = proposed["citations"][0]
    return str(first.get("cluster") or cluster_of(first["publisher"]))


def in_cluster(proposed: Json, name: str) -> Json:
    """The proposal with all its sources as copies of one story."""
    return {**proposed, "citations": [{**each, "cluster": name} for each in proposed["citations"]]}


def with_copies(proposed: Json, of: Json, said: Collection[Key], name: str) -> Json:
    """The proposal with the sources of another, as copies; what the other says as well rests on these too."""
    own = proposed["citations"]
    # Status updates name sources by these ids, which have gaps where a copy was taken out again.
    taken = {each["id"] for each in own}
    free = (local for local in map("s{}".format, count(1)) if local not in taken)
    copies = [{**each, "id": next(free)} for each in of["citations"][: MOST_CITED + 1 - len(own)]]
    added = [each["id"] for each in copies]
    updates = [
        {**each, "citations": [*each["citations"], *added]} if key({"modality": "happened", **each}) in said else each
        for each in proposed["status_updates"]
    ]
    return in_cluster({**proposed, "citations": [*own, *copies], "status_updates": updates}, name)


def without_copy(proposed: Json, url: str) -> Json:
    """The proposal without a source that turned out to be none. Its own source, the first, stays."""
    gone = {each["id"] for each in proposed["citations"][1:] if each["url"] == url}
    updates = [
        {**each, "citations": [name for name in each["citations"] if name not in gone]}
        for each in proposed["status_updates"]
    ]
    citations = [each for each in proposed["citations"] if each["id"] not in gone]
    return {**proposed, "citations": citations, "status_updates": updates}


def as_copy(made: Draft, name: str) -> Draft:
    """Nothing but another source, a copy."""
    return replace(made, proposed=in_cluster({**made.proposed, "status_updates": []}, name), evidence=[])


def as_second_look(made: Draft, event: str, changed: Sequence[Change], supersedes: Mapping[int, str]) -> Draft:
    """Only what is said otherwise or anew, about a recorded event. `supersedes`: place of a claim → status update."""
    places = [each.at for each in changed if each.at is not None]
    updates = [
        made.proposed["status_updates"][at] | ({"supersedes": supersedes[at]} if at in supersedes else {})
        for at in places
    ]
    evidence = [
        {**each, "path": f"status_updates.{places.index(at)}.value"}
        for each in made.evidence
        if (at := int(re.findall(r"\d+", each["path"])[0])) in places
    ]
    return replace(made, proposed={**made.proposed, "slug": event, "status_updates": updates}, evidence=evidence)
