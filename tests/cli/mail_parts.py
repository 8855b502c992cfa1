#!/usr/bin/python3
"""Takes a message apart with Python's email package, which shares nothing with the one that made it.

    mail_parts.py MESSAGE FOLDER    writes every part; prints headers and the tree, one line each
"""
import email
import email.policy
import os
import sys

path, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
raw = open(path, "rb").read()
message = email.message_from_bytes(raw, policy=email.policy.default)
print("longest line:", max(len(line) for line in raw.split(b"\r\n")))
print("bare LF:", raw.replace(b"\r\n", b"").count(b"\n"), "bytes over ASCII:", sum(b > 127 for b in raw))
print("defects:", sum(len(part.defects) for part in message.walk()))
for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"):
    print(f"{name}: {message[name]}", f"({len(message.get_all(name, []))})")


def walk(part, depth):
    name = part.get_filename() or ""
    print("  " * depth + part.get_content_type(), part.get_content_disposition() or "-",
          part.get("Content-Transfer-Encoding", "-"), part.get("Content-ID", "-"), name)
    if part.is_multipart():
        for inner in part.iter_parts():
            walk(inner, depth + 1)
        return
    to = name or {"text/plain": "text.txt", "text/html": "summary.html"}[part.get_content_type()]
    with open(os.path.join(folder, os.path.basename(to)), "wb") as file:
        file.write(part.get_payload(decode=True))


walk(message, 0)
