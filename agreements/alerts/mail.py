"""A message as e-mail: to the owner's own address, in their language, as plain text and HTML.

Whoever looks after the accounts enters the addresses, so that nobody can have mail sent to somebody else.
"""

from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.alerts import stopping, telling
from agreements.alerts.digest import groups
from agreements.alerts.outbox import Refusal
from agreements.models import Delivery

Json = dict[str, Any]
NO_ADDRESS: Final = "The account of its owner has no e-mail address."


def send(delivery: Delivery) -> None:
    """Raises OSError where the mail server fails, or Refusal."""
    message(delivery).send()


def message(delivery: Delivery) -> EmailMultiAlternatives:
    """The same on every try, its Message-ID too: a mailbox shows one that came twice once. Raises Refusal."""
    subscription = delivery.subscription
    if not subscription.owner.email:
        raise Refusal(NO_ADDRESS)
    with translation.override(subscription.language):
        context = _context(delivery, telling.payload(delivery)["data"], subscription.language)
        mail = EmailMultiAlternatives(
            subject=" ".join(f"Entente: {context['heading']} – {subscription.why}".split()),  # on one line
            body=render_to_string("alerts/digest.txt", context),
            to=[subscription.owner.email],
            headers=_headers(delivery, context["stop"]),
        )
        mail.attach_alternative(render_to_string("alerts/digest.html", context), "text/html")
    return mail


def _context(delivery: Delivery, data: Json, language: str) -> Json:
    left = data["total"] - len(data["changes"])
    count = ngettext("%(n)d change", "%(n)d changes", data["total"]) % {"n": data["total"]}
    query = ", ".join(f"{name} = {' / '.join(texts)}" for name, texts in data["query"].items())
    return {
        "language": language,
        "heading": count if delivery.kind == "alert" else _("a message to try it out"),
        "why": _("You asked to hear of this: %(why)s") % {"why": data["why"]},
        "query": _("Followed: %(query)s") % {"query": query or _("the whole record")},
        "groups": groups(data["changes"], language),
        "left": ngettext("%(n)d more change", "%(n)d more changes", left) % {"n": left} if left else "",
        "more": data["more"],
        "stopping": _("To get no more of these:"),
        "stop": stopping.link(delivery.subscription),
    }


def _headers(delivery: Delivery, stop: str) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return {
        "Message-ID": f"<{delivery.public_id}@{domain}>",
        "List-Unsubscribe": f"<{stop}>",  # RFC 8058: the mail program offers it as a button
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
