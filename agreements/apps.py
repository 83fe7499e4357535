"""The app's entry in Django's registry."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agreements.history.privileges import grant_app_role
        from agreements.operations import checks  # noqa: F401  (registers the system checks)

        post_migrate.connect(grant_app_role, sender=self)
