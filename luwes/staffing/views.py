from django.http import HttpResponse
from django.shortcuts import render

from luwes.accounts.http import Request


def plan(request: Request, plan_id: int) -> HttpResponse:
    return render(request, "ui/base.html")


objections = mine = away = lambda request: render(request, "ui/base.html")
