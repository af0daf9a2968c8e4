"""A small government with a neighbour: whatever the objects of doors hang on.

*Here* is the agency that the objects in the addresses belong to, *there* is another one.
"""

from tests.guards.worlds.collaboration import Collaboration
from tests.guards.worlds.ground import LONG_AGO as LONG_AGO
from tests.guards.worlds.learning import Learning
from tests.guards.worlds.motivation import Motivation
from tests.guards.worlds.services import Services
from tests.guards.worlds.staff import Staff
from tests.guards.worlds.teamwork import Teamwork


class World(Motivation, Staff, Services, Teamwork, Learning, Collaboration):
    """Each object is made when a door's address first asks for it."""
