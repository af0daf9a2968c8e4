"""Real servers on loopback for the tests: a gateway that can misbehave, a mail server that refuses."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from luwes.accounts.models import User
from luwes.notifications.actions import Recipient
from luwes.notifications.kinds import MessageKind, kinds
from luwes.notifications.models import Message

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TOKEN = "kunci-gerbang"
KIND = MessageKind("tests.assigned", "Penugasan", "penugasan_baru")
kinds.add(KIND)


def a_user(username: str = "wulan", **values: Any) -> User:
    return User.objects.create(username=username, name=username.title(), created_at=NOW, **values)


def a_recipient(
    user: User | None = None, key: str = "people.employee:1", **values: Any
) -> Recipient:
    usual = {"name": "Wulan", "email": "wulan@contoh.go.id", "phone": "+628110000001"}
    return Recipient(user=user, key=key, **(usual | values))


def states(message: Message) -> dict[str, str]:
    return dict(message.attempts.order_by("position").values_list("channel", "state"))


@dataclass
class Gateway:
    """What was posted, and what to answer: a status, or "slow"."""

    url: str = ""
    answers: list[int | str] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    @property
    def references(self) -> list[str]:
        return [g["reference"] for g in self.got]


@contextmanager
def a_gateway(settings: Any) -> Iterator[Gateway]:
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.got.append(json.loads(body))
            gateway.tokens.append(self.headers["Authorization"])
            answer = gateway.answers.pop(0) if gateway.answers else 200
            if answer == "slow":
                time.sleep(1.5)
                answer = 200
            text = b"{}" if answer != 200 else json.dumps({"id": f"gw-{len(gateway.got)}"}).encode()
            try:
                self.send_response(int(answer))
                self.end_headers()
                self.wfile.write(text)
            except OSError:
                pass

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    gateway.url = f"http://127.0.0.1:{server.server_address[1]}/kirim"
    settings.LUWES_GATEWAY_URL, settings.LUWES_GATEWAY_TOKEN = gateway.url, TOKEN
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Mailbox:
    mails: list[Mail] = field(default_factory=list)
    refuse: str = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        if self.refuse:
            return self.refuse
        self.mails.append(message_from_bytes(envelope.content or b""))  # type: ignore[arg-type]
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("tidak-ada"):
            return f"550 5.1.1 <{address}> unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def a_mail_server(settings: Any) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    try:
        yield mailbox
    finally:
        controller.stop()
