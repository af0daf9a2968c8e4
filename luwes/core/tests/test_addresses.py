"""A secret in an address stays out of what is written about the request."""

import logging
from secrets import token_hex

import pytest
import sentry_sdk
from django.test import RequestFactory

from luwes.core.addresses import REPORTS, History, mask_report, masked
from luwes.project.logs import formatter


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/lacak/LPG-26-004530/KY6GNGK67C3F/", "/lacak/LPG-26-004530/…/"),
        ("/lacak/LPG-26-004530/KY6GNGK67C3F/berkas/7/", "/lacak/LPG-26-004530/…/berkas/7/"),
        ("/isi/abcDEF_-9?x=1", "/isi/…?x=1"),
        ("/rombongan/s3cret/", "/rombongan/…/"),
        ("/lacak/", "/lacak/"),
        ("/pegawai/12/", "/pegawai/12/"),
    ],
)
def test_only_the_secret_is_left_out(path: str, told: str) -> None:
    assert masked(path) == told


def test_a_log_line_holds_no_secret() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: %s", ("/lacak/LPG-26-1/KY6GNGK67C3F/",), None)  # fmt: skip
    assert "KY6GNGK67C3F" not in formatter().format(record)


def test_row_history_and_reports_hold_none() -> None:
    request = RequestFactory().post("/lacak/LPG-26-1/KY6GNGK67C3F/tulis/")
    assert "KY6GNGK67C3F" not in str(History(lambda r: None).get_context(request))  # type: ignore[no-untyped-call]
    event = {
        "request": {"url": "http://x/lacak/LPG-26-1/KY6GNGK67C3F/", "data": "rahasia"},
        "transaction": "/isi/abc",
    }
    assert "KY6GNGK67C3F" not in str(mask_report(event, {}))
    assert "rahasia" not in str(event)


def test_a_report_of_a_fault_holds_neither_variables_nor_the_row_nor_a_secret() -> None:
    sent: list[object] = []
    reporter = sentry_sdk.Client(
        dsn="http://x@localhost/1", default_integrations=False, transport=sent.append, **REPORTS
    )  # type: ignore[arg-type]
    secret, typed, said_before = token_hex(6), token_hex(7), token_hex(8)
    with sentry_sdk.new_scope() as scope:
        scope.set_client(reporter)
        sentry_sdk.add_breadcrumb(message=said_before)
        try:
            raise ValueError(f"at /lacak/LPG-26-1/{secret}/\nDETAIL: ({typed})")
        except ValueError:
            scope.capture_exception()
    said = str(sent)
    assert "at /lacak/LPG-26-1/…/" in said
    assert not {word for word in (secret, typed, said_before) if word in said}
