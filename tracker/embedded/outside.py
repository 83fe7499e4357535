"""Servers of one's own, named by DATABASE_URL and REDIS_URL: only their versions are looked at."""

import psycopg

from tracker.embedded.errors import CannotStart

OLDEST_POSTGRES = 15
OLDEST_REDIS = (6, 2)
CONNECT_SECONDS = 5


def postgres_version(url: str) -> int:
    """The server's version as PostgreSQL numbers it: 150004 is 15.4."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            return connection.info.server_version
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise CannotStart(f"The server of DATABASE_URL cannot be reached: {reason} Correct or unset it.") from error


def redis_version(url: str) -> str:
    """What the server calls its Redis version; Valkey gives the version of Redis that it is compatible with."""
    import redis  # here: it loads for 0.3 s, and the embedded server does without

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=CONNECT_SECONDS) as client:
            return str(client.info("server")["redis_version"])
    except (redis.RedisError, ValueError) as error:
        raise CannotStart(f"The server of REDIS_URL cannot be reached: {error} Correct or unset it.") from error


def check_postgres(url: str) -> None:
    """Refuse a PostgreSQL that is too old."""
    version = postgres_version(url)
    if version // 10000 < OLDEST_POSTGRES:
        raise CannotStart(
            f"DATABASE_URL names a PostgreSQL {version // 10000}; Entente needs {OLDEST_POSTGRES} or newer. "
            "Unset it to use the embedded server."
        )


def check_redis(url: str) -> None:
    """Refuse a Redis that is too old."""
    version = redis_version(url)
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise CannotStart(
            f"REDIS_URL names a Redis {version}; Entente needs Redis {'.'.join(map(str, OLDEST_REDIS))} or newer, or "
            "Valkey. Unset it to use the embedded server."
        )
