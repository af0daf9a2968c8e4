import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.core import clock
from luwes.demo import days, flood, loading, playing
from luwes.demo.fortnight import Fortnight


class Command(BaseCommand):
    help = (
        "Memainkan empat belas hari banjir dengan penolakan, sakit, dan kecamatan baru secara acak, "
        "lalu memeriksa bahwa tidak ada aturan yang terlanggar. Tanpa data contoh, data itu dibuat dulu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seed", type=int, default=1, help="benih acak; sama berarti sama jalannya"
        )
        parser.add_argument("--days", type=int, default=14)
        parser.add_argument(
            "--speed", type=float, default=0,
            help="berapa kali lebih cepat dari waktu nyata, misalnya 3600; 0: secepat mesinnya",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENV == "production":
            raise CommandError("Bukan untuk lingkungan produksi.")
        if not 1 <= options["days"] <= 30 or options["speed"] < 0:
            raise CommandError("--days antara 1 dan 30, --speed tidak kurang dari 0.")
        world = loading.known() or self._made()
        begins = _morning_after(playing.played().get("moment"))
        told = Fortnight(
            world, options["seed"], begins, options["days"], self._pace(options["speed"])
        )
        began = time.perf_counter()
        days.play(told, self.stdout.write)
        playing.remember(told.at, world.people)
        for line in told.summary():
            self.stdout.write(line)
        self.stdout.write(f"{time.perf_counter() - began:.1f} s, {len(told.faults)} pelanggaran")
        sys.exit(1 if told.faults else 0)

    def _made(self) -> loading.World:
        """
        :raises CommandError: where somebody's own data are
        """
        playing.empty_database()
        clock.set_to(flood.DECLARED)
        people = playing.asked() or playing.PEOPLE
        self.stdout.write(f"Membuat provinsi rekaan dengan {people} pegawai …")
        return loading.load(
            count=people, folder=Path(settings.STATE) / "population", now=flood.DECLARED,
            on=flood.DECLARED.astimezone(flood.WIB).date(),
        )  # fmt: skip

    @staticmethod
    def _pace(speed: float) -> Callable[[datetime], None]:
        """Waits until the story's clock may have reached a moment, so many times faster than ours."""
        first: list[tuple[datetime, float]] = []

        def wait(at: datetime) -> None:
            first[:] = first or [(at, time.monotonic())]
            due = first[0][1] + (at - first[0][0]).total_seconds() / speed
            time.sleep(max(0.0, due - time.monotonic()))

        return wait if speed else lambda _at: None


def _morning_after(moment: str | None) -> Any:
    played = datetime.fromisoformat(moment) if moment else flood.DECLARED
    return (played.astimezone(flood.WIB) + timedelta(days=1)).date()
