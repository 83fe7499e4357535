"""What a record says already, in lines for its form: statements are only added to."""

from collections.abc import Callable
from typing import Any

from agreements.admin import telling
from agreements.admin.places import admin_page
from agreements.models import AgreementLink, Citation, EventClaim, StatusUpdate, Term
from agreements.vocabulary import AXIS_LABELS

Json = dict[str, Any]
MODELS: dict[str, Any] = {
    "citations": Citation,
    "status_updates": StatusUpdate,
    "claims": EventClaim,
    "terms": Term,
    "links": AgreementLink,
}
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
    "terms": lambda each: (
        telling.label(each["name"]),
        " to ".join(dict.fromkeys(filter(None, (each["low"], each["high"])))),
        each["unit"],
        each["text"],
        each["coding"] if each["coding"] != "yes" else "",
        (each["speaker"] or {}).get("name"),
    ),
    "links": lambda each: (telling.label(each["type"]), each["agreement"] or each["event"], each["state"]),
}


def known(body: Json, name: str) -> list[Json]:
    """{"text", "href", "retracted"} of each statement of a list, in the order of their numbers; [] of other lists."""
    if not body or name not in MODELS:
        return []
    model, said = MODELS[name], body[name]
    rows = model.objects.filter(public_id__in=[each["id"] for each in said])
    keys = dict(rows.values_list("public_id", "pk"))
    return [
        {
            "text": " · ".join(filter(None, map(telling.text, TOLD[name](each)))),
            "href": admin_page(model, "change", keys[each["id"]]),
            "retracted": (each["retracted"] or {}).get("reason"),
        }
        for each in said
    ]
