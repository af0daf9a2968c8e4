"""Who may sign in, and which role each holds over which scope."""

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts import companions, rules, scopes
from luwes.core.db import PeriodField

ROLE_LABELS = {
    rules.Role.ADMINISTRATOR.value: _("Pengelola sistem"),
    rules.Role.STAFFING_ANALYST.value: _("Analis kepegawaian (BKD)"),
    rules.Role.UNIT_HEAD.value: _("Kepala unit"),
    rules.Role.COORDINATOR.value: _("Koordinator darurat (BPBD)"),
    rules.Role.APPROVER.value: _("Pejabat berwenang (PyB/PPK)"),
    rules.Role.POST_OFFICER.value: _("Petugas pos"),
    rules.Role.AUDITOR.value: _("Pengawas (Inspektorat)"),
    rules.Role.SERVICE_OFFICER.value: _("Petugas layanan"),
    rules.Role.SERVICE_MANAGER.value: _("Pengelola layanan"),
    rules.Role.TRAINING_MANAGER.value: _("Pengelola pelatihan"),
    rules.Role.COOPERATION_OFFICER.value: _("Sekretariat kerja sama (TKKSD)"),
    rules.Role.PROGRAMME_LEAD.value: _("Pengelola program"),
    rules.Role.AWARD_COMMITTEE.value: _("Panitia penghargaan"),
}


class Users(BaseUserManager["User"]):
    """What Django's sign-in machinery asks of a user's manager."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    email = models.EmailField(_("surel"), blank=True)
    name = models.CharField(_("nama"), max_length=200)
    is_active = models.BooleanField(_("aktif"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Users()

    class Meta:
        verbose_name = _("pengguna")

    def __str__(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, label: str) -> bool:
        return False


class Sessions(BaseSessionManager["Session"]):
    """Each with its account and what other areas keep beside it."""

    def get_queryset(self) -> models.QuerySet["Session"]:
        beside = (f"user__{name}" for name in companions.names())
        return super().get_queryset().select_related("user", *beside)


class Session(AbstractBaseSession):
    """A signed-in browser, or one that has yet to sign in."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    objects: ClassVar[Sessions] = Sessions()

    class Meta:
        verbose_name = verbose_name_plural = _("sesi")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from luwes.accounts.sessions import SessionStore

        return SessionStore


@pghistory.track()
class Grant(models.Model):
    """That a user holds a role over a scope for a period."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(_("peran"), max_length=24)  # a `rules.Role`
    scope_kind = models.CharField(_("jenis lingkup"), max_length=16)
    scope_id = models.CharField(_("lingkup"), max_length=40, blank=True)
    period = PeriodField(_("masa berlaku"))
    reason = models.CharField(_("dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("kewenangan")
        indexes = [models.Index(fields=["scope_kind", "scope_id", "role"], name="grant_by_scope")]

    def __str__(self) -> str:
        return f"{self.user}: {ROLE_LABELS[self.role]} ({scopes.label_of(self.scope_kind, self.scope_id)})"

    def as_held(self) -> rules.Held:
        return rules.Held(rules.Role(self.role), self.scope_kind, self.scope_id)


class Tally(models.Model):
    """How often somebody without an account came to one door lately; the key says nothing of who."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("hitungan kedatangan")
        indexes = [models.Index(fields=["since"], name="tally_by_age")]

    def __str__(self) -> str:
        return f"{self.count}"
