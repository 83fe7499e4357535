"""Keys to the API: hashed, named, expiring."""

from django.db import models
from knox.models import AbstractAuthToken


class ApiToken(AbstractAuthToken):
    """`name`: what its owner knows it by, such as the machine that uses it."""

    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="api_token_has_a_name"),
            models.UniqueConstraint(fields=["user", "name"], name="api_token_name_once_per_user"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"
