from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "luwes.people"

    def ready(self) -> None:
        from luwes.imports.registry import importers
        from luwes.people.importing.competencies import CompetencyImporter

        importers.add(CompetencyImporter())
