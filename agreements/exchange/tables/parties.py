"""Parties by many names: codes of ISO 3166-1, former states and organisations, and `x-…` for what nobody knows."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from agreements.exchange.tables.words import slug
from agreements.searchtext import searchable
from agreements.shapes import Alias, Names, PartyIn

FILE = Path(__file__).with_name("parties.toml")
LONGEST_CODE = 60
_NOISE = {"the", "of", "and", "a"}
_SAME = {"st": "saint", "ste": "saint"}


def key(name: str) -> str:
    """What two spellings of one name have in common: "KOREA, REPUBLIC OF" and "Republic of Korea"."""
    words = re.findall(r"\w+", re.sub(r"['’.]", "", searchable(name)))
    return " ".join(sorted(_SAME.get(word, word) for word in words if word not in _NOISE)) or searchable(name)


@cache
def known_parties() -> Mapping[str, PartyIn]:
    """The parties of our own list, by code."""
    lists = tomllib.loads(FILE.read_text())
    successors = lists.pop("succeeded_by")
    return {
        code: _party(kind, code, names, successors.get(code, ()))
        for kind, parties in lists.items()
        for code, names in parties.items()
    }


def _party(kind: str, code: str, names: list[str], succeeded_by: Iterable[str]) -> PartyIn:
    english, spanish, *others = names
    return PartyIn(
        code=code,
        kind=kind,
        names=Names(en=english, es=spanish),
        aliases=tuple(Alias(text=each) for each in others),
        succeeded_by=tuple(succeeded_by),
    )


def names_of(party: PartyIn) -> Iterable[str]:
    return (party.code, party.names.en, party.names.es, *(each.text for each in party.aliases))


class Directory:
    """Names → codes: what the map says, then the record's own parties, then our list, then `x-…`."""

    def __init__(self, recorded: Iterable[PartyIn], codes: Mapping[str, str], unknown_kind: str) -> None:
        self._recorded = {each.code: each for each in recorded}
        self._unknown_kind = unknown_kind
        self._unknown: dict[str, PartyIn] = {}
        self._codes = {key(name): code for name, code in codes.items()}
        for party in (*self._recorded.values(), *known_parties().values()):
            for name in names_of(party):
                self._codes.setdefault(key(name), party.code)
        self.missing = sorted({*codes.values()} - {*self._recorded, *known_parties()})

    def code(self, name: str) -> str:
        """The party's code; a name that is not known gets one, the same every time."""
        return self._codes.get(key(name)) or self._coin(name)

    def _coin(self, name: str) -> str:
        code = self._codes[key(name)] = coined(name)
        if code not in self._recorded and code not in known_parties():
            party = PartyIn(code=code, kind=self._unknown_kind, names=Names(en=name, es=name))
            self._unknown.setdefault(code, party)
        return code

    def is_unknown(self, code: str) -> bool:
        return code in self._unknown

    def new(self, codes: Iterable[str]) -> list[PartyIn]:
        """Of these parties those that are not in the record yet, with their successors."""
        found: dict[str, PartyIn] = {}
        wanted = sorted({*codes} - {*self._recorded})
        while wanted:
            code = wanted.pop()
            party = known_parties().get(code) or self._unknown[code]
            found[code] = party
            wanted += [each for each in party.succeeded_by if each not in self._recorded and each not in found]
        return [found[code] for code in sorted(found)]


def coined(name: str) -> str:
    """A code for a name that no list has: "Land Berlin" → "x-land-berlin"."""
    words = slug(name)
    code = f"x-{words}"
    if words and len(code) <= LONGEST_CODE:
        return code
    digest = sha256(key(name).encode()).hexdigest()[:8]
    return f"{code[: LONGEST_CODE - 9].rstrip('-')}-{digest}"
