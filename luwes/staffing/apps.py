from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffingConfig(AppConfig):
    name = "luwes.staffing"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.appointments import facts as appointments
        from luwes.audit import deeds
        from luwes.core.facts import listen
        from luwes.letters import facts as letters
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.staffing import facts, telling
        from luwes.staffing.actions import following
        from luwes.staffing.deeds import DEEDS
        from luwes.staffing.models import Need

        deeds.add_all("staffing", DEEDS)
        for key, label, template in (
            ("staffing.objection", _("Usulan penugasan dari unit Anda"), ""),
            ("staffing.decide", _("Rencana menunggu keputusan"), "rencana_menunggu"),
            ("staffing.returned", _("Rencana dikembalikan"), ""),
            ("staffing.ordered", _("Surat tugas"), "surat_tugas"),
            ("staffing.away", _("Pegawai unit Anda ditugaskan"), ""),
            ("staffing.chased", _("Jawaban ditunggu"), "jawaban_ditunggu"),
            ("staffing.declined", _("Penugasan ditolak"), ""),
        ):
            kinds.add(MessageKind(key, label, template))
        listen(facts.PlanSubmitted, telling.plan_submitted)
        listen(facts.PlanReturned, telling.plan_returned)
        listen(facts.Ordered, telling.ordered)
        listen(facts.Chased, telling.chased)
        listen(facts.Declined, telling.declined)
        listen(letters.Withdrawn, following.letter_withdrawn)
        listen(appointments.LeaveRecorded, following.leave_recorded)
        scopes.kinds.add(
            scopes.ScopeKind(
                "need", _("Pos tugas"), lambda pk: str(Need.objects.filter(pk=pk).first() or pk)
            )
        )
