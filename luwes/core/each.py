"""Many deeds of one job, each in a transaction of its own: one that fails holds no other up."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError

T = TypeVar("T")


class SomeFailedError(Exception):
    """Raised when all the others are done, so that the job is seen to have failed and runs again."""


def do_each(deeds: Iterable[Callable[[], T]]) -> list[T]:
    """
    What each deed returned. The database being away ends it at once.

    :raises SomeFailedError: at the end, when the failures have been logged and all else is done
    """
    done, failed = [], 0
    for deed in deeds:
        try:
            done.append(deed())
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # whatever it is, the next one is done
            structlog.get_logger(__name__).exception("deed failed", deed=repr(deed))
            failed += 1
    if failed:
        raise SomeFailedError(f"{failed} of {failed + len(done)} failed")
    return done
