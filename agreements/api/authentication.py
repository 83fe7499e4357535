"""Tokens, sent as `Authorization: Token …` or `Authorization: Bearer …`."""

from typing import Any

import knox.auth
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class TokenAuthentication(knox.auth.TokenAuthentication):
    def authenticate_header(self, request: Request) -> str:
        """The scheme that the request itself uses, of the two that are known."""
        scheme = get_authorization_header(request).split(b" ", 1)[0].lower()
        return "Bearer" if scheme == b"bearer" else "Token"

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isascii() or b"\x00" in token:
            raise AuthenticationFailed("This is not a token; make one with `manage.py create_token`.")
        return super().authenticate_credentials(token)
