"""manage.py create_token USER --name N: a key to the API, shown once."""

from argparse import ArgumentParser
from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from agreements.models import ApiToken


class Command(BaseCommand):
    help = "Make an API token. It stands alone on the last line and is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="user name of its owner")
        parser.add_argument("--name", required=True, help="what the owner will know it by, such as `notebook`")
        parser.add_argument("--expires", help="last day of its life (UTC), like 2027-01-31; default: in 90 days")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"there is no active user {options['user']!r}")
        if ApiToken.objects.filter(user=user, name=options["name"]).exists():
            raise CommandError(f"{user} has a token named {options['name']!r}; choose another name")
        expires = self._end_of(options["expires"]) if options["expires"] else None
        token, secret = ApiToken.objects.create(user, name=options["name"])
        if expires:
            token.expiry = expires
            token.save()
        self.stdout.write(f"Token {token.name} of {user}, valid until {token.expiry:%Y-%m-%d %H:%M} UTC:")
        self.stdout.write(secret)

    def _end_of(self, text: str) -> datetime:
        try:
            end = datetime.combine(date.fromisoformat(text), time.max, UTC)
        except ValueError:
            raise CommandError(f"--expires: {text!r} is not a day; write it like 2027-01-31") from None
        if end <= datetime.now(UTC):
            raise CommandError(f"--expires: {text} is over already")
        return end
