"""Who may read."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission

# The framework's views load this module while they are being loaded themselves.
if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class ReadPublicElseSignIn(BasePermission):
    """Reading is open while PUBLIC_READ holds; everything else needs somebody who has signed in."""

    message = "Sign in, or send a token as `Authorization: Token …`."

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        if settings.PUBLIC_READ and request.method in SAFE_METHODS:
            return True
        return bool(request.user and request.user.is_authenticated)


def role_of(user: Any) -> str:
    """As whom somebody reads: what one role is shown must not answer another's conditional request."""
    return "signed-in" if user and user.is_authenticated else "reader"
