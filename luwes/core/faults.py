"""Named points at which a test can kill the process, to show that nothing is left half done.

In earnest they do nothing. `LUWES_FAULT=name` (or `name:3`, the third passing) ends the process there
as a power cut would: SIGKILL, no clean-up.
"""

import os
import signal

_passed: dict[str, int] = {}


def point(name: str) -> None:
    wanted = os.environ.get("LUWES_FAULT")
    if not wanted:
        return
    wanted_name, _, times = wanted.partition(":")
    if name == wanted_name:
        _passed[name] = _passed.get(name, 0) + 1
        if _passed[name] == int(times or 1):
            os.kill(os.getpid(), signal.SIGKILL)
