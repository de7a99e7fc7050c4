"""What the fuzzer cannot know: who it is, and which ids and versions exist.

The access token lives for ten minutes, so it is renewed by the refresh cookie every four. The
operations that end sessions get a session of another person, opened for the one call; when the
throttle refuses more of those, they go out with the last one, which is over.

No schema can say which ids are real, which version is the present one, which idempotency key is
new, which day has come, when a reason is owed or what means nothing at a place: calls that are meant to be good get those right,
so that they reach further than 412 and 422.
"""

import datetime
import functools
import json
import os
import re
import uuid

import requests
import schemathesis

ABOUT = json.loads(os.environ["PALIER_FUZZ"])
BASE = ABOUT["url"] + "/api/v1"
ENDS_SESSIONS = {
    "log_out",
    "log_out_everywhere",
    "end_my_session",
    "end_my_other_sessions",
    "end_user_sessions",
}


def log_in(browser: requests.Session, login: dict) -> str | None:
    body = {"login": login["username"], "password": login["password"], "stay": False}
    answer = browser.post(f"{BASE}/session", json=body, timeout=30)
    return answer.json()["access_token"] if answer.ok else None


class Self:
    """The session under test; its cookie renews it without a password, which the throttle might refuse."""

    def __init__(self):
        self.browser = requests.Session()
        self.token = None

    def renewed(self) -> str:
        if self.token is None:
            self.token = log_in(self.browser, ABOUT["login"])
        else:
            answer = self.browser.post(f"{BASE}/session/refresh", timeout=30)
            answer.raise_for_status()
            self.token = answer.json()["access_token"]
        if self.token is None:
            raise RuntimeError("the demo's login is refused")
        return self.token


oneself = Self()
another = {"token": None}


@schemathesis.auth(refresh_interval=240)
class Bearer:
    def get(self, case, ctx):
        return oneself.renewed()

    def set(self, case, data, ctx):
        if ctx.operation.definition.raw.get("operationId") in ENDS_SESSIONS:
            another["token"] = log_in(requests.Session(), ABOUT["other"]) or another["token"]
            data = another["token"] or "none"
        case.headers["Authorization"] = f"Bearer {data}"


def made_up(value) -> bool:
    try:
        return isinstance(value, str) and bool(uuid.UUID(value))
    except ValueError:
        return False


def first(path: str) -> str | None:
    """The id of the first thing of a list the fuzzer may see."""
    answer = get(path)
    items = answer.json()["items"] if answer.ok else []
    return items[0]["id"] if items else None


def get(path: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {oneself.token or oneself.renewed()}"}
    return requests.get(f"{BASE}{path}", headers=headers, timeout=30)


def real_ids(body: dict, request: str | None):
    if made_up(body.get("site_id")):
        body["site_id"] = first("/sites?may=create_request&limit=1") or body["site_id"]
    if made_up(body.get("company_group_id")):
        body["company_group_id"] = first("/company-groups?limit=1") or body["company_group_id"]
    people = body.get("assignee_ids")
    if isinstance(people, list) and people and all(made_up(each) for each in people):
        known = first(f"/requests/{request}/assignee-candidates")
        body["assignee_ids"] = [known] if known else people


def good_sense(body: dict):
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    if isinstance(body.get("noticed_on"), str):
        body["noticed_on"] = min(body["noticed_on"], today)
    if body.get("status") == "rejected" and not body.get("reason"):
        body["reason"] = "Ce n’est pas de notre ressort."
    for pair in body.get("permissions") or []:
        if isinstance(pair, dict) and pair.get("action") in done_at_places():
            pair["relation"] = "any"


@functools.cache
def done_at_places() -> set[str]:
    """The actions that are permitted on anything or not at all."""
    return {each["action"] for each in get("/permissions").json()["items"] if each["relations"] == ["any"]}


def versioned(case) -> str | None:
    """Where the record that an update changes is read, with its `ETag`."""
    if case.path.endswith("/me/language"):
        return "/me"
    if case.path.endswith("/settings"):
        return "/settings"
    request = (case.path_parameters or {}).get("id")
    return f"/requests/{request}" if "/requests/{id}" in case.path and made_up(request) else None


@schemathesis.hook
def before_call(ctx, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, dict):
        real_ids(case.body, (case.path_parameters or {}).get("id"))
        good_sense(case.body)
    if re.fullmatch("[!-~]{1,255}", case.headers.get("Idempotency-Key") or ""):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if case.method.upper() == "PUT" and "If-Match" in case.headers and (path := versioned(case)):
        case.headers["If-Match"] = get(path).headers.get("ETag") or case.headers["If-Match"]


@schemathesis.hook
def after_call(ctx, case, response):
    """New terms of use stop everything but their acceptance."""
    if response.status_code == 201 and case.path.endswith("/terms-versions"):
        headers = {"Authorization": f"Bearer {oneself.token}"}
        consent = {"version_id": response.json()["id"]}
        requests.post(f"{BASE}/me/terms-acceptance", json=consent, headers=headers, timeout=30)
