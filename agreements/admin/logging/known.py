"""What an event says already, in lines for its form: statements are only added to."""

from collections.abc import Callable
from typing import Any

from agreements.admin import telling
from agreements.admin.places import admin_page
from agreements.models import Citation, EventClaim, StatusUpdate
from agreements.vocabulary import AXIS_LABELS

Json = dict[str, Any]
MODELS: dict[str, Any] = {"citations": Citation, "status_updates": StatusUpdate, "claims": EventClaim}
TOLD: dict[str, Callable[[Json], tuple[Any, ...]]] = {
    "citations": lambda each: (each["publisher"], each["title"], each["published"], each["url"]),
    "status_updates": lambda each: (
        each["agreement"],
        f"{AXIS_LABELS[each['axis']]}: {telling.label(each['value'])}",
        each["party"],
        each["modality"] if each["modality"] != "happened" else "",
        each["date"],
        (each["speaker"] or {}).get("name"),
        each["note"],
    ),
    "claims": lambda each: (each["field"], each["value"], (each["speaker"] or {}).get("name"), each["note"]),
}


def known(body: Json, name: str) -> list[Json]:
    """{"id", "text", "href", "retracted"} of each statement of a list, in the order of their numbers."""
    model = MODELS[name]
    rows = model.objects.filter(public_id__in=[each["id"] for each in body.get(name, ())])
    keys = dict(rows.values_list("public_id", "pk"))
    return [
        {
            "id": each["id"],
            "text": " · ".join(filter(None, (telling.text(part) for part in TOLD[name](each)))),
            "href": admin_page(model, "change", keys[each["id"]]),
            "retracted": (each["retracted"] or {}).get("reason"),
        }
        for each in body.get(name, ())
    ]
