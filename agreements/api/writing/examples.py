"""A body for every write, as the documentation shows it. All are sent by the tests."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from agreements.alerts.subscribing import SubscriptionIn
from agreements.api.output import alerts, work
from agreements.api.writing import input as bodies
from agreements.shapes import SourceIn

Json = dict[str, Any]
# Invented throughout, and recognisably so.
REPORT: Final[Json] = {
    "id": "s1",
    "url": "https://news.example/report",
    "title": "An example report",
    "publisher": "Example News",
    "source_type": "press",
    "published": "2026-03-03",
    "excerpt": "The two sides agreed to continue their work.",
}
NOTE: Final[Json] = {
    "url": "https://gaceta.example/nota",
    "title": "Nota de ejemplo",
    "publisher": "Gaceta de Ejemplo",
    "source_type": "press",
    "language": "es",
    "published": "2026-03-05",
    "parties": ["SLV"],
}
BOTH: Final = ["SLV", "USA"]

EXAMPLES: Final[Mapping[type[BaseModel], Json]] = {
    bodies.NewEvent: {
        "kind": "implementation",
        "title": "Example: preparations begin",
        "date": "2026-03-02",
        "place": "San Salvador",
        "parties": BOTH,
        "citations": [REPORT],
        "status_updates": [
            {
                "agreement": "us-sv-art-2026",
                "axis": "operation",
                "value": "preparatory",
                "modality": "reported",
                "speaker": {"name": "Example News"},
                "citations": ["s1"],
            }
        ],
    },
    bodies.NewVisit: {
        "title": "Example visit to San Salvador",
        "date": "2026-03-02/2026-03-03",
        "place": "San Salvador",
        "parties": BOTH,
        "participants": [
            {"name": "A. Visitor", "role": "visitor", "party": "USA"},
            {"name": "A. Host", "role": "host", "party": "SLV"},
        ],
        "visit": {"arrival": "2026-03-02", "departure": "2026-03-03"},
        "citations": [REPORT],
    },
    bodies.NewPressStatement: {
        "title": "Example statement on the trade agreement",
        "date": "2026-03-03",
        "parties": ["USA"],
        "agreements": ["us-sv-art-2026"],
        "participants": [{"name": "A. Spokesperson", "role": "speaker", "party": "USA"}],
        "statement": {"form": "written", "venue": None},
        "citations": [REPORT],
    },
    bodies.EventChange: {"label": "example", "reason": "A shorter name for the timeline"},
    bodies.NewAgreement: {
        "slug": "us-sv-example-2026",
        "title": "Example arrangement on customs data",
        "short_title": "Example 2026",
        "kind": "trade",
        "form": "memorandum",
        "parties": [{"party": "USA"}, {"party": "SLV"}],
        "citations": [REPORT],
    },
    bodies.AgreementChange: {
        "aliases": [{"text": "the example agreement", "language": "en"}],
        "reason": "As the press calls it",
    },
    bodies.NewTerm: {
        "name": "duration",
        "text": "Until one side gives notice.",
        "speaker": {"name": "Gaceta de Ejemplo", "party": "SLV"},
        "citations": [NOTE],
    },
    bodies.NewStatusUpdate: {
        "event": "art-signed-2026-01-29",
        "agreement": "us-sv-art-2026",
        "axis": "disclosure",
        "value": "reported",
        "modality": "reported",
        "speaker": {"name": "Gaceta de Ejemplo"},
        "citations": [NOTE],
    },
    bodies.NewDetermination: {
        "preferred": ["first-transfers-2025-03-15-c1"],
        "set_aside": ["first-transfers-2025-03-15-c2"],
        "reason": "Example: the day of departure is what others cite.",
    },
    bodies.Retraction: {"reason": "Logged twice"},
    SourceIn: {
        "slug": "gazette",
        "name": "Official gazette",
        "url": "https://gazette.example/feed.xml",
        "format": "rss",
        "party": "SLV",
        "language": "es",
        "interval": 3600,
    },
    work.SourceChange: {"enabled": False},
    SubscriptionIn: {
        "why": "Example: for the file on trade",
        "query": {"agreement": ["us-sv-art-2026"], "axis": ["legal"]},
        "channel": "webhook",
        "url": "https://desk.example/entente",
    },
    alerts.SubscriptionChange: {"frequency": "daily"},
    work.Acceptance: {"title": "Example title", "reason": "The title was a headline"},
    work.Rejection: {"reason": "About another country"},
    work.Merging: {
        "event": "art-signed-2026-01-29",
        "status_updates": [
            {"agreement": "us-sv-art-2026", "axis": "legal", "value": "signed", "party": None, "citations": ["s1"]}
        ],
        "reason": "The same signature",
    },
}
