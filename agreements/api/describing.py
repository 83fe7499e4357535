"""The OpenAPI schema, read off what the views declare: parameters, the shape of the answer, and how it may fail."""

from collections.abc import Iterator
from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from agreements.api.output.computed import Included, Problem
from agreements.api.problems import MEDIA_TYPE
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
NOT_CHANGED: Final = OpenApiResponse(description="Not changed since the tag in If-None-Match.")
ADDRESS: Final = {"type": ["string", "null"], "format": "uri"}


class Describing(AutoSchema):
    """Views declare `output`, `parameters` and, if they answer with a list of it, `listed`."""

    view: Any

    def get_override_parameters(self) -> Any:
        return [*map(_parameter, self.view.parameters), *self._headers()]

    def _headers(self) -> Iterator[OpenApiParameter]:
        if self.method != "GET":
            return
        yield OpenApiParameter(
            "If-None-Match", str, OpenApiParameter.HEADER, description="tag of the answer that the client has"
        )
        yield _answer_header("ETag", str, "strong tag of this answer")
        if hasattr(self.view, "asof"):
            yield _answer_header("Entente-Revision", int, "the revision that was read")

    def get_request_serializer(self) -> Any:
        return getattr(self.view, "accepts", None)

    def get_response_serializers(self) -> Any:
        failures = {(code, MEDIA_TYPE): OpenApiResponse(Problem, text) for code, text in FAILURES.items()}
        if "{" not in self.path:
            del failures[404, MEDIA_TYPE]
        if self.method == "GET":
            return {200: OpenApiResponse(self._answer(), self.get_summary()), 304: NOT_CHANGED, **failures}
        success = getattr(self.view, "success", 200)
        own = self.resolve_serializer(self.view.output, "response").ref
        decided = {(409, MEDIA_TYPE): OpenApiResponse(Problem, "It was decided otherwise before.")}
        return {success: OpenApiResponse(own, self.get_summary()), **failures, **decided}

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
            return f"{name}_{'create' if self.method == 'POST' else 'change'}"
        return f"{name}_read" if self.path.endswith("}/") else name

    def get_summary(self) -> str:
        return self.get_description().split(".")[0]

    def get_auth(self) -> list[Json]:
        """Signing in is one way; where reading is public, so is not signing in."""
        return [*super().get_auth(), {}]


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


def _answer_header(name: str, kind: type, meaning: str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.HEADER, description=meaning, response=[200, 304])


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "agreements.api.authentication.TokenAuthentication"
    name = ["token", "bearer"]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[Json]:
        """Either of the two."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[Json]:
        token = {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token, a space, the token"}
        return [token, {"type": "http", "scheme": "bearer"}]
