"""The three doors: REST, admin, pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("agreements.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("agreements.web.urls")),
]
