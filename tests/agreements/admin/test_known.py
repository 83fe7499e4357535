"""What a record says already, in lines beside the rows that add to it."""

import pytest
from django.test import Client

from agreements.models import Agreement, Citation
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.builders import ground, make_agreement, make_link, make_retraction, make_term, write

pytestmark = pytest.mark.django_db


def test_an_agreement_s_form_shows_its_statements_and_what_was_retracted_of_them(client: Client) -> None:
    write(*ground(), make_agreement("other"))
    terms = [make_term(id="t1", low="3", high="5", unit="persons", text="up to five", speaker={"name": "Ana"})]
    links = [make_link(id="l1", type="funds", agreement="other")]
    write(make_agreement("memo", terms=[each.model_dump() for each in terms], links=[links[0].model_dump()]))
    write(make_retraction("link", "memo-l1", "misread"))
    page = sign_in(client).get(page_of(Agreement.objects.get(slug="memo")))
    known = {each["formset"].prefix: each["known"] for each in page.context["lists"]}
    assert [each["text"] for each in known["terms"]] == ["amount · 3 to 5 · persons · up to five · Ana"]
    assert [each["retracted"] for each in known["links"]] == ["misread"]
    assert [each["href"] for each in known["citations"]] == [
        page_of(each) for each in Citation.objects.filter(agreement__slug="memo")
    ]
    assert known["parties"] == known["aliases"] == []
    assert "retracted: misread" in page.content.decode()
