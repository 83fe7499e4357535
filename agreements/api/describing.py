"""The OpenAPI schema, read off what the views declare: parameters, the shape of the answer, and how it may fail."""

from collections.abc import Iterator
from typing import Any, Final

from drf_spectacular.drainage import set_override
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from agreements.api.output.computed import Included, Problem
from agreements.api.problems import MEDIA_TYPE
from agreements.api.writing.examples import EXAMPLES
from agreements.timeline.parameters import Parameter

Json = dict[str, Any]
FAILURES: Final = {
    400: "A parameter is unknown, repeated or misread; `errors` names it.",
    401: "Reading is for those who sign in.",
    403: "Not for whoever asks.",
    404: "There is no such record; type `not-yet-known`: there is, but not at the instant asked for.",
    406: "JSON is not acceptable to the client.",
    429: "Too many requests.",
}
WRITE_FAILURES: Final = {
    400: "A field is unknown, missing or misread, or the record refuses it; `errors` names each. Nothing was written.",
    401: "Writing is for those who sign in.",
    403: "The account lacks {need}.",
    404: FAILURES[404],
    406: FAILURES[406],
    409: "It is recorded, or was decided, otherwise; nothing was written.",
    412: "It has changed since it was read; nothing was written.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    429: FAILURES[429],
}
DOES: Final = {"POST": "create", "PATCH": "change", "DELETE": "delete"}
NOT_CHANGED: Final = OpenApiResponse(description="Not changed since the tag in If-None-Match.")
REFERENCE: Final = "#/components/schemas/{model}"
ADDRESS: Final = {"type": ["string", "null"], "format": "uri"}


class Describing(AutoSchema):
    """Views declare `output`, `parameters` and, if they answer with a list of it, `listed`.

    Those that write declare what each method `accepts` and `needs`, and with what `success` they answer."""

    view: Any

    def get_override_parameters(self) -> Any:
        return [*map(_parameter, self.view.asked(self.method)), *self._headers()]

    def _headers(self) -> Iterator[OpenApiParameter]:
        """What a read is conditional on, what a change is, and what answers carry."""
        codes = [200, 304] if self.method == "GET" else self._successes()
        if self.method == "GET":
            yield _header("If-None-Match", str, "tag of the answer that the client has")
        if self.method == "PATCH" and self._tagged:
            yield _header("If-Match", str, "tag of the record as it was read; if it has changed since: 412")
        if self.method == "GET" or (self.method == "PATCH" and self._tagged):
            yield _header("ETag", str, "strong tag of this answer", codes)
        if 201 in codes and self._tagged:
            yield _header("Location", str, "address of what was made", codes)
        if self._tagged:
            read_or_written = "read" if self.method == "GET" else "written"
            yield _header("Entente-Revision", int, f"the revision that was {read_or_written}", codes)

    @property
    def _tagged(self) -> bool:
        """Whether the answer is one of the record, as of a revision."""
        return hasattr(self.view, "asof")

    def get_request_serializer(self) -> Any:
        return self.view.accepts.get(self.method)

    def get_examples(self) -> list[OpenApiExample]:
        """The body that the documentation shows; the tests send it."""
        body = EXAMPLES.get(self.get_request_serializer())
        return [OpenApiExample("Example", value=body, request_only=True)] if body else []

    def get_response_serializers(self) -> Any:
        failures = {(code, MEDIA_TYPE): OpenApiResponse(Problem, text) for code, text in self._failures()}
        if self.method == "GET":
            return {200: OpenApiResponse(self._answer(), self.get_summary()), 304: NOT_CHANGED, **failures}
        own = self.resolve_serializer(self.view.output, "response").ref
        return {code: OpenApiResponse(own, self.get_summary()) for code in self._successes()} | failures

    def _successes(self) -> list[int]:
        """The second where the same may be sent again."""
        success = getattr(self.view, "success", 200) if self.method == "POST" else 200
        return [success, 200] if getattr(self.view, "again", False) and success != 200 else [success]

    def _failures(self) -> Iterator[tuple[int, str]]:
        need = self.view.needs.get(self.method)
        for code, text in (FAILURES if self.method == "GET" else WRITE_FAILURES).items():
            if (code == 404 and "{" not in self.path) or (code == 412 and self.method != "PATCH"):
                continue
            yield code, FAILURES[403] if code == 403 and need is None else text.format(need=need)

    def _answer(self) -> Any:
        own = self.resolve_serializer(self.view.output, "response").ref
        more = {name: self._described(shape) for name, shape in getattr(self.view, "more_output", {}).items()}
        if any(each.name == "include" for each in self.view.parameters):
            more["included"] = self._described(Included)
        if getattr(self.view, "listed", False):
            page = {"next": ADDRESS, "previous": ADDRESS, "results": {"type": "array", "items": own}}
            required = [name for name in (*page, *more) if name != "included"]
            return {"type": "object", "properties": {**page, **more}, "required": required}
        if not more:
            return own
        return {"allOf": [own, {"type": "object", "properties": more}]}

    def _described(self, shape: Any) -> Json:
        if isinstance(shape, list):
            return {"type": "array", "items": self._described(shape[0])}
        return dict(self.resolve_serializer(shape, "response").ref)

    def get_operation_id(self) -> str:
        """The path without its variables; a record of a list is read by `…_read`."""
        name = "_".join(self._tokenize_path()).replace("-", "_")
        if "get" in self.view.http_method_names and self.method != "GET":
            return f"{name}_{DOES[self.method]}"
        return f"{name}_read" if self.path.endswith("}/") else name

    def get_summary(self) -> str:
        return self.get_description().split(".")[0]

    def get_auth(self) -> list[Json]:
        """Signing in is one way; where reading is public, so is not signing in."""
        return [*super().get_auth(), {}] if self.method == "GET" else super().get_auth()


