"""The schema says what the answers are: real answers of every address are held against it, to the last field."""

from typing import Any

import pytest
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from agreements.api.urls import urlpatterns
from agreements.api.views import about

from .. import inputs
from ..builders import make_determination, make_event, make_retraction, write
from .asking import ADDRESSES, EXAMPLES, Api

Json = dict[str, Any]
pytestmark = pytest.mark.usefixtures("us_sv")
DESCRIBED = [each for each in ADDRESSES if each not in ("schema/", "docs/")]
NAMES = "agreements,parties,people,offices"


def closed(schema: Any) -> Any:
    """The same schema, with fields that it does not name forbidden."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(each) for key, each in schema.items()}
    if found.get("type") == "object" and "properties" in found:
        found.setdefault("additionalProperties", False)
    return found


@pytest.fixture(scope="module")
def schema() -> Json:
    found: Json = closed(about.schema())
    return found


def operation(schema: Json, address: str) -> Json:
    """What the schema says of the address that this one is an example of."""
    first, *rest = address.rstrip("/").split("/")
    slug = EXAMPLES.get(first)
    path = "/".join([first, *("{slug}" if each == slug else each for each in rest)])
    found: Json = schema["paths"][f"/api/v1/{path}/"]["get"]
    return found


def validate(schema: Json, address: str, status: int, answer: Json) -> None:
    content = operation(schema, address)["responses"][str(status)]["content"]
    (described,) = [each["schema"] for each in content.values()]
    if "allOf" in described:
        # A record with names beside it: both are described, each by itself.
        own, more = described["allOf"]
        check(schema, more["properties"]["included"], answer.pop("included", {}))
        described = own
    check(schema, described, answer)


def check(schema: Json, described: Json, answer: Any) -> None:
    validator = Draft202012Validator(
        {**described, "components": schema["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    faults = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(answer)]
    assert faults == [], described


def everything_there_is() -> None:
    """Kinds of things that the bundled record lacks."""
    write(
        make_retraction("status_update", "aca-2019-signed-u1"),
        make_retraction("event", "cecot-offer-2025"),
        make_determination(["first-transfers-2025-03-15-c1"], ["first-transfers-2025-03-15-c2"], id="choice"),
        make_event(
            "said-again",
            date="../2019",
            status_updates=[inputs.update("us-sv-aca-2019", value="in_force", note="said again")],
        ),
    )
    write(make_determination(["first-transfers-2025-03-15-c2"], ["first-transfers-2025-03-15-c1"], id="other"))
    write(make_retraction("determination", "other"))


QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"page_size": "1000"},
    {"include": NAMES},
    {"retracted": "true"},
    {"public_on": "2025-09-09", "valid_on": "2025-04-01"},
)


def test_answers_are_as_described_everywhere(schema: Json, api: Api) -> None:
    everything_there_is()
    for address in DESCRIBED:
        accepted = {each["name"] for each in operation(schema, address)["parameters"]}
        for query in QUERIES:
            if set(query) <= accepted:
                validate(schema, address, 200, api.read(address, query))


@pytest.mark.parametrize("address", DESCRIBED)
def test_refusals_are_as_described(schema: Json, api: Api, address: str) -> None:
    validate(schema, address, 400, api.get(address, {"colour": "red"}).json())
    validate(schema, address, 401, api.get(address, authorization="Token x").json())
    validate(schema, address, 406, api.get(address, accept="text/html").json())
    if "404" in operation(schema, address)["responses"]:
        validate(schema, address, 404, api.get(f"{address.split('/')[0]}/unheard-of/").json())


@pytest.mark.parametrize("address", DESCRIBED)
def test_every_header_of_an_answer_is_described(schema: Json, api: Api, address: str) -> None:
    described = set(operation(schema, address)["responses"]["200"]["headers"])
    response = api.get(address)
    assert described == {name for name in ("ETag", "Entente-Revision") if name in response}


def test_every_operation_has_a_name_of_its_own(schema: Json) -> None:
    names = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert len(set(names)) == len(names) >= len(urlpatterns) - 3
    assert {"events", "events_read", "agreements_history", "press_statements_read", "timeline_density"} <= set(names)


def test_the_schema_is_one(schema: Json) -> None:
    validate_schema(about.schema())  # type: ignore[no-untyped-call]
    for each in schema["components"]["schemas"].values():
        Draft202012Validator.check_schema(each)


def test_the_check_of_answers_can_fail(schema: Json, api: Api) -> None:
    answer = api.read("parties/USA/")
    for wrong in ({**answer, "colour": "red"}, {**answer, "kind": "planet"}, {"code": "USA"}):
        with pytest.raises(AssertionError):
            validate(schema, "parties/USA/", 200, wrong)
