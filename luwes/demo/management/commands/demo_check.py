import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from luwes.demo import playing


class Command(BaseCommand):
    help = (
        "Memainkan seluruh cerita banjir pada basis data yang dibuat baru; menulis build/demo.json."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        told, good = playing.play(whole=True, tell=self.stdout.write)
        playing.write(Path("build") / "demo.json", told, began)
        self.stdout.write(f"{time.perf_counter() - began:.1f} s, build/demo.json")
        sys.exit(0 if good else 1)
