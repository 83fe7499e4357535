"""Values of the two legal tracks that say the same of binding and of non-binding instruments."""

from collections.abc import Mapping

from agreements.reading.item import Tracked
from agreements.reading.lexicon import Meaning

NON_BINDING: Mapping[str, str] = {
    "text_adopted": "agreed_in_principle",
    "signed": "concluded",
    "in_force": "operative",
    "suspended": "paused",
    "termination_notified": "discontinued",
    "terminated": "discontinued",
    "expired": "lapsed",
    "superseded": "replaced",
    "abandoned": "discontinued",
}
BINDING: Mapping[str, str] = {
    "concluded": "signed",
    "operative": "in_force",
    "modified": "in_force",
    "paused": "suspended",
    "discontinued": "terminated",
    "lapsed": "expired",
    "replaced": "superseded",
}


def on_track(meaning: Meaning, agreement: Tracked) -> Meaning:
    """The same meaning in the words of the agreement's own track."""
    if meaning.axis != "legal":
        return meaning
    twins = NON_BINDING if agreement.non_binding else BINDING
    return Meaning(meaning.axis, twins.get(meaning.value, meaning.value), meaning.modality)
