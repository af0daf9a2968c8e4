"""Where employees are reached, for those who tell them things."""

from collections.abc import Sequence

from luwes.accounts.models import User
from luwes.notifications.actions import Recipient
from luwes.notifications.preferences import Addresses
from luwes.notifications.rules import ORDERS, Channel
from luwes.people import actions
from luwes.people.models import Employee


def key_of(employee_id: int) -> str:
    """Under which name messages to an employee are kept."""
    return f"people.employee:{employee_id}"


def order_of(employee: Employee) -> tuple[Channel, ...]:
    """The person's own order of channels, or the usual one."""
    return tuple(Channel(word) for word in employee.channels) or ORDERS[0]


def person(employee: Employee) -> Recipient:
    """An employee, by the account and the channels on file."""
    return Recipient(
        employee.user,
        key_of(employee.pk),
        employee.full_name,
        employee.email,
        employee.phone,
        order_of(employee),
    )


def account(user: User) -> Recipient:
    """Somebody by their account alone."""
    return Recipient(user, f"accounts.user:{user.pk}", user.name, user.email)


def find(user: User) -> Addresses | None:
    employee = Employee.objects.filter(user=user).first()
    if employee is None:
        return None
    return Addresses(
        key_of(employee.pk), employee.full_name, employee.email, employee.phone, order_of(employee)
    )


def choose(user: User, channels: Sequence[Channel]) -> None:
    employee = Employee.objects.get(user=user)
    actions.choose_channels(employee=employee, channels=channels, by=user)
