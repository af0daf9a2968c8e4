"""Who is told what of load. No figure, no words and no reason stands in a message to others."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.motivation import facts
from luwes.motivation.messages import telling
from luwes.motivation.models import LoadSignal
from luwes.motivation.queries import superiors
from luwes.notifications.actions import Text
from luwes.organisation import heading
from luwes.people.addresses import account, person

LOAD, RAISED, OWN, ANSWERED = (
    "motivation.load", "motivation.load_raised", "motivation.load_own", "motivation.load_answered",
)  # fmt: skip


def signalled(fact: facts.LoadSignalled) -> None:
    """The nearest heads, each once however many signals; and the people themselves."""
    rows = _rows(fact.signal_ids)
    chains = heading.levels(_whom(rows), localdate(fact.at))
    by_head: dict[int, tuple[User, list[LoadSignal]]] = {}
    for row in rows:
        for head in (chains[row.unit_id, row.employee.user_id] or [[]])[0]:
            by_head.setdefault(head.pk, (head, []))[1].append(row)
    texts = [Text([account(head)], LOAD, _subject(those), _body(), _link(those)) for head, those in by_head.values()]  # fmt: skip
    telling.tell_each([*texts, *_to_people(rows)], now=fact.at)


def _to_people(rows: Sequence[LoadSignal]) -> Iterable[Text]:
    """Not of what they said themselves."""
    found: dict[int, LoadSignal] = {row.employee_id: row for row in rows if row.figure is not None}
    recipients = [person(row.employee) for row in found.values()]
    if recipients:
        yield Text(
            recipients, OWN, _("Beban kerja Anda melampaui batas"),
            _("Atasan Anda diminta menjawab. Lihat angkanya dan tambahkan keterangan Anda bila perlu."),
            reverse("motivation:own_load"),
        )  # fmt: skip


def raised(fact: facts.LoadRaised) -> None:
    """The second level of heads, and who looks after all people of the government."""
    rows, on = _rows(fact.signal_ids), localdate(fact.at)
    chains = heading.levels(_whom(rows), on)
    overseers = superiors.overseers({row.employee.agency_id for row in rows}, on)
    told: dict[int, tuple[User, list[LoadSignal]]] = {}
    for row in rows:
        levels = chains[row.unit_id, row.employee.user_id]
        next_above = levels[1] if len(levels) > 1 else []
        for user in [*next_above, *overseers[row.employee.agency_id]]:
            if user.pk != row.employee.user_id:
                told.setdefault(user.pk, (user, []))[1].append(row)
    texts = [
        Text([account(user)], RAISED, _subject(those),
             _("Belum dijawab pada waktunya, atau tidak ada atasan yang dapat menjawab. Jawablah sekarang."), _link(those))
        for user, those in told.values()
    ]  # fmt: skip
    telling.tell_each(texts, now=fact.at)


def answered(fact: facts.LoadAnswered) -> None:
    row = _rows([fact.signal_id])[0]
    telling.tell(
        recipients=[person(row.employee)], kind=ANSWERED, now=fact.at,
        by=User.objects.get(pk=fact.by_id), subject=_("Isyarat beban Anda dijawab"),
        body=_("Jawaban dan alasannya ada di halaman beban kerja Anda."),
        link=reverse("motivation:own_load"),
    )  # fmt: skip


def _rows(ids: Sequence[int]) -> list[LoadSignal]:
    rows = LoadSignal.objects.filter(pk__in=ids).select_related("employee__user")
    return list(rows.order_by("pk"))


def _whom(rows: Iterable[LoadSignal]) -> list[tuple[int | None, int | None]]:
    return [(row.unit_id, row.employee.user_id) for row in rows]


def _subject(rows: Sequence[LoadSignal]) -> str:
    people = len({row.employee_id for row in rows})
    if people == 1:
        return _("Beban kerja %s perlu jawaban Anda") % rows[0].employee.full_name
    return ngettext(
        "Beban kerja %d pegawai perlu jawaban Anda", "Beban kerja %d pegawai perlu jawaban Anda", people
    ) % people  # fmt: skip


def _body() -> str:
    return _("Beri hari libur, bebaskan dari tugas, bagi pekerjaannya, atau terima dengan alasan. Diam diteruskan ke atasan Anda.")  # fmt: skip


def _link(rows: Sequence[LoadSignal]) -> str:
    if len(rows) == 1:
        return reverse("motivation:load_signal", args=[rows[0].pk])
    return reverse("motivation:load")
