import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts import actions
from luwes.core import clock
from luwes.core.errors import Refused


class Command(BaseCommand):
    help = "Membuat pengelola pertama. Kata sandi diminta, atau dibaca dari LUWES_ADMIN_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("LUWES_ADMIN_PASSWORD") or self._asked()
        try:
            user = actions.create_admin(
                username=options["username"],
                name=options["name"] or options["username"],
                email=options["email"],
                password=password,
                now=clock.now(),
                on=clock.today(),
            )
        except Refused as refusal:
            raise CommandError("\n".join(p.message for p in refusal.problems)) from None
        self.stdout.write(f"Pengelola {user.username} dibuat.")

    def _asked(self) -> str:
        try:
            return getpass.getpass("Kata sandi: ")
        except (EOFError, KeyboardInterrupt):
            words = "Tidak ada kata sandi: ketik di terminal, atau isi LUWES_ADMIN_PASSWORD."
            raise CommandError(words) from None
