"""5,000 people called out: from the approval until the gateway has the last message."""

import json
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench import worlds
from bench.figures import Figure
from bench.issuing import ORDER

COPY = "luwes_bench_callout"
NEEDS, HEADS = 200, 25
GIVE_UP = 180  # seconds
WORKERS = 2
# Nobody issues in the bench's own process: the workers do, as in an installation.
_CALL = (
    ORDER.format(needs=NEEDS, heads=HEADS)
    + """
for approval in waiting:
    decisions.approve(approval=approval, now=now, by=approver[approval.agency_id])
print(json.dumps({"people": plan.lines.count()}))
"""
)

# Whoever has two messages of one order, or an order twice.
_DOUBLED = """
import django; django.setup()
from django.db.models import Count
from luwes.notifications.models import Message
from luwes.staffing.models import Assignment
told = Message.objects.filter(kind="staffing.ordered").values("recipient_key").annotate(n=Count("pk"))
sent = Assignment.objects.exclude(state__in=["declined", "withdrawn"]).values("employee", "need").annotate(n=Count("pk"))
orders = dict(Assignment.objects.values_list("employee").annotate(n=Count("pk")))
print(sum(row["n"] > orders[int(row["recipient_key"].partition(":")[2])] for row in told) + sent.filter(n__gt=1).count())
"""


class Gateway(ThreadingHTTPServer):
    """Takes messages on this machine and counts them, each reference once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.references: set[str] = set()
        self.twice = 0
        self.last_at = 0.0
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Taking(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if told["template"] == "surat_tugas":
            self.server.twice += told["reference"] in self.server.references
            self.server.references.add(told["reference"])
            self.server.last_at = time.perf_counter()
        answer = b'{"id": "1"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""


@dataclass
class Callout:
    """A call-out under way: the gateway that hears it and the workers that make it."""

    people: int
    gateway: Gateway
    env: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)

    def hire(self) -> None:
        command = [worlds.ROOT / ".venv/bin/luwes", "procrastinate", "worker", "--concurrency", "4"]
        self.workers.append(subprocess.Popen(command, env=self.env, cwd=worlds.ROOT))

    def wait_for(self, told: int, seconds: int) -> bool:
        while len(self.gateway.references) < told:
            if time.perf_counter() > self.began + seconds:
                return False
            for worker in [w for w in self.workers if w.poll() is not None]:  # as a service does
                self.workers.remove(worker)
                self.hire()
            time.sleep(0.1)
        return True


@contextmanager
def _called_out() -> Iterator[Callout]:
    worlds.copy_of(worlds.province(worlds.LARGE), COPY)
    gateway = Gateway()
    env = worlds.environment(COPY) | {
        "LUWES_GATEWAY_URL": f"http://127.0.0.1:{gateway.server_port}/", "LUWES_GATEWAY_TOKEN": "x",
    }  # fmt: skip
    people = json.loads(worlds.run(COPY, _CALL).splitlines()[-1])["people"]
    it = Callout(people, gateway, env)
    try:
        for _ in range(WORKERS):
            it.hire()
        yield it
    finally:
        for worker in it.workers:
            worker.terminate()
        for worker in it.workers:
            worker.wait(60)
        gateway.shutdown()
        worlds.drop(COPY)


def measure() -> Iterable[Figure]:
    with _called_out() as it:
        done, gateway = it.wait_for(it.people, GIVE_UP), it.gateway
        note = f"{len(gateway.references)} of {it.people} told, {gateway.twice} twice, {WORKERS} workers that start in that time"
        whole = (gateway.last_at - it.began) * 5000 / it.people if done else float("inf")
        yield Figure("staffing", "callout_5000_s", whole, "s", worlds.LARGE, note)
    with _called_out() as it:
        yield from _hit(it)


def _hit(it: Callout) -> Iterable[Figure]:
    """A worker is killed at a third of the call-out, at two thirds every connection of the database."""
    it.wait_for(it.people // 3, GIVE_UP)
    it.workers[0].kill()
    it.wait_for(2 * it.people // 3, GIVE_UP)
    ended = (
        f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{COPY}'"
    )
    worlds.sql(ended)
    it.wait_for(it.people, 2 * GIVE_UP)
    untold = it.people - len(it.gateway.references)
    doubled = int(worlds.run(COPY, _DOUBLED).split()[-1])
    note = (
        f"a worker killed, then all connections ended; {it.gateway.twice} told again under the same "
        f"reference, all after {it.gateway.last_at - it.began:.0f} s"
    )
    yield Figure("staffing", "callout_5000_hit_untold", untold, "people", worlds.LARGE, note)
    yield Figure("staffing", "callout_5000_hit_doubled", doubled, "people", worlds.LARGE, note)
