from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from luwes.audit import queries


class Command(BaseCommand):
    help = (
        "Memeriksa rantai segel log keputusan: yang diubah atau dihapus ketahuan; yang dipotong "
        "dari ujungnya, sejak kepala rantai terakhir diterbitkan (sehari sekali). "
        "Tidak menyegel dan tidak mengubah apa pun. Keluar 1 bila ada yang tidak cocok."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--most", type=int, default=50, help="sebut paling banyak sekian baris tiap macam"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        checked, faults = queries.verify()
        waiting = queries.unsealed()
        self.stdout.write(
            f"{checked} catatan diperiksa dalam {len(queries.chains())} rantai, "
            f"{len(faults)} kesalahan, {waiting} belum disegel."
        )
        most: int = options["most"]
        for fault in faults[:most]:
            self.stdout.write(
                f"SALAH rantai {fault.chain or '-'} nomor {fault.number}: {fault.message}"
            )
        self._rest(len(faults), most)
        for entry in queries.waiting()[:most]:
            at = timezone.localtime(entry.at).isoformat(timespec="seconds")
            self.stdout.write(f"belum disegel: {entry.pk} {at} {entry.deed} {entry.object_label}")
        self._rest(waiting, most)
        if faults:
            raise SystemExit(1)

    def _rest(self, total: int, most: int) -> None:
        if total > most:
            self.stdout.write(f"… dan {total - most} lagi")
