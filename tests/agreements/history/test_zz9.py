from .test_redacting import *
def test_candidate_all(db: None) -> None:
    from agreements.models import Candidate, FetchRun, Document
    write(*ground())
    c = make_candidate(title="The two ministers")
    for r in Candidate.objects.values(): print({k:v for k,v in r.items() if k in("proposed","evidence","copies","rules","decision")})
    print(c.snapshot.final_url, c.snapshot.headers)
def test_banana(db: None) -> None:
    from agreements.models import FetchRun
    write(*ground()[:-1], make_agreement(), make_person("joana", name="Joana Ruiz"), make_event("e", title="Oana met Joana in banana and Panama", place="Oana town"))
    gone("oana")
    print(queries.detail("event","e",clocks.now())["title"], queries.detail("person","joana",clocks.now())["name"])
