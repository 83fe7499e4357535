"""The four roles, as groups. What each of them may do now stands in 0011_roles and, for people, in docs/operations.md.

Reading without a sign-in is a setting (PUBLIC_READ), not a role; who may enter the admin is the user's `is_staff`.
"""

from django.db import migrations

RECORDS = ("agreement", "event", "office", "party", "person", "relation")
PARTS = (
    "agreementdocument",
    "agreementparty",
    "identifier",
    "participant",
    "pressstatement",
    "quantity",
    "tenure",
    "visit",
)
STATEMENTS = (
    "agreementlink",
    "citation",
    "determination",
    "eventclaim",
    "retraction",
    "revision",
    "statusupdate",
    "term",
)
WATCHED = ("document", "fetchrun", "snapshot", "source")
ANALYSTS_ADD = (*RECORDS, "agreementlink", "citation", "eventclaim", "retraction", "statusupdate", "term")
ACCOUNTS = (("auth", "user"), ("auth", "group"), ("agreements", "apitoken"))


def _ours(verb, models):
    return [("agreements", verb, model) for model in models]


READER = _ours("view", (*RECORDS, *PARTS, *STATEMENTS, *WATCHED))
ANALYST = [*READER, *_ours("add", ANALYSTS_ADD), *_ours("change", RECORDS), *_ours("view", ["candidate"])]
REVIEWER = [*ANALYST, *_ours("change", ["candidate"]), *_ours("add", ["determination"])]
ADMIN = [
    *REVIEWER,
    *_ours("add", ["source"]),
    *_ours("change", ["source"]),
    *((app, verb, model) for app, model in ACCOUNTS for verb in ("add", "change", "delete", "view")),
]
ROLES = {"reader": READER, "analyst": ANALYST, "reviewer": REVIEWER, "admin": ADMIN}


def make_roles(apps, schema_editor=None, roles=ROLES):
    """Each role with exactly its permissions; groups of these names that exist already are brought to that."""
    permissions = {each: _permission(apps, *each) for wanted in roles.values() for each in wanted}
    for name, wanted in roles.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set([permissions[each] for each in wanted])


def unmake_roles(apps, schema_editor=None):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


def _permission(apps, app, verb, model):
    """Django makes permissions after the last migration only; this one is made now, the way it would make it."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    name = f"Can {verb} {apps.get_model(app, model)._meta.verbose_name_raw}"
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.get_or_create(content_type=kind, codename=f"{verb}_{model}", defaults={"name": name})[0]


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_ledger"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, unmake_roles)]
