"""
Begins workers for the tests without loading the program anew for each: it loads it once, and for
every line `{"fault": …, "settings": {…}}` on its input splits off a process that works as
`luwes procrastinate worker --one-shot` does. It answers with how that process ended.
"""

import importlib
import json
import os
import sys
import traceback
from typing import Any

import django

# What a worker needs sooner or later, loaded but not used before the split.
LOADED = ("typst", "pyhanko.sign.signers", "luwes_planner", "luwes.project.urls", "segno")


def main() -> None:
    django.setup()
    for name in LOADED:
        importlib.import_module(name)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _work(asked)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _work(asked: dict[str, Any]) -> None:
    from django.conf import settings
    from django.core.management import call_command

    os.environ["LUWES_FAULT"] = asked["fault"]
    for name, value in asked["settings"].items():
        setattr(settings, name, value)
    sys.stdout = sys.stderr
    try:
        call_command(
            "procrastinate", "worker", "--one-shot", "--no-listen-notify", "--concurrency", "1"
        )
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
