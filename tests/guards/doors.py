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
    "health",
    "letters:verify",
    "letters:verify_token",
    "metrics",  # by the monitor's token
    "mfa_authenticate",
    "notifications:report",  # the gateway, by its own token
    "set_language",
    "staffing:manifest",
    "staffing:offline",
    "staffing:worker",
}

SEE_ORGANISATION = "administrator* staffing_analyst* unit_head* coordinator* approver* auditor*"
SEE_UNIT = SEE_ORGANISATION.replace("*", "")
EDIT_CATALOGUE = "administrator* staffing_analyst*"
MANAGE_UNIT = "administrator staffing_analyst"
SET_PRESENCE = "staffing_analyst unit_head"
SEE_INCIDENT = "staffing_analyst coordinator approver post_officer auditor"
SEE_INCIDENTS = "staffing_analyst* coordinator* approver* post_officer* auditor*"
SEE_PEOPLE = "staffing_analyst* unit_head* coordinator* approver* auditor*"
READ_LETTERS = "staffing_analyst* coordinator* approver* auditor*"
# The letter in the address is of the government here, about oneself.
READ_LETTER = "staffing_analyst coordinator approver auditor oneself unit_head"
SEE_AID = "staffing_analyst coordinator approver auditor"
POST = "post_officer coordinator@all"
ROTA = "post_officer coordinator"
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
    "appointments:appoint": "staffing_analyst",
    "appointments:end": "staffing_analyst",
    "appointments:find_people": "staffing_analyst*",
    "appointments:leave_cancel": "staffing_analyst unit_head",
    "appointments:leave_list": "staffing_analyst* unit_head*",
    "appointments:leave_new": "staffing_analyst unit_head",
    # audit
    "audit:csv": READ_LOG,
    "audit:log": READ_LOG,
    "audit:xlsx": READ_LOG,
    # imports: each page holds only what is in reach
    "imports:accept": "administrator staffing_analyst",
    "imports:cancel": "administrator staffing_analyst",
    "imports:columns": "administrator staffing_analyst",
    "imports:progress": "administrator staffing_analyst",
    "imports:result": "nothing",
    "imports:run": "administrator staffing_analyst",
    "imports:runs": "administrator* staffing_analyst*",
    "imports:sample": "administrator* staffing_analyst*",
    "imports:start": "administrator* staffing_analyst*",
    # letters: of the governments in reach; the list holds only those
    "letters:letter": READ_LETTER,
    "letters:list": READ_LETTERS,
    "letters:pdf": READ_LETTER,
    "letters:verify": "anyone",
    "letters:verify_token": "anyone",
    "letters:withdraw": "approver",
    # mobilisation
    "mobilisation:accept_sums": "coordinator",
    "mobilisation:area": SEE_INCIDENT,
    "mobilisation:areas": "coordinator*",
    "mobilisation:board": SEE_INCIDENT,
    "mobilisation:choose": "coordinator",
    "mobilisation:close": "coordinator",
    "mobilisation:correct": "coordinator",
    "mobilisation:declare": "coordinator*",
    "mobilisation:decree": "coordinator",
    "mobilisation:enter_upload": "coordinator",
    "mobilisation:figures": SEE_INCIDENT,
    "mobilisation:from_template": "coordinator",
    "mobilisation:hand_over": "coordinator",
    "mobilisation:leave_sum": "coordinator",
    "mobilisation:list": SEE_INCIDENTS,
    "mobilisation:live": SEE_INCIDENT,
    "mobilisation:need": "coordinator",
    "mobilisation:needs": SEE_INCIDENT,
    "mobilisation:new_need": "coordinator",
    "mobilisation:remove_need": "coordinator",
    "mobilisation:report": "coordinator",
    "mobilisation:statuses": SEE_INCIDENT,
    "mobilisation:upload": "coordinator",
    "mobilisation:victims": SEE_INCIDENT,
    # notifications
    "notifications:list": "signed_in",
    "notifications:message": "oneself",
    "notifications:open": "oneself",
    "notifications:open_all": "signed_in",
    "notifications:report": "nothing",
    "notifications:sent": "signed_in",
    "notifications:sent_batch": "nothing",  # only its sender
    "notifications:settings": "signed_in",
    "notifications:try_out": "signed_in",
    # organisation
    "organisation:branch": SEE_UNIT,
    "organisation:change_unit": MANAGE_UNIT,
    "organisation:close_position": MANAGE_UNIT,
    "organisation:close_unit": MANAGE_UNIT,
    "organisation:competencies": SEE_ORGANISATION,
    "organisation:competency": EDIT_CATALOGUE,
    "organisation:draft_position": MANAGE_UNIT,
    "organisation:draft_unit": MANAGE_UNIT,
    "organisation:drafts": EDIT_CATALOGUE,
    "organisation:end_presence": SET_PRESENCE,
    "organisation:find": SEE_ORGANISATION,
    "organisation:group": EDIT_CATALOGUE,
    "organisation:groups": SEE_ORGANISATION,
    "organisation:map": SEE_ORGANISATION,
    "organisation:map_csv": SEE_ORGANISATION,
    "organisation:map_xlsx": SEE_ORGANISATION,
    "organisation:move_unit": MANAGE_UNIT,
    "organisation:new_competency": EDIT_CATALOGUE,
    "organisation:new_group": EDIT_CATALOGUE,
    "organisation:new_position": MANAGE_UNIT,
    "organisation:new_title": EDIT_CATALOGUE,
    "organisation:new_unit": EDIT_CATALOGUE,
    "organisation:position": SEE_UNIT,
    "organisation:presence": SEE_UNIT,
    "organisation:set_establishment": MANAGE_UNIT,
    "organisation:set_presence": SET_PRESENCE,
    "organisation:set_requirements": MANAGE_UNIT,
    "organisation:title": EDIT_CATALOGUE,
    "organisation:titles": SEE_ORGANISATION,
    "organisation:unit": SEE_UNIT,
    "organisation:unit_csv": SEE_UNIT,
    "organisation:unit_xlsx": SEE_UNIT,
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
    "health": "anyone",
    "home": "signed_in",
    "metrics": "nothing",  # the monitor, by its own token
    "search": "signed_in",
    # staffing: lists hold only what is in reach
    "staffing:adopt": "coordinator",
    # the request in the address is asked by the government here of one that is nobody's here
    "staffing:aid": f"{SEE_AID.replace(' ', '* ')}* post_officer@all",
    "staffing:aid_request": f"{SEE_AID} post_officer@all",
    "staffing:aid_sheet": f"{SEE_AID} post_officer@all",
    "staffing:answer": "oneself",
    "staffing:answer_aid": "approver@all coordinator@all",
    "staffing:answer_objection": "approver",
    "staffing:answer_swap": "oneself post_officer coordinator",
    "staffing:answers": "coordinator",
    "staffing:approve_part": "approver",
    "staffing:arrive": "oneself",
    "staffing:arrive_here": "oneself",
    "staffing:field_reports": SEE_INCIDENT,
    "staffing:greet": "signed_in",
    "staffing:manifest": "anyone",
    "staffing:offline": "anyone",
    "staffing:photo": f"{SEE_INCIDENT} oneself",
    "staffing:receive": "signed_in",
    "staffing:report": "oneself",
    "staffing:report_seen": "coordinator",
    "staffing:worker": "anyone",
    "staffing:ask_aid": "coordinator",
    "staffing:away": "signed_in",
    "staffing:end_aid": "coordinator",
    "staffing:rate_aid": "coordinator",
    "staffing:withdraw_aid": "coordinator",
    "staffing:compare": SEE_INCIDENT,
    "staffing:contact": POST,
    "staffing:decide": "approver",
    "staffing:discard": "coordinator",
    "staffing:dispense": "staffing_analyst unit_head coordinator oneself",
    "staffing:revoke_dispensation": "staffing_analyst unit_head coordinator oneself",
    "staffing:duty": "oneself",
    "staffing:keep_rota": ROTA,
    "staffing:leave_post": "oneself",
    "staffing:lift_rule": "coordinator",
    "staffing:limits": "approver*",
    "staffing:make": SEE_INCIDENT,
    "staffing:mark_absent": ROTA,
    "staffing:mine": "signed_in",
    "staffing:moved": "coordinator approver",
    "staffing:objections": "signed_in",
    "staffing:plan": SEE_INCIDENT,
    "staffing:preview": "coordinator",
    "staffing:proof": SEE_INCIDENT,
    "staffing:post": POST,
    "staffing:post_code": POST,
    "staffing:posts": "signed_in",
    "staffing:record": POST,
    "staffing:refill": "coordinator",
    "staffing:report_back": "oneself",
    "staffing:resolve": "coordinator",
    "staffing:rota": ROTA,
    "staffing:rota_sheet": ROTA,
    "staffing:set_rule": "coordinator",
    "staffing:shift_pattern": ROTA,
    "staffing:stand_in": ROTA,
    "staffing:submit": "coordinator",
    "staffing:suppose": "coordinator",
    "staffing:swap": "oneself",
    "staffing:team_leaders": ROTA,
    "staffing:template": SEE_INCIDENTS,
    "staffing:templates": SEE_INCIDENTS,
    "staffing:why": SEE_INCIDENT,
    "staffing:why_not": "coordinator approver",
}