def _parameter(parameter: Parameter) -> OpenApiParameter:
    schema: Json = dict(parameter.form.schema)
    if parameter.repeatable:
        schema = {"type": "array", "items": schema}
    return OpenApiParameter(
        parameter.name,
        schema,
        OpenApiParameter.QUERY,
        description=parameter.meaning,
        explode=True if parameter.repeatable else None,
        style="form" if parameter.repeatable else None,
    )


def _header(name: str, kind: type, meaning: str, codes: list[int] | bool = False) -> OpenApiParameter:
    """A header of the request, or of answers with these codes."""
    return OpenApiParameter(name, kind, OpenApiParameter.HEADER, description=meaning, response=codes)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "agreements.api.authentication.TokenAuthentication"
    name = ["token", "bearer"]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[Json]:
        """Either of the two."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[Json]:
        token = {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token, a space, the token"}
        return [token, {"type": "http", "scheme": "bearer"}]


class ShapeScheme(OpenApiSerializerExtension):
    """What comes in. Its parts have names of their own: an answer's `Visit` is not the `VisitIn` that is sent."""

    target_class = "agreements.shapes.Shape"
    match_subclasses = True
    priority = 1

    def get_name(self, auto_schema: AutoSchema, direction: Any) -> str:
        set_override(self.target, "suppress_collision_warning", True)
        return str(self.target.__name__)

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> Json:
        schema: Json = self.target.model_json_schema(ref_template=REFERENCE)
        for name, part in schema.pop("$defs", {}).items():
            component = ResolvedComponent(_sent(name), ResolvedComponent.SCHEMA, _renamed(part), name)
            auto_schema.registry.register_on_missing(component)
        renamed: Json = _renamed(schema)
        return renamed


def _sent(name: str) -> str:
    return name if name.endswith("In") else f"{name}In"


def _renamed(schema: Any) -> Any:
    """The same schema, with the names of parts that come in."""
    if isinstance(schema, list):
        return [_renamed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _renamed(each) for key, each in schema.items()}
    if isinstance(reference := found.get("$ref"), str):
        folder, name = reference.rsplit("/", 1)
        found["$ref"] = f"{folder}/{_sent(name)}"
    return found
