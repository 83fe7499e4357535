"""Pages of the desk that are not Django's own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse


def shown(
    desk: admin.ModelAdmin, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> TemplateResponse:
    """A template of ours in the frame of the desk, among the pages of one model."""
    whole = {**desk.admin_site.each_context(request), "opts": desk.opts, **context}
    return TemplateResponse(request, template, whole, status=status)
