"""The fourteen components of a service standard (UU 25/2009 ps. 21; PermenPANRB 15/2014)."""

from enum import StrEnum


class Component(StrEnum):
    # of delivery, which have to be told to the public
    REQUIREMENTS = "requirements"
    PROCEDURE = "procedure"
    DURATION = "duration"
    FEE = "fee"
    PRODUCT = "product"
    COMPLAINTS = "complaints"
    # of how the office sees to it
    LEGAL_BASIS = "legal_basis"
    FACILITIES = "facilities"
    COMPETENCE = "competence"
    SUPERVISION = "supervision"
    STAFF = "staff"
    GUARANTEE = "guarantee"
    SAFETY = "safety"
    EVALUATION = "evaluation"


DELIVERY = tuple(Component)[:6]
MANUFACTURING = tuple(Component)[6:]
