from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.places import access, queries


@require_GET
def areas(request: Request) -> HttpResponse:
    require(access.can_view(request.user))
    rows = queries.regency_rows()
    return render(request, "places/areas.html", {
        "rows": rows,
        "districts": sum(row.districts for row in rows),
        "unplaced": sum(len(row.unplaced) for row in rows),
        "bubbles": {"bubbles": [
            {"lat": row.area.lat, "lon": row.area.lon, "name": row.area.name, "kind": "calm"}
            for row in rows if row.area.has_point
        ]},
    })  # fmt: skip
