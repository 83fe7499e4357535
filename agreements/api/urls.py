"""The REST interface, version 1."""

from django.urls import path, re_path

from agreements.api.views import about, agreements, changes, conflicts, events, records, status_updates

urlpatterns = [
    path("relations/", records.Relations.as_view()),
    path("relations/<slug:slug>/", records.Relation.as_view()),
    path("parties/", records.Parties.as_view()),
    path("parties/<slug:slug>/", records.Party.as_view()),
    path("people/", records.People.as_view()),
    path("people/<slug:slug>/", records.Person.as_view()),
    path("offices/", records.Offices.as_view()),
    path("offices/<slug:slug>/", records.Office.as_view()),
    path("vocabulary/", about.Vocabulary.as_view()),
    path("agreements/", agreements.Agreements.as_view()),
    path("agreements/<slug:slug>/", agreements.Agreement.as_view()),
    path("agreements/<slug:slug>/history/", agreements.History.as_view()),
    path("agreements/<slug:slug>/conflicts/", agreements.Conflicts.as_view()),
    path("agreements/<slug:slug>/terms/", agreements.Terms.as_view()),
    path("agreements/<slug:slug>/lineage/", agreements.Lineage.as_view()),
    path("agreements/<slug:slug>/documents/", agreements.Documents.as_view()),
    path("events/", events.Events.as_view()),
    path("events/<slug:slug>/", events.Event.as_view()),
    path("visits/", events.Visits.as_view()),
    path("visits/<slug:slug>/", events.Visit.as_view()),
    path("press-statements/", events.PressStatements.as_view()),
    path("press-statements/<slug:slug>/", events.PressStatement.as_view()),
    path("status-updates/", status_updates.StatusUpdates.as_view()),
    path("status-updates/<slug:slug>/", status_updates.StatusUpdate.as_view()),
    path("conflicts/", conflicts.Conflicts.as_view()),
    path("determinations/", conflicts.Determinations.as_view()),
    path("timeline/", events.Timeline.as_view()),
    path("timeline/density/", events.Density.as_view()),
    path("changes/", changes.Changes.as_view()),
    path("schema/", about.Schema.as_view(), name="api-schema"),
    path("docs/", about.Docs.as_view(), name="api-docs"),
    # Whatever else ends in a slash; what does not is sent there by Django.
    re_path(r"^(?:.*/)?$", about.Nothing.as_view()),
]
