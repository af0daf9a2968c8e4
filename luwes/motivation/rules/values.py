"""The core values of every civil servant, BerAKHLAK."""

from enum import StrEnum


class CoreValue(StrEnum):
    """SE MenPANRB 20/2021."""

    SERVING = "serving"  # Berorientasi Pelayanan
    ACCOUNTABLE = "accountable"  # Akuntabel
    COMPETENT = "competent"  # Kompeten
    HARMONIOUS = "harmonious"  # Harmonis
    LOYAL = "loyal"  # Loyal
    ADAPTIVE = "adaptive"  # Adaptif
    COLLABORATIVE = "collaborative"  # Kolaboratif
