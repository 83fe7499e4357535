"""The key: what each sign on the page means, in words."""

from typing import Any

from django.utils.translation import gettext as _

from agreements.web.marks import Band


def key() -> dict[str, list[tuple[Any, ...]]]:
    """{"bands": [(band, words)], "marks": [(shape, fill, words)]}."""
    return {
        "bands": [
            (Band("u", "level-1"), _("proposed or negotiated")),
            (Band("u", "level-2"), _("agreed in principle")),
            (Band("u", "level-3"), _("signed or concluded")),
            (Band("u", "level-4"), _("in force or operative")),
            (Band("u", "dark-core"), _("suspended")),
            (Band("u", "light-core"), _("notice given, still in force")),
            (Band("u", "ended"), _("ended")),
            (Band("u", "absent"), _("no legal value recorded")),
            (Band("u", "hatch", hatch=(4, 1)), _("disputed")),
            (Band("b", "level-3"), _("binding")),
            (Band("n", "level-3"), _("not binding")),
            (Band("u", "level-3"), _("nobody has said")),
            (Band("u", "level-1", "solid"), _("line below: operating")),
            (Band("u", "level-1", "unknown"), _("dotted: not known whether")),
        ],
        "marks": [
            ("disc", "solid", _("visit, meeting or call")),
            ("speech", "solid", _("press statement")),
            ("diamond", "solid", _("signature")),
            ("envelope", "solid", _("diplomatic note")),
            ("arrow", "solid", _("implementation")),
            ("sheet", "solid", _("publication")),
            ("bow", "solid", _("court")),
            ("square", "solid", _("other")),
            ("disc", "hollow", _("planned")),
            ("disc", "struck", _("denied")),
        ],
    }
