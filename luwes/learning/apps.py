from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "luwes.learning"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.learning import panels
        from luwes.learning.deeds import DEEDS, DETAILS
        from luwes.ui import home

        deeds.add_all("learning", DEEDS, DETAILS)
        _menu()
        home.waiting.add(home.WaitingKind("learning", panels.waits))
        _classes()
        _certificates()
        _hours()


def _certificates() -> None:
    from luwes.core.facts import listen
    from luwes.learning import access, facts, record_messages
    from luwes.learning.actions import certifying
    from luwes.learning.papers import CERTIFICATE
    from luwes.letters import facts as letters
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind, kinds
    from luwes.notifications.kinds import MessageKind
    from luwes.notifications.kinds import kinds as message_kinds

    kinds.add(
        LetterKind(
            CERTIFICATE, _("Sertifikat"), "SERTIFIKAT", template="certificate.typ", lapses=True
        )
    )
    readable_by.add(Reader("learning", access.own_letters))
    message_kinds.add(MessageKind(record_messages.CERTIFIED, _("Sertifikat terbit")))
    message_kinds.add(MessageKind(record_messages.REVOKED, _("Sertifikat dicabut")))
    message_kinds.add(MessageKind(record_messages.CHANCE, _("Kesempatan tes baru")))
    message_kinds.add(MessageKind(record_messages.HOURS, _("Jawaban laporan jam belajar")))
    listen(facts.Passed, certifying.passed)
    listen(facts.ChanceGiven, record_messages.chance_given)
    listen(facts.Certified, record_messages.certified)
    listen(facts.Revoked, record_messages.revoked)
    message_kinds.add(MessageKind(record_messages.HOURS_ASKED, _("Laporan jam belajar pimpinan")))
    listen(facts.HoursClaimed, record_messages.hours_claimed)
    listen(facts.HoursAnswered, record_messages.hours_answered)
    listen(letters.Withdrawn, certifying.withdrawn)


def _hours() -> None:
    from luwes.learning import panels
    from luwes.people import profile

    profile.panels.add(
        profile.Panel("hours", 40, "learning/parts/hours_link.html", panels.hours, side=True)
    )


def _menu() -> None:
    from luwes.learning import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "learning", _("Belajar"), "book", "learning:mine", order=8, visible=access.in_menu,
            covers=(
                "learning:mine", "learning:module", "learning:read", "learning:question_of",
                "learning:check", "learning:result", "learning:classes", "learning:class",
                "learning:certificates", "learning:consents", "learning:consent",
                "learning:hours", "learning:claim_hours", "learning:hours_waiting",
            ),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "learning managed", _("Kelola pelatihan"), "teach", "learning:manage", order=40,
            visible=access.manages,
            covers=(
                "learning:manage", "learning:new_module", "learning:write", "learning:describe",
                "learning:preview", "learning:version", "learning:write_page_new",
                "learning:write_page", "learning:add_picture", "learning:write_question_new",
                "learning:write_question", "learning:courses", "learning:course", "learning:new_course",
                "learning:edit_course", "learning:new_class", "learning:manage_class",
                "learning:edit_class", "learning:issued", "learning:revoke",
            ),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "gaps", _("Kesenjangan kompetensi"), "table", "learning:gaps", order=37, section="more",
            visible=access.sees_gaps,
            covers=("learning:gaps", "learning:nearest", "learning:unit_hours"),
        )
    )  # fmt: skip


def _classes() -> None:
    from luwes.appointments import calendar_feed
    from luwes.appointments import facts as appointments
    from luwes.core.facts import listen
    from luwes.learning import calendar, facts, messages
    from luwes.learning.actions import following
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.staffing import facts as staffing

    calendar_feed.sources.add(calendar_feed.Source("classes", calendar.of_user))
    for key, label in (
        ("learning.asked", _("Persetujuan ikut kelas diminta")),
        ("learning.answered", _("Kabar pendaftaran kelas")),
        ("learning.class", _("Kelas berubah atau berakhir")),
        ("learning.clash", _("Kelas berbenturan dengan tugas atau cuti")),
    ):
        kinds.add(MessageKind(key, label))
    listen(facts.EnrolmentAsked, messages.asked)
    listen(facts.EnrolmentAnswered, messages.answered)
    listen(facts.ClassChanged, messages.class_changed)
    listen(facts.Clashed, messages.clashed)
    listen(facts.EndForgotten, messages.end_forgotten)
    listen(facts.EnrolmentWithdrawn, messages.withdrawn)
    listen(facts.TrainerSet, messages.trainer_set)
    for fact in (
        appointments.LeaveRecorded, appointments.LeaveCancelled, staffing.Ordered,
        staffing.OrderChanged, staffing.Ended, facts.ClassChanged, facts.EnrolmentAnswered,
    ):  # fmt: skip
        listen(fact, following.something_changed)
