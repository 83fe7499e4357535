"""Which management command needs what, so that `manage.py` starts no more than that."""

# They read code, not data.
WITHOUT_DATABASE = frozenset(
    {"check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages"}
    | {"makemigrations", "spectacular", "startapp", "version", "--help", "-h", "--version"}
)
# They serve requests, or announce tasks.
WITH_BROKER = frozenset({"runserver", "testserver"})
# They create or alter tables, or touch what the app's own role may not.
AS_OWNER = frozenset({"backup", "flush", "makemigrations", "migrate", "redact", "restore", "sqlmigrate", "test"})


def name_of(arguments: list[str]) -> str:
    """The command in `manage.py ARGUMENTS…`; asking for help about a command runs `help`."""
    if not arguments or {"-h", "--help"} & set(arguments):
        return "help"
    return arguments[0]
