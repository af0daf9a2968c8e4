from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.core import clock
from luwes.staffing import freezing, queries, solving
from luwes.staffing.models import Plan
from luwes_planner import Instance, write_instance


class Command(BaseCommand):
    help = (
        "Menulis masukan beku sebuah rencana ke map OUT, dalam format pertukaran: nomor, bukan "
        "nama. Dengan --with-plan juga rencana dan buktinya, ke OUT/hasil, untuk diperiksa dengan "
        "plan_check OUT OUT/hasil. Dengan --draft: masukan sebuah rancangan dari data hari ini."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "plan", type=int, metavar="PLAN_ID", help="ID rencana, seperti di alamatnya"
        )
        parser.add_argument("out", type=Path, metavar="OUT", help="map yang belum ada, atau kosong")
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--with-plan", action="store_true", help="juga rencana dan buktinya")
        kind.add_argument(
            "--draft", action="store_true", help="masukan rancangan, dari data hari ini"
        )
        parser.add_argument("--parquet", action="store_true", help="Parquet, bukan CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = queries.any_plan(options["plan"])
        if plan is None:
            raise CommandError(f"Tidak ada rencana {options['plan']}.")
        out: Path = options["out"]
        if out.is_dir() and any(out.iterdir()):  # a table left there would be read with ours
            raise CommandError(f"{out} tidak kosong.")
        try:
            self.stdout.write(self._write(plan, out, options).sha256())
        except OSError as error:
            raise CommandError(str(error)) from error

    def _write(self, plan: Plan, out: Path, asked: dict[str, Any]) -> Instance:
        if asked["with_plan"]:
            solution = freezing.proof_of(plan)
            if solution is None:
                raise CommandError(f"{plan} tidak menyimpan bukti.")
            freezing.write_out(solution, out, parquet=asked["parquet"])
            return solution.instance
        instance = self._today(plan) if asked["draft"] else freezing.inputs_of(plan)
        if instance is None:
            raise CommandError(f"{plan} belum disusun: tidak ada masukan beku. Pakai --draft.")
        write_instance(instance, out, parquet=asked["parquet"])
        return instance

    def _today(self, plan: Plan) -> Instance:
        if not plan.is_open:
            raise CommandError(f"{plan} bukan rancangan lagi.")
        try:
            return solving.inputs_today(plan, on=clock.today())
        except solving.CannotSolve as impossible:
            raise CommandError(str(impossible)) from impossible
