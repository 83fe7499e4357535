"""The public pages. Relations stand at the root, so theirs is the last address to be tried."""

from django.urls import path

from agreements.web import health
from agreements.web.agreement import agreement
from agreements.web.coming import coming_for
from agreements.web.comparison import comparison
from agreements.web.corrections import log
from agreements.web.document import differing, document
from agreements.web.event import event
from agreements.web.relation import home, relation
from agreements.web.stopping import stop
from agreements.web.watched import watched

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", home, name="home"),
    path("agreements/<slug:slug>/", agreement, name="agreement"),
    path("agreements/<slug:slug>/compare/", comparison, name="comparison"),
    path("events/<slug:slug>/", event, name="event"),
    path("corrections/", log, name="corrections"),
    path("sources/", watched, name="sources"),
    path("documents/<slug:public_id>/", document, name="document"),
    path("documents/<slug:public_id>/diff/", differing, name="difference"),
    path("alerts/stop/<str:token>/", stop, name="stop"),
    path("<slug:slug>/", relation, name="relation"),
    path("<slug:slug>/coming/", coming_for, name="coming"),
]
