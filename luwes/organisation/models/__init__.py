"""Agencies, their units as a dated tree, positions, minimum presence, and the work behind their numbers."""

from luwes.organisation.models.presence import PROPOSAL_LABELS as PROPOSAL_LABELS
from luwes.organisation.models.presence import MinimumProposal as MinimumProposal
from luwes.organisation.models.structure import AGENCY_KIND_LABELS as AGENCY_KIND_LABELS
from luwes.organisation.models.structure import POSITION_KIND_LABELS as POSITION_KIND_LABELS
from luwes.organisation.models.structure import UNIT_KIND_LABELS as UNIT_KIND_LABELS
from luwes.organisation.models.structure import Agency as Agency
from luwes.organisation.models.structure import Competency as Competency
from luwes.organisation.models.structure import Establishment as Establishment
from luwes.organisation.models.structure import JobTitle as JobTitle
from luwes.organisation.models.structure import MinimumPresence as MinimumPresence
from luwes.organisation.models.structure import OrgUnit as OrgUnit
from luwes.organisation.models.structure import Position as Position
from luwes.organisation.models.structure import PositionRequirement as PositionRequirement
from luwes.organisation.models.structure import PresencePolicy as PresencePolicy
from luwes.organisation.models.structure import StaffGroup as StaffGroup
from luwes.organisation.models.structure import TitleAlias as TitleAlias
from luwes.organisation.models.structure import UnitAlias as UnitAlias
from luwes.organisation.models.structure import UnitShape as UnitShape
from luwes.organisation.models.workload import STATE_LABELS as STATE_LABELS
from luwes.organisation.models.workload import WorkingTime as WorkingTime
from luwes.organisation.models.workload import WorkloadAnalysis as WorkloadAnalysis
from luwes.organisation.models.workload import WorkloadTask as WorkloadTask
