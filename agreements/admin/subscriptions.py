"""Who is told of what, and the messages: what waits, what was sent, what was given up and can be sent again.

Subscriptions are their owners' and belong to the accounts: whoever looks after those sees all of them.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.looking import Looking
from agreements.alerts import outbox
from agreements.models import Delivery, Subscription
from agreements.tasks import deliver_soon

SEEN_BY = "auth.change_user"
BY_ADMIN = "Stopped at the desk by {}."


class OfTheAccounts(Looking):
    """What belongs to accounts: seen, and kept in order, by whoever looks after those."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(SEEN_BY)

    def has_keep_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(Subscription)
class SubscriptionAdmin(OfTheAccounts):
    list_display = ("why", "owner", "channel", "frequency", "url", "seen", "next_look_at", "stopped_because")
    list_filter = ("channel", "frequency", ("stopped_at", admin.EmptyFieldListFilter), "owner")
    list_select_related = ("owner",)
    search_fields = ("public_id", "why", "url", "owner__username", "stopped_because")
    date_hierarchy = "made_at"
    actions = ("stop",)

    @admin.action(description="Stop these; what waits to be sent is parked", permissions=["keep"])
    def stop(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        found = list(queryset.filter(stopped_at=None))
        for each in found:
            outbox.stop(each, BY_ADMIN.format(request.user.get_username()), datetime.now(UTC))
        messages.info(request, f"{len(found)} stopped. Their owners can make them active again.")


@admin.register(Delivery)
class DeliveryAdmin(OfTheAccounts):
    list_display = ("state", "subscription", "error", "attempts", "status", "until", "made_at", "public_id")
    list_filter = ("state", "kind", "subscription__channel", "subscription__owner")
    list_select_related = ("subscription",)
    search_fields = ("public_id", "subscription__public_id", "subscription__why", "error")
    date_hierarchy = "made_at"
    actions = ("send_again",)

    @admin.action(description="Send these again, under the same ids", permissions=["keep"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Those of stopped subscriptions stay where they are."""
        chosen = dict(queryset.values_list("pk", "subscription__stopped_at"))
        ids = [key for key, stopped in chosen.items() if stopped is None]
        outbox.replay(Delivery.objects.filter(pk__in=ids), datetime.now(UTC))
        deliver_soon(ids)
        left = len(chosen) - len(ids)
        messages.info(request, f"{len(ids)} will be sent again." + (f" {left} are of stopped ones." if left else ""))
