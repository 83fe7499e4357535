"""The app's entry in Django's registry."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin  # a class imported by name would be found as an app of this module
from django.db.models.signals import post_migrate


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agreements.history import wanted
        from agreements.history.privileges import grant_app_role
        from agreements.operations import checks  # noqa: F401  (registers the system checks)

        post_migrate.connect(grant_app_role, sender=self)
        wanted.asked.connect(_announce)


def _announce(ids: list[int], **kwargs: Any) -> None:
    from agreements.tasks import capture_pages  # only a process that writes needs them

    capture_pages(ids)


class DeskConfig(admin.AdminConfig):
    """Django's admin, with our first page."""

    default = False  # of this module's two, `agreements` names the other
    default_site = "agreements.admin.site.Desk"

    def ready(self) -> None:
        # Django would make the site while it looks for what registers there, and we register while ours is imported.
        import agreements.admin  # noqa: F401

        super().ready()
