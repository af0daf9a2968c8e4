from typing import Any

from django.core.management.base import BaseCommand

from luwes.audit import actions


class Command(BaseCommand):
    help = "Menyegel catatan keputusan yang menunggu, sekarang juga."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.seal()} catatan disegel.")
