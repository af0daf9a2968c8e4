from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _an_empty_queue(transactional_db: None) -> None:
    from tests.faults import killing  # only when Django is set up

    killing.forget_jobs()
