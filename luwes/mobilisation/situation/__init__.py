"""The situation board of one incident, put together from what other areas and we know. Reads only."""

from luwes.mobilisation.situation.whole import Situation as Situation
from luwes.mobilisation.situation.whole import in_force as in_force
from luwes.mobilisation.situation.whole import of as of
