"""What a citizen says after a case: the nine elements of the survey, and thanks."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.services import facts
from luwes.services.actions.entries import write
from luwes.services.models import Case, Satisfaction
from luwes.services.rules.satisfaction import HIGHEST, LOWEST, Element
from luwes.services.rules.states import DONE, EntryKind

_DONE = values(DONE)


@transaction.atomic
def rate(*, case: Case, scores: Mapping[Element, int], words: str, now: datetime) -> None:
    """
    Once a case, all nine elements of 1–4; nobody who answers cases reads whose they are.

    :raises Refused: before the end, the second time, or for elements left out
    """
    lock(case)
    problems = []
    if case.state not in _DONE:
        problems.append(Problem(_("Survei dibuka setelah urusannya selesai.")))
    elif Satisfaction.objects.filter(case=case).exists():
        problems.append(Problem(_("Anda sudah mengisi survei ini. Terima kasih.")))
    problems += [
        Problem(_("Pilih salah satu."), element.value)
        for element in Element
        if not LOWEST <= scores.get(element, 0) <= HIGHEST
    ]
    refuse(problems)
    values = {element.value: scores[element] for element in Element}
    Satisfaction.objects.create(case=case, words=words.strip(), at=now, **values)


@transaction.atomic
def thank(*, case: Case, words: str, now: datetime) -> None:
    """
    To the officer who closed it, once; it may be read by the officer and told on.

    :raises Refused: without words, before the end, the second time, or where nobody closed it
    """
    lock(case)
    problems = []
    if case.state not in _DONE or case.officer_id is None:
        problems.append(Problem(_("Ucapan dikirim setelah urusannya selesai.")))
    if case.entries.filter(kind=EntryKind.THANKS.value).exists():
        problems.append(Problem(_("Ucapan Anda sudah terkirim.")))
    if not words.strip():
        problems.append(Problem(_("Tulis ucapannya."), "words"))
    refuse(problems)
    assert case.officer_id is not None
    entry = write(case, EntryKind.THANKS, now, text=words, by_citizen=True)
    announce(facts.Thanked(case.pk, case.officer_id, words.strip(), now))
    announce(facts.CitizenSaid(case.pk, entry.pk, now))
