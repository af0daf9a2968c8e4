"""What operators read: JSON lines, with where an error was and nothing of what it held."""

import json
import logging

import pytest
import structlog

from luwes.project import logs

SECRET = "1871012345670001"


def fail(nik: str) -> None:
    raise RuntimeError("letter not set")


def test_an_error_is_one_line_without_the_values_of_its_frames(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logs.formatter())
    logger = logging.getLogger("luwes.tests.logs")
    logger.addHandler(handler)
    try:
        fail(SECRET)
    except RuntimeError:
        structlog.get_logger("luwes.tests.logs").exception("letters.produce failed", letter=7)
    finally:
        logger.removeHandler(handler)
    out, err = capsys.readouterr()
    (line,) = err.strip().splitlines()
    told = json.loads(line)
    assert (told["event"], told["letter"], told["level"]) == ("letters.produce failed", 7, "error")
    assert "letter not set" in told["exception"]
    assert SECRET not in out + err
