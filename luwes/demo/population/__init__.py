"""The made-up province as the spreadsheet files that any government could bring.

Nothing here touches the database: the files go in through the ordinary importers.
"""

from luwes.demo.population.catalogue import COMPETENCIES, GROUPS
from luwes.demo.population.files import cast, generate, governments, heads
from luwes.demo.population.model import AgencyFiles, Files

__all__ = [
    "COMPETENCIES", "GROUPS", "AgencyFiles", "Files", "cast", "generate", "governments", "heads",
]  # fmt: skip
