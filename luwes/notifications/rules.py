"""Channels and deliveries. Pure."""

from enum import StrEnum


class Channel(StrEnum):
    APP = "app"
    EMAIL = "email"
    GATEWAY = "gateway"


class Delivery(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
