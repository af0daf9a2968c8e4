from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffingConfig(AppConfig):
    name = "luwes.staffing"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.appointments import facts as appointments
        from luwes.appointments.binding import Source
        from luwes.appointments.binding import sources as bindings
        from luwes.audit import deeds
        from luwes.core.facts import listen
        from luwes.letters import facts as letters
        from luwes.letters.access import Reader, readable_by
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.people import demand, profile
        from luwes.people.demand import sources as demand_sources
        from luwes.staffing import (
            access,
            aid_messages,
            binding,
            change_messages,
            facts,
            letter_kinds,
            search,
            shift_messages,
            telling,
        )
        from luwes.staffing.actions import following
        from luwes.staffing.deeds import DEEDS, DETAILS
        from luwes.staffing.demand import NEEDS, of_units
        from luwes.staffing.models import Need
        from luwes.staffing.panels import served
        from luwes.ui.search import searchers

        deeds.add_all("staffing", DEEDS, DETAILS)
        demand_sources.add(
            demand.Source(NEEDS, _("Keadaan darurat"), of_units, of_governments=True)
        )
        letter_kinds.add()
        for key, label, template in (
            ("staffing.objection", _("Usulan penugasan dari unit Anda"), ""),
            ("staffing.decide", _("Rencana menunggu keputusan"), "rencana_menunggu"),
            ("staffing.returned", _("Rencana dikembalikan"), ""),
            ("staffing.stuck", _("Penerbitan surat tertahan"), ""),
            ("staffing.ordered", _("Surat tugas"), "surat_tugas"),
            ("staffing.away", _("Pegawai unit Anda ditugaskan"), ""),
            ("staffing.chased", _("Jawaban ditunggu"), "jawaban_ditunggu"),
            ("staffing.declined", _("Penugasan ditolak"), ""),
            ("staffing.issued", _("Surat tugas terbit"), ""),
            ("staffing.withdrawn", _("Penugasan ditarik"), "penugasan_ditarik"),
            ("staffing.cannot_go", _("Pegawai tidak dapat bertugas"), ""),
            ("staffing.change_asked", _("Perpanjangan tugas menunggu keputusan"), ""),
            ("staffing.changed", _("Perubahan penugasan"), ""),
            ("staffing.stays", _("Pegawai tidak jadi bertugas"), ""),
            ("staffing.ended", _("Masa tugas selesai"), ""),
            ("staffing.back", _("Kembali bertugas"), ""),
            ("staffing.field_report", _("Laporan dari lapangan"), ""),
            ("staffing.dispensed", _("Dispensasi karena terdampak"), ""),
            ("staffing.rota", _("Jadwal shift"), ""),
            ("staffing.swap", _("Tukar shift"), ""),
            ("staffing.shift", _("Menggantikan shift"), ""),
            ("staffing.late", _("Belum tercatat pulang"), ""),
            ("staffing.aid_asked", _("Permintaan bantuan"), ""),
            ("staffing.aid_answered", _("Jawaban permintaan bantuan"), ""),
            ("staffing.aid_over", _("Permintaan bantuan berakhir"), ""),
            ("staffing.aid_overdue", _("Permintaan bantuan belum dijawab"), ""),
        ):
            kinds.add(MessageKind(key, label, template))
        listen(facts.PlanSubmitted, telling.plan_submitted)
        listen(facts.PlanReturned, telling.plan_returned)
        listen(facts.NeedsReturned, telling.needs_returned)
        listen(facts.IssueStuck, telling.issue_stuck)
        listen(facts.Ordered, telling.ordered)
        listen(facts.Chased, telling.chased)
        listen(facts.Declined, telling.declined)
        listen(facts.Withdrawn, telling.withdrawn)
        listen(facts.CannotGo, change_messages.cannot_go)
        listen(facts.ChangeAsked, change_messages.change_asked)
        listen(facts.OrderChanged, change_messages.order_changed)
        listen(facts.Ended, telling.ended)
        listen(facts.ReportedBack, telling.reported_back)
        listen(facts.Returned, telling.returned)
        listen(facts.FieldReported, telling.field_reported)
        listen(facts.Dispensed, telling.dispensed)
        listen(facts.RotaSet, shift_messages.rota_set)
        listen(facts.SwapMoved, shift_messages.swap_moved)
        listen(facts.ShiftOrdered, shift_messages.shift_ordered)
        listen(facts.CheckOutMissing, shift_messages.check_out_missing)
        listen(facts.OutsideLate, shift_messages.outside_late)
        listen(facts.Ordered, aid_messages.ordered)
        listen(facts.AidMoved, aid_messages.moved)
        listen(facts.AidOverdue, aid_messages.overdue)
        listen(letters.Withdrawn, following.letter_withdrawn)
        listen(appointments.LeaveRecorded, following.leave_recorded)
        scopes.kinds.add(
            scopes.ScopeKind(
                "need", _("Pos tugas"), lambda pk: str(Need.objects.filter(pk=pk).first() or pk)
            )
        )
        bindings.add(Source("staffing", binding.away, binding.planned, binding.resting))
        readable_by.add(Reader("staffing", access.readable_letters))
        readable_by.add(Reader("staffing aid", access.readable_aid_letters))
        profile.tracks.add(
            profile.Track("assignments", 20, _("Penugasan"), served.spans, served.words)
        )
        profile.panels.add(
            profile.Panel(
                "assignments", 30, "staffing/parts/assignments.html", served.assignments, side=True
            )
        )
        profile.panels.add(
            profile.Panel(
                "dispensations", 25, "staffing/parts/dispensed.html", served.dispensed, side=True
            )
        )
        profile.deeds.add(
            profile.Deed("safety", 15, _("Pernyataan keselamatan"), served.safety_url)
        )
        profile.facts.add(profile.Facts("assignments", 10, served.days_served))
        searchers.add(search.outside())
        _aid()
        _joint()
        _assumed()
        _first_page()
        _menu()


