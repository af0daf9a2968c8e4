"""Who may pass which door. A row a route; a route without a row fails the tests.

Words of a row:
  anyone            also without signing in
  signed_in         everybody with an account
  oneself           the employee whom the address is about
  ROLE              this role over everything, and over the agency or unit of the object
  ROLE*             the same, and this role over another agency or unit too (pages of nobody's own)
  ROLE@all          this role over everything only
  nothing           nobody by role alone (a token or a sign-in state decides)
Everybody else is sent to sign in, or gets 403 or 404. A route that only takes POST is posted to.
"""

ANYONE = "anyone"
SIGNED_IN = "signed_in"

# Doors that need no account. Each must stand here beside its `login_not_required`.
OPEN_DOORS = {
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_confirm_login_code",
    "account_request_login_code",
    "mfa_authenticate",
    "notifications:report",  # the gateway, by its own token
    "letters:verify",
    "letters:verify_token",
}

ROWS: dict[str, str] = {
    "notifications:list": "signed_in",
    "notifications:message": "oneself",
    "notifications:open": "oneself",
    "notifications:open_all": "signed_in",
    "notifications:report": "nothing",
}
