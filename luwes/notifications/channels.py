"""The two ways out of the house: e-mail, and one HTTP gateway for WhatsApp or SMS.

Errors carry a class or a code, never the other side's words: those often repeat the address.
"""

from dataclasses import dataclass
from functools import cache
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import httpx
from django.conf import settings
from django.core.mail import EmailMessage

TIMEOUT = 10.0  # seconds


class NotSent(Exception):  # noqa: N818 - reads better where it is raised
    """`again`: a later try may succeed."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


@dataclass(frozen=True)
class Outgoing:
    """What a channel needs. `reference` is the same for every try: the other side can drop twins."""

    to: str
    name: str
    subject: str
    body: str
    link: str
    reference: str
    template: str = ""


def gateway_is_on() -> bool:
    return bool(settings.LUWES_GATEWAY_URL)


def send_email(out: Outgoing) -> str:
    """Hand to the SMTP server; returns the Message-ID."""
    host = httpx.URL(settings.LUWES_URL).host or "localhost"
    message_id = f"<{out.reference}@{host}>"
    text = f"{out.body}\n\n{out.link}\n" if out.link else f"{out.body}\n"
    mail = EmailMessage(
        " ".join(out.subject.split()), text, to=[out.to], headers={"Message-ID": message_id}
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        codes = sorted({code for code, _ in refused.recipients.values()})
        again = all(400 <= code < 500 for code in codes)
        raise NotSent(f"SMTP {' '.join(map(str, codes))}", again=again) from None
    except SMTPResponseException as error:
        raise NotSent(f"SMTP {error.smtp_code}", again=error.smtp_code < 500) from None
    except (SMTPException, OSError) as error:
        raise NotSent(type(error).__name__, again=True) from None
    except ValueError as error:  # an address or subject that can't be a header
        raise NotSent(type(error).__name__, again=False) from None
    return message_id


@cache
def _line() -> httpx.Client:
    """One for all messages of a process: to open one takes longer than to send."""
    return httpx.Client()


def send_gateway(out: Outgoing) -> str:
    """POST to the gateway; returns the id it gave."""
    if not gateway_is_on():
        raise NotSent("gateway off", again=False)
    body = {
        "template": out.template,
        "to": out.to,
        "params": {"name": out.name, "subject": out.subject, "link": out.link},
        "reference": out.reference,
    }
    headers = {"Authorization": f"Bearer {settings.LUWES_GATEWAY_TOKEN}"}
    try:
        answer = _line().post(
            settings.LUWES_GATEWAY_URL, json=body, headers=headers, timeout=TIMEOUT
        )
        if answer.status_code >= 300:
            again = answer.status_code >= 500 or answer.status_code in {408, 425, 429}
            raise NotSent(f"HTTP {answer.status_code}", again=again)
        return str(answer.json()["id"])[:100]
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotSent(type(error).__name__, again=True) from None
    except (ValueError, KeyError, TypeError):
        raise NotSent("answer without id", again=True) from None
