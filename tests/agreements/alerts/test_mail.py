"""A message as e-mail: to the owner alone, in their language, with the why and the way out."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail as outgoing
from django.core.mail import EmailMultiAlternatives

from agreements.alerts import mail, stopping
from agreements.models import Delivery, Subscription
from tests.agreements import inputs
from tests.agreements.alerts.subscribed import look, send, subscribe
from tests.agreements.builders import ground, make_determination, make_event, make_retraction, write

pytestmark = pytest.mark.django_db
EVENT: dict[str, Any] = {"agreements": ["memo"], "status_updates": [inputs.update(value="in_force")]}


@pytest.fixture
def subscription() -> Subscription:
    write(*ground(), make_event("old", title="The old one", claims=[inputs.claim(id="c1")]))
    return subscribe(channel="email", why="for the file on <b>transfers</b>", query={"relation": ["us-sv"]})


def sent(subscription: Subscription) -> Any:
    assert send(look(subscription)).state == "sent"
    (message,) = outgoing.outbox
    return message


def html(message: Any) -> str:
    ((content, kind),) = message.alternatives
    assert kind == "text/html"
    return str(content)


def test_it_says_what_changed_grouped_with_links_why_and_how_to_stop(subscription: Subscription) -> None:
    number = write(make_event("one", title="Ministers <sign> & leave", **EVENT)).number
    write(make_event("old", title="The corrected one"), reason="a slip")
    write(make_retraction("event", "old", reason="it did not happen"))
    message = sent(subscription)
    assert message.to == ["ana@desk.example"]
    assert message.subject == "Entente: 3 changes – for the file on <b>transfers</b>"
    assert message.body.splitlines()[:4] == [
        "3 changes",
        "",
        "You asked to hear of this: for the file on <b>transfers</b>",
        "Followed: relation = us-sv",
    ]
    for said in (
        "\nNew in the record\n",
        "* Ministers <sign> & leave\n"
        f"  3 February 2025 · meeting · memo: in force · revision {number}, a tester: for a test\n"
        "  https://entente.example/events/one/\n",
        "\nCorrected or added to\n",
        "changed: title",
        "a tester: a slip",
        "\nTaken back\n",
        f"To get no more of these: {stopping.link(subscription)}\n",
    ):
        assert said in message.body
    page = html(message)
    assert '<a href="https://entente.example/events/one/">Ministers &lt;sign&gt; &amp; leave</a>' in page
    assert "<b>transfers" not in page
    assert stopping.link(subscription) in page


def test_a_mail_program_can_stop_it_and_knows_one_that_came_twice(subscription: Subscription) -> None:
    write(make_event("one"))
    headers = sent(subscription).extra_headers
    assert headers["List-Unsubscribe"] == f"<{stopping.link(subscription)}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"] == f"<{Delivery.objects.get().public_id}@localhost>"


def test_what_is_denied_or_planned_is_not_told_as_if_it_were_so(subscription: Subscription) -> None:
    denied = inputs.update(value="in_force", modality="denied")
    write(make_event("one", agreements=["memo"], modality="planned", status_updates=[denied]))
    assert "planned: meeting · memo: denied: in force" in sent(subscription).body


def test_it_speaks_the_language_of_the_subscription(subscription: Subscription) -> None:
    Subscription.objects.update(language="es")
    subscription.refresh_from_db()
    write(make_event("one", **EVENT))
    body = sent(subscription).body
    assert "1 cambio" in body and "Nuevo en el registro" in body
    assert "3 de febrero de 2025 · reunión · memo: en vigor" in body


def test_of_a_flood_it_lists_some_and_says_how_many_more(subscription: Subscription) -> None:
    write(*(make_event(f"row-{number}") for number in range(60)))
    message = sent(subscription)
    assert message.subject.startswith("Entente: 60 changes")
    assert message.body.count("/events/row-") == 50
    assert "10 more changes: https://entente.example/api/v1/changes/?after=1" in message.body


def test_determinations_and_agreements_have_their_words(subscription: Subscription) -> None:
    write(make_event("rival", claims=[inputs.claim(id="c1"), inputs.claim(id="c2", value="Washington")]))
    write(make_determination(["rival-c1"], ["rival-c2"], id="choice", reason="the diary says so"))
    body = sent(subscription).body
    assert "Decided between accounts" in body and "* the diary says so" in body
    assert "https://entente.example/api/v1/determinations/choice/" in body


def test_a_line_break_in_the_why_makes_no_header(subscription: Subscription) -> None:
    Subscription.objects.update(why="for the file\nBcc: eva@elsewhere.example")
    subscription.refresh_from_db()
    write(make_event("one"))
    message = sent(subscription)
    assert message.subject.endswith("for the file Bcc: eva@elsewhere.example")
    assert "Bcc" not in message.message()
    assert message.recipients() == ["ana@desk.example"]


def test_an_account_that_lost_its_address_gets_nothing_and_the_message_is_parked(subscription: Subscription) -> None:
    write(make_event("one"))
    delivery = look(subscription)
    User.objects.update(email="")
    assert send(delivery).state == "parked"
    assert delivery is not None
    delivery.refresh_from_db()
    assert delivery.error == mail.NO_ADDRESS


def test_a_mail_server_that_is_down_is_tried_again(subscription: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    write(make_event("one"))

    def refuse(message: Any) -> None:
        raise ConnectionRefusedError("nobody there")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", refuse)
        delivery = send(look(subscription))
    assert (delivery.state, delivery.error) == ("waiting", "nobody there")
    assert send(delivery).state == "sent"
