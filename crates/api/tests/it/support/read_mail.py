"""Prints a mail's decoded headers and its two bodies as JSON."""

import email
import email.policy
import json
import sys

with open(sys.argv[1], "rb") as file:
    mail = email.message_from_binary_file(file, policy=email.policy.default)

print(
    json.dumps(
        {
            "headers": [[name, str(value)] for name, value in mail.items()],
            "text": mail.get_body(("plain",)).get_content(),
            "html": mail.get_body(("html",)).get_content(),
        }
    )
)
