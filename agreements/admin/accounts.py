"""Users and their tokens. Who keeps them makes no superuser; nobody deletes a user, since the ledger names them."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from agreements.admin.exporting import Exporting
from agreements.models import ApiToken

ABOVE_ROLES = ("is_superuser", "user_permissions")


class AccountAdmin(UserAdmin):
    list_display = ("username", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "groups")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser is changed by a superuser only: a new password would be theirs."""
        above = getattr(obj, "is_superuser", False) and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        kept = tuple(super().get_readonly_fields(request, obj))
        return kept if request.user.is_superuser else (*kept, *ABOVE_ROLES)


@admin.register(ApiToken)
class ApiTokenAdmin(Exporting):
    """Tokens are made with `manage.py create_token`, which shows the secret once; here they are seen and revoked."""

    list_display = ("name", "user", "token_key", "created", "expiry")
    list_filter = ("user",)
    search_fields = ("name", "user__username")
    fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
