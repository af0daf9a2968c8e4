"""Who is told what of thanks and medals."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.motivation import facts
from luwes.motivation.messages import telling
from luwes.motivation.models import MEDAL_LABELS, MedalRecord, Thanks
from luwes.motivation.queries import officers
from luwes.motivation.rules.thanks import Report
from luwes.notifications.actions import Text
from luwes.people.addresses import account, person
from luwes.ui.tags.words import day

THANKED, REPORTED, MEDAL = "motivation.thanked", "motivation.thanks_report", "motivation.medal"


def _thanks(pk: int) -> Thanks:
    return Thanks.objects.select_related("giver__user", "receiver__user").get(pk=pk)


def thanked(fact: facts.Thanked) -> None:
    row = _thanks(fact.thanks_id)
    subject = _("Seorang warga berterima kasih kepada Anda")
    if row.giver:
        subject = _("%s berterima kasih kepada Anda") % row.giver.full_name
    telling.tell(
        recipients=[person(row.receiver)], kind=THANKED, subject=subject, body=row.words,
        link=reverse("motivation:thanks"), now=fact.at, by=row.giver.user if row.giver else None,
    )  # fmt: skip


def reported(fact: facts.ThanksReported) -> None:
    """Whoever may decide; the words themselves stay on the page."""
    row = _thanks(fact.thanks_id)
    two = {row.receiver.user_id, row.giver.user_id if row.giver else None}
    users = officers.keepers(row.receiver_id, row.receiver.agency_id, localdate(fact.at))
    telling.tell(
        recipients=[account(user) for user in users if user.pk not in two], kind=REPORTED,
        subject=_("Sebuah ucapan terima kasih dilaporkan"), now=fact.at,
        body=_("Penerimanya merasa isinya tidak pantas. Periksa, lalu sembunyikan atau biarkan."),
        link=reverse("motivation:thanks_reports"), by=row.receiver.user,
    )  # fmt: skip


def answered(fact: facts.ThanksAnswered) -> None:
    row = _thanks(fact.thanks_id)
    is_hidden = row.report == Report.HIDDEN.value
    subject = _("Ucapan yang Anda laporkan disembunyikan") if is_hidden else _("Ucapan yang Anda laporkan dibiarkan")  # fmt: skip
    link, by = reverse("motivation:thanks"), row.decided_by
    texts = [Text([person(row.receiver)], REPORTED, subject, row.decided_because, link, by)]
    if is_hidden and row.giver:
        told = _("Ucapan Anda kepada %s disembunyikan") % row.receiver.full_name
        texts.append(Text([person(row.giver)], REPORTED, told, row.decided_because, link, by))
    telling.tell_each(texts, now=fact.at)


def medals_changed(fact: facts.MedalsChanged) -> None:
    rows = MedalRecord.objects.filter(pk__in=fact.medal_ids).select_related("employee__user", "by")
    texts = []
    for row in rows.order_by("pk"):
        subject, body = _of_medal(row)
        link = reverse("motivation:medals")
        texts.append(Text([person(row.employee)], MEDAL, subject, body, link, row.by))
    telling.tell_each(texts, now=fact.at)


def _of_medal(row: MedalRecord) -> tuple[str, str]:
    label = MEDAL_LABELS[row.medal]
    match row.state:
        case "proposed":
            return _("Anda diusulkan menerima %s") % label, _("Usulannya diteruskan BKD; keputusannya dikabarkan di sini.")  # fmt: skip
        case "received":
            told = {"day": day(row.received_on), "number": row.decree}
            return _("Anda menerima %s") % label, _("%(day)s, keputusan %(number)s.") % told
        case _dropped:
            return _("Catatan %s dibatalkan") % label, row.dropped_because
