from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "luwes.people"
    verbose_name = "pegawai"

    def ready(self) -> None:
        from django.urls import reverse

        from luwes.accounts import queries as accounts
        from luwes.accounts.companions import Companion, companions
        from luwes.audit import deeds
        from luwes.core.facts import listen
        from luwes.imports.registry import importers
        from luwes.notifications import preferences
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.organisation.facts import MinimumAnswered
        from luwes.people import access, addresses, demand, panels, profile, search, telling
        from luwes.people.deeds import DEEDS, DETAILS
        from luwes.people.importing.competencies import CompetencyImporter
        from luwes.ui import menu
        from luwes.ui.search import searchers

        def me(user: Any) -> menu.Me:
            own = reverse("people:own") if access.has_file(user) else ""
            return menu.Me(str(user), accounts.roles_in_words(user), own)

        companions.add(Companion("employee__agency"))
        deeds.add_all("people", DEEDS, DETAILS)
        importers.add(CompetencyImporter())
        kinds.add(MessageKind(telling.MINIMUM, _("Jawaban usulan minimum hadir")))
        listen(MinimumAnswered, telling.minimum_answered)
        preferences.books.add(preferences.Book("people", addresses.find, addresses.choose))
        menu.set_me(me)
        menu.add(
            menu.MenuEntry(
                "people", _("Pegawai"), "users", "people:list", order=32, visible=access.can_list
            )
        )
        menu.add(
            menu.MenuEntry(
                "own", _("Profil saya"), "user", "people:own", order=5, section="phone", phone=4,
                phone_label=_("Saya"), visible=access.has_file, covers=("people:own",),
            )
        )  # fmt: skip
        searchers.add(search.people())
        demand.sources.add(
            demand.Source(demand.POSTS, _("Syarat jabatan"), demand.of_posts, by_post=True)
        )
        profile.facts.add(profile.Facts("competencies", 30, panels.facts))
        profile.panels.add(
            profile.Panel("competencies", 20, "people/parts/competencies.html", panels.competencies)
        )
        for key, order, template, values in (
            ("private", 50, "people/parts/private.html", panels.private),
            ("record", 60, "people/parts/record.html", panels.record),
            ("readings", 90, "people/parts/readings.html", panels.readings),
        ):
            profile.panels.add(profile.Panel(key, order, template, values, side=True))
        profile.deeds.add(profile.Deed("account", 25, _("Tautkan akun"), panels.account_url))
        profile.deeds.add(profile.Deed("edit", 20, _("Perbaiki data"), panels.edit_url))
        profile.deeds.add(
            profile.Deed("declare", 10, _("Ubah kontak dan batasan"), panels.declare_url)
        )
