"""Runs schemathesis for each role at once, each against a demo server of its own."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from palier import Client, Mailbox, Server, new_database

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parent.parent / "openapi" / "openapi.json"
# Whose sessions are ended while the role under test keeps its own.
OTHER = {"visitor": "manager", "manager": "visitor", "administrator": "manager"}


def fuzz(role: str, examples: int, seed: int, more: list[str]) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory(prefix="palier-fuzz-") as name:
        folder = Path(name)
        mailbox = Mailbox(folder / "mails")
        server = Server(folder, new_database("sqlite", folder), mailbox.environment())
        try:
            server.start()
            return schemathesis(server, role, examples, seed, more)
        finally:
            server.stop()
            mailbox.stop()


def schemathesis(
    server: Server, role: str, examples: int, seed: int, more: list[str]
) -> subprocess.CompletedProcess:
    logins = {login["role"]: login for login in Client(server).ask("GET", "/instance")["demo_logins"]}
    about = {"url": server.url, "login": logins[role], "other": logins[OTHER[role]]}
    program = Path(sys.executable).with_name("schemathesis")
    command = [program, "--config-file", HERE / "schemathesis.toml", "run", CONTRACT, "--url", server.url]
    command += ["--max-examples", str(examples), "--seed", str(seed), *more]
    environment = os.environ | {
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "hooks",
        "PALIER_FUZZ": json.dumps(about),
    }
    return subprocess.run(
        command, env=environment, cwd=server.log.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--role", choices=OTHER, action="append")
    parser.add_argument("--examples", type=int, default=5)
    parser.add_argument("--deep", action="store_const", const=50, dest="examples")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options, rest = parser.parse_known_args()
    roles, failed = options.role or ["visitor", "administrator"], []
    with ThreadPoolExecutor() as all_at_once:
        runs = [all_at_once.submit(fuzz, role, options.examples, options.seed, rest) for role in roles]
        for role, run in zip(roles, runs):
            done = run.result()
            print(f"as {role}, {options.examples} examples an operation, seed {options.seed}", flush=True)
            sys.stdout.buffer.write(done.stdout)
            sys.stdout.buffer.flush()
            if done.returncode:
                failed.append(role)
    if failed:
        raise SystemExit(f"schemathesis found failures as {' and as '.join(failed)}")
