"""Messages to people: in the app, by e-mail, by one HTTP gateway; and what was delivered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.secrets import EncryptedField
from luwes.notifications import kinds, rules

CHANNEL_LABELS = {
    rules.Channel.APP.value: _("aplikasi"),
    rules.Channel.EMAIL.value: _("surel"),
    rules.Channel.GATEWAY.value: _("WhatsApp/SMS"),
}
DELIVERY_LABELS = {
    rules.Delivery.WAITING.value: _("menunggu"),
    rules.Delivery.SENT.value: _("terkirim"),
    rules.Delivery.DELIVERED.value: _("diterima"),
    rules.Delivery.READ.value: _("dibaca"),
    rules.Delivery.FAILED.value: _("gagal"),
    rules.Delivery.UNNEEDED.value: _("tidak diperlukan"),
}


class Message(models.Model):
    """
    One message to one person. The person need not have an account (`user` empty).

    `recipient_key` is opaque here ("people.employee:12"); addresses are encrypted.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="messages")
    recipient_key = models.CharField(max_length=60)
    recipient_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    email = EncryptedField(blank=True, default="")
    phone = EncryptedField(blank=True, default="")
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pesan")
        indexes = [
            models.Index(fields=["user", "-created_at"], name="message_inbox"),
            models.Index(fields=["user"], name="message_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["recipient_key", "-created_at"], name="message_by_recipient"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def kind_label(self) -> str:
        return kinds.label_of(self.kind)


class Attempt(models.Model):
    """The sending of a message through one channel, in the person's order of channels."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attempts")
    channel = models.CharField(max_length=8, choices=CHANNEL_LABELS)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DELIVERY_LABELS, default="waiting")
    external_id = models.CharField(max_length=100, blank=True)
    error = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pengiriman")
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="attempt_once_a_channel")
        ]
        indexes = [models.Index(fields=["external_id"], name="attempt_by_gateway_id")]

    def __str__(self) -> str:
        return f"{self.message} {self.channel}"

    @property
    def reference(self) -> str:
        """Ours for the outside, the same at every try."""
        return f"luwes-{self.message_id}-{self.pk}"

    def as_tried(self) -> rules.Tried:
        return rules.Tried(rules.Channel(self.channel), rules.Delivery(self.state), self.changed_at)
