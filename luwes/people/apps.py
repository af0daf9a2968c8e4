from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "luwes.people"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.imports.registry import importers
        from luwes.people.deeds import DEEDS
        from luwes.people.importing.competencies import CompetencyImporter

        deeds.add_all("people", DEEDS)
        importers.add(CompetencyImporter())
