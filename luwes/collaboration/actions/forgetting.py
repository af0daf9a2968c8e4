"""What nobody needs any more of people whom partners sent is forgotten."""

from datetime import date

from django.db import transaction

from luwes.collaboration.models import PartnerMember


@transaction.atomic
def forget_phones(*, on: date) -> int:
    """Numbers of whose time in the team is over; how many."""
    over = PartnerMember.objects.filter(period__endswith__lte=on).exclude(phone="")
    return over.update(phone="")
