"""Nobody is kept out of the pages."""

from ..accessibility import barriers

PATHS = (
    "/us-sv/",
    "/us-sv/?event=bukele-statement-coatepeque-2025",
    "/us-sv/?q=nothing-like-this&lang=es",
    "/us-sv/?public_on=2025-04-01",
    "/us-sv/coming/",
    "/agreements/us-sv-aca-2019/",
    "/agreements/us-sv-aca-2019/compare/?with=cafta-dr",
    "/events/first-transfers-2025-03-15/",
    "/corrections/",
    "/sources/",
)


def test_the_pages_hold_no_barrier(served, page, subtests):
    for path in PATHS:
        with subtests.test(path=path):
            assert barriers(page, served + path) == []
