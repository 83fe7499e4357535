"""The desk's frame: what it takes of an address."""

import pytest
from django.test import Client

from tests.agreements.admin.desk import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/admin/agreements/event/?q=%00",
        "/admin/agreements/event/?kind=%00",
        "/admin/agreements/event/?%00=1",
        "/admin/agreements/capturerequest/?outcome=a&outcome=%00",
        "/admin/agreements/capturerequest/page/?url=%00",
        "/admin/autocomplete/?app_label=agreements&model_name=term&field_name=speaker_person&term=%00",
    ],
)
def test_an_address_with_a_nul_is_refused_and_not_asked_of_the_database(client: Client, address: str) -> None:
    assert sign_in(client, "analyst").get(address).status_code == 400
