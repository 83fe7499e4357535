"""What a browser would send of the form of an event: fields, and rows of its lists."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.models import Agreement, Party, Person, Relation
from tests.agreements import builders, inputs
from tests.agreements.admin.desk import all_errors

Json = dict[str, Any]
LISTS = ("participants", "citations", "status_updates", "quantities", "claims")
LOG = "/admin/agreements/event/log/{}/"
CHANGE = "/admin/agreements/event/{}/change/"
LOOK = "/admin/agreements/event/log/look/"


def ground() -> None:
    """Two parties, their relation, the agreement `memo`, under negotiation since 2024, and a person."""
    builders.write(*builders.ground(), builders.make_person("ana-lopez", name="Ana López"))
    talks = builders.make_event(
        "talks-2024", date="2024-05-01", status_updates=[inputs.update(value="under_negotiation")]
    )
    builders.write(talks)


def analyst(client: Client, name: str = "ana", role: str = "analyst") -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


def key(model: Any, **which: Any) -> str:
    return str(model.objects.get(**which).pk)


def memo() -> str:
    return key(Agreement, slug="memo")


def ana() -> str:
    return key(Person, slug="ana-lopez")


def party(code: str) -> str:
    return key(Party, code=code)


def citation(**changes: Any) -> Json:
    return {
        "url": "https://news.example/story",
        "publisher": "Example News",
        "source_type": "press",
        "published": "2025-02-04",
        "language": "en",
        **changes,
    }


def update(**changes: Any) -> Json:
    return {"agreement": memo(), "axis": "legal", "value": "signed", **changes}


def filled(initial: Json | None = None, **changes: Any) -> Json:
    """The data of a form with these rows and fields; `initial`: how many rows of a list were there."""
    found: Json = {
        "title": "Ministers meet",
        "date": "2025-02-03",
        "modality": "happened",
        "relations": [key(Relation, slug="us-sv")],
        "reason": "Logged",
    }
    rows = {name: changes.pop(name, []) for name in LISTS}
    found |= changes
    for name, entries in rows.items():
        found |= {f"{name}-TOTAL_FORMS": len(entries), f"{name}-INITIAL_FORMS": (initial or {}).get(name, 0)}
        for index, entry in enumerate(entries):
            found |= {f"{name}-{index}-{field}": value for field, value in entry.items()}
    return found


def complaints(response: Any) -> dict[str, str]:
    """Name of each field that complains → what it says; "" for the whole."""
    return {name: " ".join(errors) for name, errors in all_errors(response).items()}
