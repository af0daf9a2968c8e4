"""5,000 people called out: from the approval until the gateway has the last message."""

import json
import subprocess
import threading
import time
from collections.abc import Iterable
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


def measure() -> Iterable[Figure]:
    worlds.copy_of(worlds.province(worlds.LARGE), COPY)
    gateway = Gateway()
    env = worlds.environment(COPY) | {
        "LUWES_GATEWAY_URL": f"http://127.0.0.1:{gateway.server_port}/", "LUWES_GATEWAY_TOKEN": "x",
    }  # fmt: skip
    command = [worlds.ROOT / ".venv/bin/luwes", "procrastinate", "worker", "--concurrency", "4"]
    workers: list[subprocess.Popen[bytes]] = []
    try:
        people = json.loads(worlds.run(COPY, _CALL).splitlines()[-1])["people"]
        began = time.perf_counter()
        workers += [subprocess.Popen(command, env=env, cwd=worlds.ROOT) for _ in range(WORKERS)]
        while len(gateway.references) < people and time.perf_counter() < began + GIVE_UP:
            time.sleep(0.1)
        told, took = len(gateway.references), gateway.last_at - began
        note = f"{told} of {people} told, {gateway.twice} twice, {WORKERS} workers that start in that time"
        whole = took * 5000 / people if told == people else float("inf")
        yield Figure("staffing", "callout_5000_s", whole, "s", worlds.LARGE, note)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)
        gateway.shutdown()
        worlds.drop(COPY)
