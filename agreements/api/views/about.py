"""What the record speaks in, and the interface's own description."""

from functools import cache
from typing import Any

from csp.decorators import csp_update
from django.http import Http404
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import words
from agreements.api.output.words import Vocabulary as VocabularyOutput
from agreements.api.permissions import ReadPublicElseSignIn
from agreements.api.views.base import View
from agreements.timeline.parameters import Parameter
from agreements.timeline.parameters import words as one_of


class Vocabulary(View):
    """The words of the record: axes, values, meanings, regular next steps, kinds, groups."""

    output = VocabularyOutput

    def get(self, request: Request) -> Response:
        if self.unchanged():
            return Response(status=304)
        return Response(words.vocabulary())


FORMATS = {"json": OpenApiJsonRenderer2, "yaml": OpenApiYamlRenderer}
SCHEMA_FORMAT = Parameter(name="format", meaning="format; json if not given", form=one_of(FORMATS, "format"))
SCRIPT = Parameter(name="script", meaning="the script of the page instead of the page", form=one_of(("",), "script"))


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI schema; it changes only with the code."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


class Schema(View):
    """This interface, described in OpenAPI 3.1."""

    parameters = (SCHEMA_FORMAT,)
    formats = FORMATS
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        if self.unchanged():
            return Response(status=304)
        return Response(schema())


# The page sets styles of its own from a script, and shows images that lie in its style sheet.
@method_decorator(csp_update({"style-src": ["'unsafe-inline'"], "img-src": ["data:"]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView, View):
    """The documentation to read and try, from this server alone."""

    parameters = (SCRIPT,)
    permission_classes = [ReadPublicElseSignIn]
    url_name = "api-schema"


class Nothing(View):
    """What there is at every other address."""

    parameters = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        raise Http404
