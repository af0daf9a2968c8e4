"""The request as our views see it: the user is ours."""

from django.http import HttpRequest

from luwes.accounts.models import User


class Request(HttpRequest):
    user: User
