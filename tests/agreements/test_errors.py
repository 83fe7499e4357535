"""One tree of errors, in two halves."""

import pytest

from agreements import errors


def test_a_failure_is_temporary_or_permanent_and_never_both() -> None:
    assert issubclass(errors.TemporaryError, errors.EntenteError)
    assert issubclass(errors.PermanentError, errors.EntenteError)
    assert not issubclass(errors.TemporaryError, errors.PermanentError)
    assert not issubclass(errors.PermanentError, errors.TemporaryError)


def test_of_a_failure_that_nobody_foresaw_only_its_kind_is_shown() -> None:
    assert errors.sentence(errors.PermanentError("There is nothing there.")) == "There is nothing there."
    said = errors.sentence(FileNotFoundError("/srv/entente/secret"))
    assert said == "It ended in an unforeseen way (FileNotFoundError); the log says more."


@pytest.mark.parametrize("error", [errors.Refused([]), errors.NotYetKnown("later")])
def test_what_a_request_asks_wrongly_stays_wrong(error: Exception) -> None:
    assert isinstance(error, errors.PermanentError)


def test_a_refusal_lists_every_problem_and_reads_as_one_line() -> None:
    found = [errors.Problem("date", "is not a date"), errors.Problem("", "is too long")]
    refused = errors.Refused(iter(found))
    assert refused.problems == found
    assert str(refused) == "date: is not a date; is too long"


def test_a_problem_reads_as_one_line_and_moves_under_a_prefix() -> None:
    problem = errors.Problem("axis", "is not known")
    assert str(problem) == "axis: is not known"
    assert str(errors.Problem("", "is not JSON")) == "is not JSON"
    assert problem.under("status_updates.0") == errors.Problem("status_updates.0.axis", "is not known")
    assert errors.Problem("", "is not JSON").under("file") == errors.Problem("file", "is not JSON")
