"""What the log says of motivation, in words for people."""

from django.utils.functional import Promise

from luwes.audit.deeds import Detail

_GOAL_DETAILS: dict[str, Detail] = {}
_GOALS: dict[str, Promise] = {}

_RECOGNITION_DETAILS: dict[str, Detail] = {}
_RECOGNITION: dict[str, Promise] = {}

_CARE_DETAILS: dict[str, Detail] = {}
_CARE: dict[str, Promise] = {}

DETAILS = {**_GOAL_DETAILS, **_RECOGNITION_DETAILS, **_CARE_DETAILS}
DEEDS = {**_GOALS, **_RECOGNITION, **_CARE}
