"""tmp"""

from django.http import HttpResponse

from luwes.accounts.http import Request


def page(request: Request, request_id: int) -> HttpResponse:
    return HttpResponse("")
