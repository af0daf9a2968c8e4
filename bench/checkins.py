"""Check-ins of phones through the whole site: how many a second, and that none is lost or doubled."""

import json
import subprocess
import sys
from collections.abc import Iterable

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_checkins"
PROCESSES = 2
# Everybody who was sent has an account, as people who are to report have.
_ACCOUNTS = """
import django; django.setup()
from luwes.accounts.models import User
from luwes.core import clock
from luwes.people.models import Employee
from luwes.staffing.models import Assignment
waiting = Employee.objects.filter(user=None, assignments__state__in=["ordered", "accepted"])
ids = sorted(set(waiting.values_list("pk", flat=True)))
users = User.objects.bulk_create([User(username=f"lapor-{pk}", name="Pelapor", created_at=clock.now()) for pk in ids])
for pk, user in zip(ids, users, strict=True):
    Employee.objects.filter(pk=pk).update(user=user)
first = Assignment.objects.filter(state__in=["ordered", "accepted"]).order_by("period")[0]
print(f"{first.period.start}T08:00:00+07:00")
"""
# Each process is a site of one thread. Every entry is sent again afterwards, as phones do that heard
# no answer.
_SEND = """
import json, sys, time, uuid
import django; django.setup()
from django.conf import settings
from django.test import Client
from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing.models import Assignment
part, parts = int(sys.argv[1]), int(sys.argv[2])
rows = list(Assignment.objects.filter(state__in=["ordered", "accepted"]).exclude(employee__user=None)
    .order_by("pk").values_list("pk", "employee__user_id"))[part::parts]
users = User.objects.in_bulk({user for _pk, user in rows})
made, client = [], Client()
for pk, user in rows:
    client.force_login(users[user], backend=settings.AUTHENTICATION_BACKENDS[-1])
    made.append((client.cookies.pop(settings.SESSION_COOKIE_NAME).value, pk, str(uuid.uuid4())))
def send(session, pk, key):
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    now = clock.now().isoformat()
    entry = {"key": key, "kind": "arrive", "subject": pk, "written_at": now, "sent_at": now,
        "data": {"lat": ["-5.39"], "lon": ["105.27"], "accuracy": ["20"]}}
    answer = client.post("/lapangan/kirim/", {"entry": json.dumps(entry)})
    assert answer.status_code == 200, answer.content
for session, *_ in made:  # a phone that opens the page asks who is there, before anything is sent
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    assert client.get("/lapangan/salam/").status_code == 200
send(*made[0])  # templates, caches
print("ready", flush=True)
sys.stdin.readline()
began = time.perf_counter()
for one in made[1:]:
    send(*one)
took = time.perf_counter() - began
for one in made:
    send(*one)
print(json.dumps({"s": took, "n": len(made) - 1}), flush=True)
"""
_COUNT = """
import django; django.setup()
from luwes.staffing.models import Presence
print(Presence.objects.filter(method="position").count())
"""


def measure() -> Iterable[Figure]:
    worlds.copy_of(worlds.province(worlds.LARGE), COPY)
    worlds.collect_static(COPY)
    try:
        day = worlds.run(COPY, _ACCOUNTS).split()[-1]  # on which the duties of the story begin
        senders = [
            subprocess.Popen([sys.executable, "-c", _SEND, str(part), str(PROCESSES)], cwd=worlds.ROOT,
                             env=worlds.environment(COPY) | {"LUWES_CLOCK": day}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True)
            for part in range(PROCESSES)
        ]  # fmt: skip
        for sender in senders:
            assert sender.stdout
            while (line := sender.stdout.readline()) and line != "ready\n":
                pass
        for sender in senders:
            assert sender.stdin
            sender.stdin.write("go\n")
            sender.stdin.flush()
        told = [json.loads(sender.communicate()[0].split("\n")[-2]) for sender in senders]
        sent = sum(each["n"] + 1 for each in told)
        kept = int(worlds.run(COPY, _COUNT).split()[-1])
        a_second = sum(each["n"] for each in told) / max(each["s"] for each in told)
        note = f"{kept} of {sent} kept, each sent twice; {PROCESSES} processes, signed in"
        yield Figure(
            "staffing", "checkins_per_s", a_second if kept == sent else 0, "1/s", worlds.LARGE, note
        )
    finally:
        worlds.drop(COPY)
