"""Who may pass which door. A row a route; a route without a row fails the tests.

Words of a row:
  anyone            also without signing in
  signed_in         everybody with an account
  oneself           the employee whom the address is about
  ROLE              this role over everything, and over the agency or unit of the object
  ROLE*             the same, and this role over another agency or unit too (pages of nobody's own)
  ROLE@all          this role over everything only
  nothing           nobody by role alone (a token or a sign-in state decides)
The failing test of a new route prints its row as it is today: read it before you paste it.
Everybody else is sent to sign in, or gets 403 or 404. A route that only takes POST is posted to.
"""

# Doors that need no account. Each must stand here beside its `login_not_required`.
OPEN_DOORS = {
    "account_inactive",
    "account_login",
    "account_logout",  # sends to sign in whoever is not
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "letters:verify",
    "letters:verify_token",
    "mfa_authenticate",
    "notifications:report",  # the gateway, by its own token
    "set_language",
}

SEE_ORGANISATION = "administrator* staffing_analyst* unit_head* coordinator* approver* auditor*"
SEE_INCIDENT = "staffing_analyst coordinator approver post_officer auditor"
SEE_PEOPLE = "staffing_analyst* unit_head* coordinator* approver* auditor*"
READ_LETTERS = "staffing_analyst* coordinator* approver* auditor*"
READ_LOG = "administrator* auditor*"

ROWS: dict[str, str] = {
    # allauth: signing in and one's own account
    "account_change_password": "signed_in",
    "account_inactive": "anyone",
    "account_login": "anyone",
    "account_logout": "signed_in",
    "account_reauthenticate": "signed_in",
    "account_reset_password": "anyone",
    "account_reset_password_done": "anyone",
    "account_reset_password_from_key": "anyone",
    "account_reset_password_from_key_done": "anyone",
    "account_set_password": "signed_in",
    "mfa_activate_totp": "signed_in",
    "mfa_authenticate": "signed_in",  # sends home whoever is signed in already
    "mfa_deactivate_totp": "nothing",  # only with a second factor
    "mfa_download_recovery_codes": "nothing",
    "mfa_generate_recovery_codes": "signed_in",
    "mfa_index": "signed_in",
    "mfa_reauthenticate": "signed_in",
    "mfa_view_recovery_codes": "nothing",
    "set_language": "anyone",
    # accounts
    "accounts:end_grant": "administrator@all",
    "accounts:give_grant": "administrator@all",
    "accounts:me": "signed_in",
    "accounts:new_user": "administrator@all",
    "accounts:remove_second_factor": "administrator@all",
    "accounts:set_password": "administrator@all",
    "accounts:user": "administrator@all",
    "accounts:users": "administrator@all",
    # appointments
    "appointments:leave_cancel": "staffing_analyst unit_head",
    "appointments:leave_list": "staffing_analyst* unit_head*",
    "appointments:leave_new": "staffing_analyst unit_head",
    # audit
    "audit:csv": READ_LOG,
    "audit:log": READ_LOG,
    "audit:xlsx": READ_LOG,
    # letters: of every government, until a letter knows its own
    "letters:letter": READ_LETTERS,
    "letters:list": READ_LETTERS,
    "letters:pdf": READ_LETTERS,
    "letters:verify": "anyone",
    "letters:verify_token": "anyone",
    "letters:withdraw": "approver*",
    # mobilisation
    "mobilisation:board": SEE_INCIDENT,
    # notifications
    "notifications:list": "signed_in",
    "notifications:message": "oneself",
    "notifications:open": "oneself",
    "notifications:open_all": "signed_in",
    "notifications:report": "nothing",
    # people: lists hold only who is in reach
    "people:account": "staffing_analyst",
    "people:add": "staffing_analyst*",
    "people:add_competency": "staffing_analyst",
    "people:csv": SEE_PEOPLE,
    "people:declare": "oneself",
    "people:edit": "staffing_analyst",
    "people:end_competency": "staffing_analyst",
    "people:list": SEE_PEOPLE,
    "people:own": "signed_in",
    "people:private": "staffing_analyst oneself",
    "people:profile": "staffing_analyst unit_head coordinator approver auditor oneself",
    "people:xlsx": SEE_PEOPLE,
    # places
    "places:areas": SEE_ORGANISATION,
    # project
    "home": "signed_in",
    "search": "signed_in",
    # staffing: lists hold only what is in reach
    "staffing:answer": "oneself",
    "staffing:away": "signed_in",
    "staffing:check_in": "post_officer coordinator@all",
    "staffing:decide": "approver",
    "staffing:mine": "signed_in",
    "staffing:objections": "signed_in",
    "staffing:plan": SEE_INCIDENT,
    "staffing:post": "post_officer coordinator@all",
    "staffing:submit": "coordinator",
}