def _aid() -> None:
    from luwes.letters.kinds import LetterKind, kinds
    from luwes.staffing import aid, aid_papers, owners

    kinds.add(
        LetterKind(
            aid_papers.REQUEST, _("Surat permintaan bantuan"), "SURAT PERMINTAAN BANTUAN",
            "MEMINTA BANTUAN", "Kepada", "Untuk", stands_alone=False,
        )
    )  # fmt: skip
    kinds.add(
        LetterKind(
            aid_papers.ANSWER, _("Surat kesanggupan bantuan"), "SURAT KESANGGUPAN BANTUAN",
            "MENYANGGUPI", "Kepada", "Untuk", stands_alone=False,
        )
    )  # fmt: skip
    owners.kinds.add(
        owners.OwnerKind(
            aid.KIND, load=aid.as_owner, agency_ids=aid.agency_ids, label=aid.label,
            may_view=aid.may_view, may_plan=aid.may_plan, named=aid.named,
            led=aid.led, serves_others=True,
        )
    )  # fmt: skip


def _joint() -> None:
    from luwes.staffing import joining, owners

    owners.kinds.add(
        owners.OwnerKind(
            joining.KIND, load=joining.as_owner, agency_ids=joining.agency_ids, label=joining.label,
            may_view=joining.may_view, may_plan=joining.may_plan, named=joining.named,
            serves_others=True,
        )
    )  # fmt: skip


def _assumed() -> None:
    from luwes.staffing import owners, spreading

    owners.kinds.add(spreading.kind())


def _first_page() -> None:
    from luwes.staffing.panels import deciding, heading, helping, leading, own
    from luwes.ui.home import (
        ChangeKind,
        PictureKind,
        WaitingKind,
        changes,
        pictures,
        waiting,
    )

    for key, find in (
        ("staffing own", own.waits),
        ("staffing swaps", own.swaps),
        ("staffing approvals", deciding.approvals),
        ("staffing changes", deciding.order_changes),
        ("staffing aid", helping.requests),
        ("staffing objections", deciding.objections),
        ("staffing returns", deciding.returns),
        ("staffing answers", leading.answers),
        ("staffing plans", leading.plans),
        ("staffing arrivals", leading.arrivals),
        ("staffing homecoming", leading.homecoming),
        ("staffing outside", leading.outside),
        ("staffing field reports", leading.field_reports),
        ("staffing swaps to decide", leading.swaps),
    ):
        waiting.add(WaitingKind(key, find))
    changes.add(ChangeKind("staffing", leading.changes))
    pictures.add(PictureKind("staffing needs", 10, leading.picture))
    pictures.add(PictureKind("staffing units", 20, heading.picture))


def _menu() -> None:
    from luwes.staffing import access
    from luwes.ui.menu import MenuEntry, add

    add(MenuEntry("home", _("Beranda"), "home", "home", order=1, phone=1))
    add(
        MenuEntry(
            "duties", _("Tugas saya"), "check", "staffing:mine", order=5, phone=2,
            phone_label=_("Tugas"), covers=("staffing:mine", "staffing:duty", "staffing:answer", "staffing:swap"),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "posts", _("Pos tugas"), "pin", "staffing:posts", order=40, visible=access.has_posts,
            covers=(
                "staffing:posts", "staffing:post", "staffing:post_code", "staffing:contact",
                "staffing:rota", "staffing:shift_pattern", "staffing:team_leaders", "staffing:outside",
                "staffing:contingent",
            ),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "aid", _("Bantuan antardaerah"), "swap", "staffing:aid", order=30, visible=access.has_aid,
            covers=("staffing:aid", "staffing:aid_request", "staffing:ask_aid", "staffing:answer_aid"),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "limits", _("Batas persetujuan"), "check", "staffing:limits", order=47,
            visible=access.decides_somewhere, covers=("staffing:limits",),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "away", _("Pegawai ditugaskan"), "move", "staffing:away", order=45,
            visible=access.heads_units, covers=("staffing:away",),
        )
    )  # fmt: skip
