"""Under which account the servers run."""

import os

import pytest

from tracker.embedded import account


def test_a_normal_user_runs_them_as_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert account.server_account() is None


def test_root_never_runs_them_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    found = account.server_account()
    assert found is not None
    assert found.uid != 0
    assert found.gid != 0


def test_where_no_account_can_be_made_nobody_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(account, "NAME", "entente-there-is-no-such-user")
    monkeypatch.setenv("PATH", "/nowhere")
    found = account.server_account()
    assert found is not None
    assert found.name == "nobody"
