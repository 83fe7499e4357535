"""The four roles, as groups, with what came since 0003. This is the whole list, and what docs/operations.md says."""

from importlib import import_module

from django.db import migrations

first = import_module("agreements.migrations.0003_roles")

EDITED_BY_ANALYSTS = ("cue",)


def _ours(*verbs):
    return [("agreements", verb, model) for model in EDITED_BY_ANALYSTS for verb in verbs]


EDIT = _ours("add", "change", "delete")
ROLES = {
    "reader": [*first.READER, *_ours("view")],
    **{name: [*first.ROLES[name], *_ours("view"), *EDIT] for name in ("analyst", "reviewer", "admin")},
}


def make_roles(apps, schema_editor=None):
    """Each role with exactly its permissions; groups of these names that exist already are brought to that."""
    first.make_roles(apps, schema_editor, ROLES)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_cues")]

    operations = [migrations.RunPython(make_roles, first.make_roles)]
