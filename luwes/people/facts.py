"""What happens to people's files, for the areas above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EmployeeCorrected:
    employee_id: int


@dataclass(frozen=True)
class CompetencyChanged:
    """A record was added or ended."""

    employee_id: int
    competency_id: int
