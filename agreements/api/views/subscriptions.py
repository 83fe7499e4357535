"""Subscriptions to the timeline: everybody's own, and all of them for whoever looks after the accounts."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.alerts import showing, signing, subscribing
from agreements.alerts.subscribing import SubscriptionIn
from agreements.api.output import alerts as output
from agreements.api.permissions import SIGN_IN
from agreements.api.views.work import BY_KEY, LISTED, WorkList, WorkView
from agreements.api.writing import body
from agreements.models import Delivery
from agreements.models.subscription import STATES
from agreements.tasks import deliver_soon
from agreements.timeline.parameters import TEXT, Parameter, words

Json = dict[str, Any]
SEES_ALL = "auth.change_user"
OF = Parameter(name="subscription", meaning="messages of this subscription", form=TEXT)
STATE = Parameter(name="state", meaning="what became of them", form=words(STATES, "state"))


class Own(WorkView):
    """For whoever has signed in. What is somebody else's is not there for them."""

    def admit(self, request: Request) -> None:
        if not request.user.is_authenticated:
            raise PermissionDenied(SIGN_IN)

    def own(self) -> QuerySet[Any]:
        user = self.request.user
        return showing.subscriptions(None if user.has_perm(SEES_ALL) else user)

    def one(self, public_id: str) -> Any:
        found = self.own().filter(public_id=public_id).first()
        if found is None:
            raise Http404
        return found

    def deliveries(self) -> QuerySet[Delivery]:
        return Delivery.objects.select_related("subscription").filter(subscription__in=self.own().values("pk"))


class Subscriptions(Own, WorkList):
    """Subscriptions, the latest first."""

    http_method_names = ["get", "head", "post"]
    output = output.Subscription
    accepts = {"POST": SubscriptionIn}
    success = 201
    order = BY_KEY
    parameters = LISTED

    def post(self, request: Request) -> Response:
        """Be told of what will be recorded, as far as it passes a query. A webhook's secret is shown this once."""
        owner = User.objects.get(username=request.user.get_username())
        made = subscribing.create(body.of(request), owner, datetime.now(UTC))
        return Response(_with_secret(self.one(made.public_id)), status=201)

    def rows(self, **path: str) -> QuerySet[Any]:
        return self.own()

    def show(self, row: Any) -> Json:
        return showing.subscription(row)


class OneSubscription(Own):
    """A subscription."""

    http_method_names = ["get", "head", "patch", "delete"]
    accepts = {"PATCH": output.SubscriptionChange}
    output = output.Subscription

    def get(self, request: Request, slug: str) -> Response:
        return Response(showing.subscription(self.one(slug)))

    def patch(self, request: Request, slug: str) -> Response:
        """Change what is given; the rest stays."""
        self.one(slug)
        subscribing.change(slug, body.of(request), datetime.now(UTC))
        return Response(showing.subscription(self.one(slug)))

    def delete(self, request: Request, slug: str) -> Response:
        """Delete it with its messages. Answers with what it was."""
        found = self.one(slug)
        answer = showing.subscription(found)
        found.delete()
        return Response(answer)


class Rotate(Own):
    """Give a webhook a new secret, shown this once. The one before signs along for a day."""

    http_method_names = ["post"]
    output = output.Subscription

    def post(self, request: Request, slug: str) -> Response:
        self.one(slug)
        subscribing.rotate(slug, datetime.now(UTC))
        return Response(_with_secret(self.one(slug)))


class Test(Own):
    """Send a message of no consequence, to see whether it arrives. Answers at once; a worker sends it."""

    http_method_names = ["post"]
    output = output.Delivery
    success = 202

    def post(self, request: Request, slug: str) -> Response:
        self.one(slug)
        delivery = subscribing.test(slug, datetime.now(UTC))
        deliver_soon([delivery.pk])
        return Response(showing.delivery(delivery), status=202)


class Deliveries(Own, WorkList):
    """Messages, the latest first: sent, waiting for their next try, or parked."""

    output = output.Delivery
    order = BY_KEY
    parameters = (OF, STATE, *LISTED)

    def rows(self, **path: str) -> QuerySet[Any]:
        found = self.deliveries()
        if "subscription" in self.values:
            found = found.filter(subscription=self.one(self.values["subscription"][0]))
        return found.filter(state=self.values["state"][0]) if "state" in self.values else found

    def show(self, row: Any) -> Json:
        return showing.delivery(row)


class Replay(Own):
    """Send a message again under its id, whether it was parked or sent. Answers at once; a worker sends it."""

    http_method_names = ["post"]
    output = output.Delivery
    success = 202

    def post(self, request: Request, slug: str) -> Response:
        delivery = self.deliveries().filter(public_id=slug).first()
        if delivery is None:
            raise Http404
        subscribing.replay(delivery, datetime.now(UTC))
        deliver_soon([delivery.pk])
        return Response(showing.delivery(self.deliveries().get(pk=delivery.pk)), status=202)


def _with_secret(row: Any) -> Json:
    return showing.subscription(row, signing.secret(row) if row.channel == "webhook" else None)
