"""One running PostgreSQL and one running Valkey for the tests that do not hurt them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tracker.conftest import new_folder
from tracker.embedded.session import Use


@pytest.fixture(scope="session")
def shared_folder() -> Iterator[Path]:
    """A data folder whose servers run for the whole session."""
    folder = new_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres(shared_folder: Path) -> Iterator[Use]:
    """A running PostgreSQL of its own."""
    use = Use("postgres", shared_folder, durable=False)
    yield use
    use.close()


@pytest.fixture(scope="session")
def valkey(shared_folder: Path) -> Iterator[Use]:
    """A running Valkey of its own."""
    use = Use("valkey", shared_folder, durable=False)
    yield use
    use.close()
