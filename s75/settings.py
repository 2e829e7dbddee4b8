"""The settings: one file, driven by environment variables; without any, a demonstration on an embedded database."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from s75 import embedded
from s75.environment import listed, named_server

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
DATA_DIR = Path(env.str("S75_DATA", default="") or BASE_DIR / ".data").absolute()
S75_ENV = env.str("S75_ENV", default="development")
if S75_ENV not in ("development", "production"):
    raise ImproperlyConfigured(f"S75_ENV is “{S75_ENV}”; it must be development or production.")
PRODUCTION = S75_ENV == "production"
if PRODUCTION and (missing := [n for n in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL") if not env.str(n, "")]):
    raise ImproperlyConfigured(f"In production these environment variables must be set: {', '.join(missing)}.")
if PRODUCTION and (not listed(env, "ALLOWED_HOSTS") or "*" in listed(env, "ALLOWED_HOSTS")):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name the hosts of this installation, for example s75.example.gov.uk, and not all hosts."
    )


def _development_key() -> str:
    """Make a secret key once and keep it beside the data, readable by its owner only."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"secret-key.{secrets.token_hex(4)}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(64))
        unfinished.rename(path)
    return path.read_text()


DEBUG = not PRODUCTION and env.bool("S75_DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _development_key()
ALLOWED_HOSTS = listed(env, "ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = listed(env, "CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "s75.urls"
WSGI_APPLICATION = "s75.wsgi.application"

INSTALLED_APPS = [
    "s75",
    "budgets",
    "schemes",
    "reports",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_tables2",
    "pghistory",
    "pgtrigger",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "s75.middleware.refuse_large_uploads",
    "s75.middleware.refuse_null_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "s75.middleware.end_old_sessions",
    "s75.middleware.keep_out_of_caches",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "budgets.notices.shown.unseen_notices",
            ],
            "builtins": ["s75.templatetags.s75"],
        },
    }
]
FORM_RENDERER = "s75.rendering.GovukForms"
DJANGO_TABLES2_TEMPLATE = "components/table.html"
DJANGO_TABLES2_TABLE_ATTRS = {"class": "govuk-table s75-table"}

# Data: the server that DATABASE_URL names, or the embedded one.
DATABASES = {"default": named_server(env) if env.str("DATABASE_URL", "") else embedded.database(DATA_DIR / "postgres")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,  # a pooler between us and the server may hand the connection on
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # in the database, so that rate limits count across all workers
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # of the usual 300, a flood of sign-ins would push out its own counts
    }
}

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend"}
}  # what is done in the background, by s75/background/

PGHISTORY_MIDDLEWARE_METHODS = ("POST",)  # what a GET writes says itself who wrote it (s75/history.py)

# Words and time.
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Static files.
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_ROOT = BASE_DIR / "s75" / "public"  # what must stand at the very root: the icon, the word to robots
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "s75.storage.StaticFiles"},
}

# Sizes: a grid of 2,000 lines by 12 months is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
LARGEST_UPLOAD = 30 * 1024 * 1024

# People and their sessions.
AUTH_USER_MODEL = "s75.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60  # idle
SESSION_LONGEST = 12 * 60 * 60  # in all
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
ACCOUNT_ADAPTER = "s75.accounts.ClosedDoor"
ACCOUNT_FORMS = {
    "login": "s75.forms.SignIn",
    "reset_password": "s75.forms.ForgottenPassword",
    "reset_password_from_key": "s75.forms.NewPassword",
    "change_password": "s75.forms.ChangedPassword",
    "set_password": "s75.forms.FirstPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "signed_out"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/10m/ip,5/10m/key",
    "reset_password": "10/10m/ip,3/10m/key",
    "reset_password_from_key": "10/10m/ip",
    "change_password": "5/10m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# E-mail: printed in development, sent in production, as what sets a password does not belong into a log.
vars().update(env.email("EMAIL_URL", default="smtp://127.0.0.1:25" if PRODUCTION else "consolemail://"))
EMAIL_TIMEOUT = 30  # seconds: a mail server that hangs must not hold the background worker
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="s75@localhost")
SITE_URL = env.str(  # where links in letters that no request asked for lead to
    "SITE_URL",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else f"http://127.0.0.1:{env.int('PORT', 8000)}",
).rstrip("/")

# What the browser is told.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:  # behind a proxy that ends TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
