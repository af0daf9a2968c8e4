"""How people come in from spreadsheets: what a cell about a person says, competency lists."""

from luwes.people.importing.competencies import CompetencyImporter

__all__ = ["CompetencyImporter"]
