"""The public pages. Relations stand at the root, so theirs is the last address to be tried."""

from django.urls import path

from agreements.web import health
from agreements.web.agreement import agreement
from agreements.web.event import event
from agreements.web.relation import home, relation

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", home, name="home"),
    path("agreements/<slug:slug>/", agreement, name="agreement"),
    path("events/<slug:slug>/", event, name="event"),
    path("<slug:slug>/", relation, name="relation"),
]
