"""Several references in one cell, to identifiers and documents. Pure."""

from collections.abc import Mapping

from agreements.exchange.tables.mapping import ReferencesOf
from agreements.exchange.tables.words import address, shortened
from agreements.shapes import AgreementDocument, Identifier

Found = tuple[list[Identifier], list[AgreementDocument]]


def read_references(says: Mapping[str, str], form: ReferencesOf, language: str) -> Found:
    """Each reference once, by scheme and value; each address once."""
    identifiers: dict[tuple[str, str], Identifier] = {}
    documents: dict[str, AgreementDocument] = {}
    for piece in says[form.column].split(form.separator):
        text, url = _parts(piece, form)
        if not text or text.casefold().startswith(tuple(each.casefold() for each in form.ignore)):
            continue
        identifier = Identifier(scheme=_scheme(text, form), value=text, url=url)
        identifiers.setdefault((identifier.scheme, text.lower()), identifier)
        if url:
            document = AgreementDocument(url=url, title=text, role=form.document_role, language=language)
            documents.setdefault(url, document)
    return list(identifiers.values()), list(documents.values())


def _parts(piece: str, form: ReferencesOf) -> tuple[str, str | None]:
    text, _, rest = piece.partition(form.url_after) if form.url_after else (piece, "", "")
    return shortened(text), address(rest)


def _scheme(text: str, form: ReferencesOf) -> str:
    lower = text.casefold()
    return next((each.scheme for each in form.schemes if lower.startswith(each.begins.casefold())), form.scheme)
