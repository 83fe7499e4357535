"""All settings, from the environment only. What is missing stops the start with one line that says what to set."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

# Wherever Django runs, tasks are announced through this app. Not in the package's __init__, as is usual: the keepers of
# the embedded servers start in half the time without it.
from tracker.celery import app as celery_app  # noqa: F401

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent


def required(name: str, hint: str) -> str:
    """The value of an environment variable that has no default; without it the process ends with `hint`."""
    value: str = env.str(name, default="")
    if not value:
        raise SystemExit(f"Entente cannot start: {name} is not set. {hint}")
    return value


THROUGH_LAUNCHER = "`make run` and `python manage.py …` set it by themselves; for your own servers see .env.example."

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("SECRET_KEY", f"Give it 50 random characters or more. {THROUGH_LAUNCHER}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Everything the running system writes lies under one folder: servers, inbox, snapshots, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
# The folder with pg_dump and pg_restore; empty: look on PATH.
PG_CLIENT_BINDIR = env.str("PG_CLIENT_BINDIR", default="")

INSTALLED_APPS = [
    "agreements.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "csp",
    "agreements",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
            ],
        },
    },
]

# --- Database: two roles -------------------------------------------------------------------------------------------
# DATABASE_URL is the app's role (no DDL, ledger append-only); DATABASE_OWNER_URL migrates, backs up and restores.
# manage.py sets ENTENTE_ROLE=owner for the commands that need the second.
DATABASE_URL = required("DATABASE_URL", THROUGH_LAUNCHER)
DATABASE_OWNER_URL: str = env.str("DATABASE_OWNER_URL", default="") or DATABASE_URL
DATABASE_APP_ROLE: str = env.db_url_config(DATABASE_URL)["USER"]
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **env.db_url_config(DATABASE_OWNER_URL if env.str("ENTENTE_ROLE", default="app") == "owner" else DATABASE_URL),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}

# --- Time and languages --------------------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "agreements" / "locale"]

# --- Static files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default="") or DATA_DIR / "static")
HASHED_STATIC = env.bool("HASHED_STATIC", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "tracker.storage.HashedStatic"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# What is written under DATA_DIR is for nobody else on the machine.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- Nobody gets in ------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # where a sign-in leads that names no page of ours
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Served over HTTPS only: cookies marked secure, plain HTTP redirected, browsers told to remember for a year.
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=False)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
# Health checks come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]

# How many proxies of ours stand in front; their headers are believed only then.
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None

# --- REST ----------------------------------------------------------------------------------------------------------
PUBLIC_READ = env.bool("PUBLIC_READ", default=True)
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["agreements.api.rendering.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agreements.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agreements.api.permissions.ReadPublicElseSignIn"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "agreements.api.problems.handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "NUM_PROXIES": NUM_PROXIES,
}
KNOX_TOKEN_MODEL = "agreements.ApiToken"  # noqa: S105  a model, not a token
MIGRATION_MODULES = {"knox": None}  # its own table of tokens is not wanted, ours stands in for it
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "TOKEN_MODEL": KNOX_TOKEN_MODEL}
SPECTACULAR_SETTINGS = {
    "TITLE": "Entente",
    "VERSION": "v1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["agreements.api.samples.add"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Fetching -------------------------------------------------------------------------------------------------------
# Told to the sites that are visited, so that they can ask who we are.
SITE_URL = env.str("SITE_URL", default="")
# host:port pairs that may be fetched wherever they lead, such as a mirror inside the house. Usually none.
FETCH_ALLOW = env.list("FETCH_ALLOW", default=[])
# Seconds between two requests to one host.
FETCH_PAUSE = env.float("FETCH_PAUSE", default=1.0)

# --- Alerts ----------------------------------------------------------------------------------------------------------
# The mail server, such as smtp+tls://user:password@mail.example:587. Without it, or without SITE_URL, alerts go to
# webhooks only.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "entente@localhost"

# --- Broker, cache, tasks ------------------------------------------------------------------------------------------
REDIS_URL = required("REDIS_URL", THROUGH_LAUNCHER)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # a cache that hangs is worse than none
    }
}

# Order matters: a task must be dead (hard limit) before its message is handed to somebody else (visibility timeout),
# or it runs twice. The limits stay short because a killed worker's messages wait for that timeout; long work is cut
# into tasks that fit.
TASK_SOFT_SECONDS = 35
TASK_HARD_SECONDS = 40
REDELIVER_SECONDS = 45
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": REDELIVER_SECONDS,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": REDELIVER_SECONDS}
CELERY_VISIBILITY_TIMEOUT = REDELIVER_SECONDS
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = TASK_SOFT_SECONDS
CELERY_TASK_TIME_LIMIT = TASK_HARD_SECONDS
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# A publisher gives up fast: the work list in PostgreSQL finds what was not announced.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10.0
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
# One fixed entry needs no file of last runs, which a kill can corrupt.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

# --- Logs ----------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers print nothing outside DEBUG.
    "loggers": {"django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False}},
}
