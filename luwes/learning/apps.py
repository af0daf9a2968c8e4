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
        home.waiting.add(home.WaitingKind("learning consents", panels.consents))
        _classes()


def _menu() -> None:
    from luwes.learning import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "learning", _("Belajar"), "book", "learning:mine", order=8, visible=access.has_classes,
            covers=(
                "learning:mine", "learning:module", "learning:read", "learning:question_of",
                "learning:check", "learning:result", "learning:classes", "learning:class",
                "learning:certificates", "learning:consents", "learning:consent",
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
                "learning:edit_class",
            ),
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
    for fact in (
        appointments.LeaveRecorded, appointments.LeaveCancelled, staffing.Ordered,
        staffing.OrderChanged, facts.ClassChanged, facts.EnrolmentAnswered,
    ):  # fmt: skip
        listen(fact, following.something_changed)
