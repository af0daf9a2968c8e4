from django.http import HttpResponse
from django.shortcuts import render

from luwes.accounts.http import Request


def board(request: Request, incident_id: int) -> HttpResponse:
    return render(request, "ui/base.html")
