"""All settings, from the environment. Each variable is explained in docs/running.md."""

import base64
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

import django_stubs_ext
import pghistory

from luwes.project import postgres

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("LUWES_STATE", ROOT / ".luwes"))


def _secret(name: str) -> str:
    """A secret from the environment, or one made once and kept in the state folder."""
    if value := os.environ.get(name):
        return value
    if ENV == "production":
        raise RuntimeError(f"{name} must be set in production (docs/running.md).")
    path = STATE / name.lower()
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        STATE.mkdir(parents=True, exist_ok=True)
        fresh = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as handle:
                handle.write(fresh)
        except FileExistsError:
            pass
        return path.read_text().strip()


def _database(url: str) -> dict[str, Any]:
    parts = urlparse(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    port = options.pop("port", parts.port or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes"}


ENV = os.environ.get("LUWES_ENV", "development")  # development | demo | production
DEBUG = _flag("LUWES_DEBUG", False)
SECRET_KEY = _secret("LUWES_SECRET_KEY")
# Comma-separated; the first encrypts, all decrypt, the last keys the search hash.
LUWES_FIELD_KEYS = _secret("LUWES_FIELD_KEYS").split(",")
ALLOWED_HOSTS = os.environ.get("LUWES_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("LUWES_ORIGINS", "").split(",") if o]
# The address people reach: in letters' QR codes, e-mails.
LUWES_URL = os.environ.get("LUWES_URL", "http://127.0.0.1:8000")

_clock = os.environ.get("LUWES_CLOCK")
if _clock and ENV == "production":
    raise RuntimeError("LUWES_CLOCK is for demonstrations, not for production.")
LUWES_CLOCK = datetime.fromisoformat(_clock) if _clock else None

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "luwes.accounts",  # before allauth: its pages come in our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "template_partials",
    "django_prometheus",
    "luwes.core",
    "luwes.ui",
    "django.forms",
    "luwes.audit",
    "luwes.imports",
    "luwes.notifications",
    "luwes.letters",
    "luwes.places",
    "luwes.organisation",
    "luwes.people",
    "luwes.appointments",
    "luwes.staffing",
    "luwes.mobilisation",
    "luwes.teamwork",
    "luwes.services",
    "luwes.learning",
    "luwes.collaboration",
    "luwes.motivation",
    "luwes.demo",
    "luwes.project",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "luwes.core.middleware.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "luwes.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "luwes.accounts.middleware.SessionCareMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "luwes.core.middleware.AddressMiddleware",
    "luwes.core.middleware.UploadLimitMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luwes.core.addresses.History",
    "luwes.core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "luwes.project.urls"
WSGI_APPLICATION = "luwes.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["luwes.ui.templatetags.ui", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luwes.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or postgres.url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "luwes.accounts.backends.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "luwes.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "600/m/ip,5/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Luwes"
MFA_ADAPTER = "luwes.accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
AXES_USERNAME_CALLABLE = "luwes.accounts.adapter.name_tried"
# Administrators and approving authorities need a second factor.
LUWES_REQUIRE_MFA = _flag("LUWES_REQUIRE_MFA", ENV == "production")
LUWES_IDLE_MINUTES = int(os.environ.get("LUWES_IDLE_MINUTES", "480"))
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_HTTPONLY = "Lax", True
LOCALE_PATHS = [ROOT / "luwes" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("LUWES_TIME_ZONE", "Asia/Jakarta")

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": os.environ.get(
            "LUWES_STATICFILES", "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
        if ENV in {"production", "demo"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ENV not in {"production", "demo"}
MEDIA_ROOT = Path(os.environ.get("LUWES_FILES", STATE / "files"))
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# A form of a large incident posts a field a need: 126 districts with eight roles pass Django's 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
LUWES_UPLOAD_MAX_BYTES = int(os.environ.get("LUWES_UPLOAD_MAX_BYTES", 120 * 2**20))

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_https = ENV == "production" and LUWES_URL.startswith("https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
LUWES_PROXY = _flag("LUWES_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LUWES_PROXY else None
SESSION_COOKIE_HTTPONLY = True
SESSION_ENGINE = "luwes.accounts.sessions"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A demonstration without a mail server keeps its mail as files, to be read there.
_mail = "filebased" if ENV == "demo" and not os.environ.get("LUWES_SMTP") else "smtp"
EMAIL_BACKEND = os.environ.get(
    "LUWES_EMAIL_BACKEND", f"django.core.mail.backends.{_mail}.EmailBackend"
)
EMAIL_FILE_PATH = STATE / "mail"
_smtp = urlparse(os.environ.get("LUWES_SMTP", "smtp://127.0.0.1:25"))
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "127.0.0.1", _smtp.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("LUWES_EMAIL_FROM", "Luwes <luwes@localhost>")
# The HTTP gateway for WhatsApp or SMS; empty: the channel is off.
LUWES_GATEWAY_URL = os.environ.get("LUWES_GATEWAY_URL", "")
LUWES_GATEWAY_TOKEN = os.environ.get("LUWES_GATEWAY_TOKEN", "")
# PKCS#12 that signs letters; empty: a demonstration key made at set-up (not in production).
LUWES_SIGNING_P12 = os.environ.get("LUWES_SIGNING_P12", "")
LUWES_SIGNING_PASSWORD = os.environ.get("LUWES_SIGNING_PASSWORD", "")
# "person": a letter a person; "unit": a letter a home unit and post, with an annex of people.
LUWES_LETTER_GROUPING = os.environ.get("LUWES_LETTER_GROUPING", "person")
# A tile server's address with {z}/{x}/{y}; empty: coast and places only.
LUWES_MAP_TILES = os.environ.get("LUWES_MAP_TILES", "")
# Before the numbers of cases, as people read them aloud.
LUWES_CASE_PREFIX = os.environ.get("LUWES_CASE_PREFIX", "LPG")
# Doors open to everybody: how many filings an hour and how many wrong guesses in a quarter, of one address.
LUWES_FILINGS_PER_HOUR = int(os.environ.get("LUWES_FILINGS_PER_HOUR", "60"))
LUWES_GUESSES_PER_QUARTER = int(os.environ.get("LUWES_GUESSES_PER_QUARTER", "30"))

PROCRASTINATE_ON_APP_READY = "luwes.project.jobs.on_app_ready"

# Row history is read by the row it is about: other foreign keys in it need no index of their own.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PROMETHEUS_EXPORT_MIGRATIONS = False
# The bearer token of the monitor that reads /ukuran/; empty: no figures.
LUWES_METRICS_TOKEN = os.environ.get("LUWES_METRICS_TOKEN", "")
if dsn := os.environ.get("SENTRY_DSN"):
    import sentry_sdk

    from luwes.core.addresses import REPORTS

    sentry_sdk.init(dsn=dsn, **REPORTS)

# What follows these in an address opens something without an account; logs leave it out.
LUWES_SECRET_PATHS = (r"/lacak/[^/\s]+/", "/isi/", "/rombongan/")
_level = os.environ.get("LUWES_LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "luwes.project.logs.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": _level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "procrastinate": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
