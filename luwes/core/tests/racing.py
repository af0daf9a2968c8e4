"""Deeds done by several at the same moment, each in a thread and a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from luwes.core.errors import Refused

Deed = Callable[[], object]
TOGETHER = 90  # seconds until a race counts as a deadlock


def at_once(*deeds: Deed) -> list[str]:
    """Do all of them in threads of their own; what each was told, "" where it went well."""
    start, said = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(place: int, deed: Deed) -> None:
        try:
            start.wait(TOGETHER)
            deed()
        except Refused as refusal:
            said[place] = str(refusal)
        except BaseException as error:
            said[place] = f"BROKEN {type(error).__name__}: {error}"
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(n, deed), daemon=True) for n, deed in enumerate(deeds)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TOGETHER)
    assert not any(thread.is_alive() for thread in threads), "they wait on each other"
    assert not [words for words in said if words.startswith("BROKEN")], said
    return said
