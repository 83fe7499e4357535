"""Sources that come and go as copies: whatever happens, a status update rests on those that it is said by."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.changes import key
from agreements.reading.retelling import MOST_CITED, cluster, with_copies, without_copy

Json = dict[str, Any]
OWN = "https://own.example/"
URLS = [f"https://paper{number}.example/" for number in range(MOST_CITED + 4)]
SIGNED = {"agreement": "memo", "axis": "legal", "value": "signed", "citations": ["s1"]}
SECRET = {"agreement": "memo", "axis": "disclosure", "value": "undisclosed", "citations": ["s1"]}
SAID = {key({"modality": "happened", **SIGNED})}  # a copy leaves out that nothing was disclosed


def proposal(url: str) -> Json:
    source = {"id": "s1", "url": url, "publisher": "Example News"}
    return {"title": "Signed", "citations": [source], "status_updates": [SIGNED, SECRET]}


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(URLS)), max_size=40))
def test_whoever_comes_and_goes_what_a_copy_says_rests_on_it_and_on_no_other(moves: list[tuple[bool, str]]) -> None:
    told, there = proposal(OWN), [OWN]
    for comes, url in moves:
        if comes and url not in there:
            told = with_copies(told, proposal(url), SAID, cluster(told))
            there = [*there, url][: MOST_CITED + 1]
        elif not comes:
            told = without_copy(told, url)
            there = [each for each in there if each != url]
    urls = {each["id"]: each["url"] for each in told["citations"]}
    signed, secret = ([urls[name] for name in each["citations"]] for each in told["status_updates"])
    assert (list(urls.values()), signed, secret) == (there, there, [OWN])
    assert {each.get("cluster", "example-news") for each in told["citations"]} == {"example-news"}
