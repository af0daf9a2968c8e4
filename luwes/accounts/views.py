from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts import access, actions, forms, queries, second_factor
from luwes.accounts.http import Request
from luwes.accounts.models import Grant, User
from luwes.core import clock
from luwes.core.access import require
from luwes.ui import keyset
from luwes.ui.http import form_status


@require_http_methods(["GET", "POST"])
def me(request: Request) -> HttpResponse:
    form = forms.Name(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        actions.rename(name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Nama Anda disimpan."))
        return redirect("accounts:me")
    context = {
        "form": form,
        "grants": queries.grants_of(request.user, clock.today()),
        "enrolled": second_factor.is_enrolled(request.user),
        "advised": second_factor.is_advised(request.user),
    }
    return render(request, "accounts/me.html", context, status=form_status(form))


@require_GET
def users(request: Request) -> HttpResponse:
    require(access.can_manage_accounts(request.user))
    text, token = request.GET.get("cari", "").strip(), request.GET.get(keyset.PARAMETER, "")
    page = keyset.cut(queries.users(text), by=("name", "pk"), token=token)
    return render(request, "accounts/users.html", {"page": page, "text": text})


@require_http_methods(["GET", "POST"])
def new_user(request: Request) -> HttpResponse:
    require(access.can_manage_accounts(request.user))
    form = forms.NewUser(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            values = form.cleaned_data
            user = actions.create_user(
                username=values["username"], name=values["name"], email=values["email"],
                password=values["password"] or None, now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(
                request, _("Akun %(name)s dibuat. Beri kewenangannya.") % {"name": user}
            )
            return redirect("accounts:user", user_id=user.pk)
    return render(request, "accounts/new_user.html", {"form": form}, status=form_status(form))


@require_http_methods(["GET", "POST"])
def user(request: Request, user_id: int) -> HttpResponse:
    account = _managed(request, user_id)
    initial = {"name": account.name, "email": account.email, "is_active": account.is_active}
    form = forms.ChangeUser(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.change_user(user=account, **form.cleaned_data, by=request.user)
            messages.success(request, _("Perubahan disimpan."))
            return redirect("accounts:user", user_id=user_id)
    return _user_page(request, account, form=form)


def _user_page(
    request: HttpRequest,
    account: User,
    form: forms.ChangeUser | None = None,
    password: forms.Password | None = None,
) -> HttpResponse:
    initial = {"name": account.name, "email": account.email, "is_active": account.is_active}
    form, password = form or forms.ChangeUser(initial=initial), password or forms.Password()
    context = {
        "account": User.objects.get(pk=account.pk),
        "form": form,
        "password": password,
        "grants": queries.grants_of(account, clock.today()),
        "enrolled": second_factor.is_enrolled(account),
    }
    return render(request, "accounts/user.html", context, status=form_status(form, password))


@require_POST
def set_password(request: Request, user_id: int) -> HttpResponse:
    account = _managed(request, user_id)
    form = forms.Password(request.POST)
    if form.is_valid():
        with form.showing_problems():
            new = form.cleaned_data["password"]
            actions.set_password(user=account, password=new, by=request.user)
            messages.success(request, _("Kata sandi diganti. Sampaikan langsung kepada orangnya."))
            return redirect("accounts:user", user_id=user_id)
    return _user_page(request, account, password=form)


@require_POST
def remove_second_factor(request: Request, user_id: int) -> HttpResponse:
    account = _managed(request, user_id)
    actions.remove_second_factor(user=account, by=request.user)
    messages.success(request, _("Faktor kedua dihapus."))
    return redirect("accounts:user", user_id=user_id)


@require_http_methods(["GET", "POST"])
def give_grant(request: Request, user_id: int) -> HttpResponse:
    """Searching for the scope posts as well: nothing typed is lost, nothing lands in a URL."""
    account = _managed(request, user_id)
    form = forms.GiveGrant(request.POST or None, initial={"first_day": clock.today()})
    searching = "cari" in request.POST
    if searching:
        form = forms.GiveGrant(initial=_typed(request), data=None, found=form.found)
    elif form.is_valid():
        with form.showing_problems():
            actions.grant(user=account, **form.cleaned_data, by=request.user)
            messages.success(request, _("Kewenangan diberikan."))
            return redirect("accounts:user", user_id=user_id)
    context = {"form": form, "account": account, "searched": searching}
    return render(request, "accounts/give_grant.html", context, status=form_status(form))


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.POST.items()}


@require_http_methods(["GET", "POST"])
def end_grant(request: Request, grant_id: int) -> HttpResponse:
    require(access.can_manage_accounts(request.user))
    grant = get_object_or_404(Grant.objects.select_related("user"), pk=grant_id)
    form = forms.EndGrant(request.POST or None, today=clock.today())
    if form.is_valid():
        with form.showing_problems():
            actions.end_grant(grant=grant, **form.cleaned_data, by=request.user)
            messages.success(request, _("Kewenangan diakhiri."))
            return redirect("accounts:user", user_id=grant.user_id)
    shown = next(g for g in queries.grants_of(grant.user, clock.today()) if g.grant.pk == grant_id)
    context = {"form": form, "shown": shown, "account": grant.user}
    return render(request, "accounts/end_grant.html", context, status=form_status(form))


def _managed(request: Request, user_id: int) -> User:
    require(access.can_manage_accounts(request.user))
    return get_object_or_404(User, pk=user_id)
