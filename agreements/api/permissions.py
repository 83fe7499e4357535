"""Who may read, and what else needs a permission."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission

# The framework's views load this module while they are being loaded themselves.
if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


SIGN_IN: Final = "Sign in, or send a token as `Authorization: Token …`."


class ReadPublicElseSignIn(BasePermission):
    """Reading is open while PUBLIC_READ holds; everything else needs somebody who has signed in."""

    message = SIGN_IN

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        if settings.PUBLIC_READ and request.method in SAFE_METHODS:
            return True
        return bool(request.user and request.user.is_authenticated)


ROLES: Final = ("reader", "signed-in")  # as which the same address may be answered otherwise


@dataclass(frozen=True, slots=True)
class Need:
    """A permission, and the first role that has it."""

    permission: str
    role: str

    def __str__(self) -> str:
        return f"the permission {self.permission}, which comes with the role {self.role}"


LOG_EVENTS: Final = Need("agreements.add_event", "analyst")
REVISE_EVENTS: Final = Need("agreements.change_event", "analyst")
LOG_UPDATES: Final = Need("agreements.add_statusupdate", "analyst")
ADD_AGREEMENTS: Final = Need("agreements.add_agreement", "analyst")
REVISE_AGREEMENTS: Final = Need("agreements.change_agreement", "analyst")
ADD_TERMS: Final = Need("agreements.add_term", "analyst")
RETRACT: Final = Need("agreements.add_retraction", "analyst")
DETERMINE: Final = Need("agreements.add_determination", "reviewer")
SEE_CANDIDATES: Final = Need("agreements.view_candidate", "analyst")
DECIDE_CANDIDATES: Final = Need("agreements.change_candidate", "reviewer")
ADD_SOURCES: Final = Need("agreements.add_source", "admin")
CHANGE_SOURCES: Final = Need("agreements.change_source", "admin")


def role_of(user: Any) -> str:
    """As whom somebody reads: what one role is shown must not answer another's conditional request."""
    return "signed-in" if user and user.is_authenticated else "reader"
