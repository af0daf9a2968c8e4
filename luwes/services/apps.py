from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "luwes.services"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.people.demand import Source, sources
        from luwes.services import demand, panels, search
        from luwes.services.deeds import DEEDS, DETAILS
        from luwes.ui import home
        from luwes.ui.search import searchers

        deeds.add_all("services", DEEDS, DETAILS)
        home.waiting.add(home.WaitingKind("services own", panels.own))
        home.waiting.add(home.WaitingKind("services overseen", panels.overseen))
        searchers.add(search.cases())
        sources.add(Source(demand.SERVICES, _("Layanan"), demand.of_units))
        _messages()
        _menu()


def _messages() -> None:
    from luwes.accounts import facts as accounts
    from luwes.appointments import facts as appointments
    from luwes.core.facts import listen
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.people import facts as people
    from luwes.services import facts, messages

    for key, label, template in (
        ("services.given", _("Perkara diberikan kepada Anda"), ""),
        ("services.citizen", _("Warga menulis"), ""),
        ("services.reopened", _("Perkara dibuka kembali"), ""),
        ("services.unroutable", _("Perkara tanpa petugas"), ""),
        ("services.warned", _("Tenggat perkara"), ""),
        ("services.news", _("Kabar untuk warga"), "kabar_perkara"),
    ):
        kinds.add(MessageKind(key, label, template))
    listen(facts.Given, messages.given)
    listen(facts.Unroutable, messages.unroutable)
    listen(facts.CitizenSaid, messages.citizen_said)
    listen(facts.Told, messages.told)
    listen(facts.Forwarded, messages.forwarded)
    for fact in (
        people.CompetencyChanged, people.EmployeeCorrected, appointments.LeaveCancelled,
        appointments.Appointed, appointments.Ended, accounts.Granted, accounts.AccountChanged,
    ):  # fmt: skip
        listen(fact, messages.hands_changed)
    listen(appointments.HolidaysChanged, messages.holidays_changed)


def _menu() -> None:
    from luwes.services import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "services", _("Layanan"), "talk", "services:desk", order=35, phone=3, visible=access.has_desk,
            covers=("services:desk", "services:case", "services:file_for", "services:canned", "services:new_canned", "services:edit_canned", "services:hours"),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "offered", _("Kelola layanan"), "tool", "services:offered", order=39,
            visible=access.manages,
            covers=(
                "services:offered", "services:new_service", "services:manage", "services:preview",
                "services:version", "services:satisfaction", "services:duties", "services:take_on",
                "services:give_up", "services:words",
            ),
        )
    )  # fmt: skip
