"""`docker compose up` runs what `make run` runs, on the same PostgreSQL."""

import re
from typing import Any

import pytest
import yaml

from tests.repository.conftest import GUIDES, ROOT
from tracker import settings
from tracker.embedded.binaries import POSTGRES_FOLDER
from tracker.embedded.outside import OLDEST_POSTGRES
from tracker.services import ALL, WEB, WORKER

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {service.name for service in ALL} | {"prepare"}
EMBEDDED_MAJOR = int(re.findall(r"\d+", str(POSTGRES_FOLDER))[-1])


@pytest.mark.parametrize("service", ALL, ids=lambda service: service.name)
def test_a_service_has_the_command_line_of_the_supervisor(service: Any) -> None:
    assert SERVICES[service.name]["command"] == ["python", "-m", *service.command]


def test_the_image_by_itself_is_the_web_service() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    command = re.search(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)
    assert command
    assert yaml.safe_load(command[1]) == ["python", "-m", *WEB.command]


def test_all_services_of_ours_are_one_image_and_wait_until_all_is_prepared() -> None:
    assert set(SERVICES) == OURS | {"postgres", "valkey"}
    assert {SERVICES[name]["image"] for name in OURS} == {"entente"}
    for name in OURS - {"prepare"}:
        assert SERVICES[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}


def test_only_the_one_shot_service_owns_the_database() -> None:
    assert {name for name in OURS if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]} == {"prepare"}
    assert SERVICES["prepare"]["restart"] == "no"


def test_the_worker_can_be_scaled_and_hands_its_work_back() -> None:
    worker = SERVICES[WORKER.name]
    assert not {"container_name", "ports"} & set(worker)
    assert worker["stop_signal"] == WORKER.stop_signal.name
    assert int(worker["stop_grace_period"].removesuffix("s")) >= WORKER.stop_seconds


def test_the_broker_keeps_a_file_and_evicts_nothing() -> None:
    command = SERVICES["valkey"]["command"]
    pairs = dict(zip(command[1::2], command[2::2], strict=True))
    assert pairs["--appendonly"] == "yes"
    assert pairs["--maxmemory-policy"] == "noeviction"


def test_no_secret_has_a_default_and_only_loopback_is_published() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "APP_PASSWORD", "OWNER_PASSWORD", "POSTGRES_PASSWORD"):
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_every_variable_of_compose_stands_in_the_example() -> None:
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    given = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert used == given


def test_every_variable_that_compose_hands_over_is_read() -> None:
    readers = ("tracker/settings.py", "tracker/webserver.py", "tracker/prepare.py", "agreements/record/sources.toml")
    sources = "".join((ROOT / name).read_text() for name in readers)
    handed = {name for service in OURS for name in SERVICES[service]["environment"]}
    assert {name for name in handed if f'"{name}"' not in sources} == set()


def test_compose_docs_and_the_embedded_server_name_the_same_postgresql() -> None:
    image = re.fullmatch(r"postgres:(\d+)", SERVICES["postgres"]["image"])
    assert image
    assert int(image[1]) == EMBEDDED_MAJOR >= OLDEST_POSTGRES
    named = {
        (guide.name, int(major)) for guide in GUIDES for major in re.findall(r"PostgreSQL (\d+)", guide.read_text())
    }
    assert {(name, major) for name, major in named if major not in (EMBEDDED_MAJOR, OLDEST_POSTGRES)} == set()


def test_the_health_of_the_image_is_asked_where_no_redirect_answers() -> None:
    path = re.search(r"http://127\.0\.0\.1:8000/(\w+)'", (ROOT / "Dockerfile").read_text())
    assert path
    assert any(re.search(pattern, path[1]) for pattern in settings.SECURE_REDIRECT_EXEMPT)
