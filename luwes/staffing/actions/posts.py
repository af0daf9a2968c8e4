"""What a post tells the people who are sent there."""

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.staffing import access, briefs, owners
from luwes.staffing.models import Need


@transaction.atomic
def set_contact(
    *, need: Need, post: str, report_to: str, by: User, lat: float | None = None, lon: float | None = None,
    brief: briefs.Brief | None = None, emergency: str | None = None,
) -> None:  # fmt: skip
    """
    Name the place, with its point in degrees where it is known, whom people report to (a name,
    with a number they may call), and what they are told beforehand; None where that stays.
    """
    require(access.can_check_in_at(by, need) or access.can_plan(by, need))
    lock(need)
    problems = [Problem(_("Isi nama pos tugas."), "post")] if not post.strip() else []
    refuse(problems)
    need.post, need.report_to, need.post_lat, need.post_lon = post, report_to, lat, lon
    told = brief or need.as_brief()
    need.task, need.bring, need.safety = told.task, told.bring, told.safety
    need.emergency = need.emergency if emergency is None else emergency
    need.save(
        update_fields=[
            "post", "report_to", "post_lat", "post_lon", "task", "bring", "safety", "emergency",
        ]
    )  # fmt: skip
    owner = owners.owner_of(need.owner_kind, need.owner_id)
    audit.record(by, "staffing.post_named", need, chain=str(owner.agency_id), post=post)
