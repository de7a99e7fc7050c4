"""Who the fuzzer is: a session that is renewed in time and that the fuzzer cannot end.

The access token lives for ten minutes, so it is renewed by the refresh cookie every four. The
operations that end sessions get a session of another person, opened for the one call; when the
throttle refuses more of those, they go out with the last one, which is over.
"""

import json
import os

import requests
import schemathesis

ABOUT = json.loads(os.environ["PALIER_FUZZ"])
BASE = ABOUT["url"] + "/api/v1"
ENDS_SESSIONS = {"log_out", "log_out_everywhere"}


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
