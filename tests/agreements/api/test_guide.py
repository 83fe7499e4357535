"""The guide's requests, sent as they stand, one after the other, to a server with the bundled record."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.contrib.auth.models import Group, User

from agreements.history.verify import verify
from agreements.models import ApiToken

GUIDE = Path(__file__).parents[3] / "docs" / "api.md"


@dataclass(frozen=True)
class Asked:
    """One request of the guide, and the status that it promises."""

    method: str
    address: str
    headers: dict[str, str]
    body: str | None
    code: int


def requests() -> list[Asked]:
    """Every indented block of the guide that begins with `curl`."""
    blocks = re.findall(r"(?:^    .*\n)+", GUIDE.read_text(), re.MULTILINE)
    return [_read(block) for block in blocks if block.strip().startswith("curl")]


def _read(block: str) -> Asked:
    promised = re.search(r"# (\d{3})\s*$", block)
    assert promised, f"no status behind {block}"
    words = shlex.split(block[: promised.start()].replace("\\\n", ""))
    assert words.pop(0) == "curl"
    method, headers, body, address = "", {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, value = words.pop(0).split(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            address = word
    return Asked(method or ("POST" if body else "GET"), address, headers, body, int(promised[1]))


def send(asked: Asked, server: str, token: str) -> tuple[int, bytes]:
    headers = {name: value.replace("$TOKEN", token) for name, value in asked.headers.items()}
    address = asked.address.replace("$API", f"{server}/api/v1")
    content = asked.body.encode() if asked.body else None
    try:
        with urlopen(Request(address, content, headers, method=asked.method)) as response:  # noqa: S310
            return response.status, response.read()
    except HTTPError as refused:
        return refused.code, refused.read()


def test_the_guide_reads_writes_and_is_refused() -> None:
    asked = requests()
    assert len(asked) >= 10
    assert {each.method for each in asked} == {"GET", "POST", "PATCH"}
    assert {each.code for each in asked} >= {200, 201, 400, 409}


@pytest.mark.django_db(transaction=True)
def test_every_request_of_the_guide_is_answered_as_it_says(us_sv: Any, live_server: Any) -> None:
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get(name="reviewer"))
    token = str(ApiToken.objects.create(user, name="laptop")[1])
    for asked in requests():
        code, answer = send(asked, live_server.url, token)
        assert code == asked.code, (asked.method, asked.address, answer)
    assert verify() == []
