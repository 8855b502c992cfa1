#!/usr/bin/env python3
"""judge.py FILE.pdf: holds the file against the rules of PDF/UA-1 and PDF/A; one line a rule.
judge.py --faults FILE.pdf: breaks a sound file in many ways, and asks that each is found.
judge.py --text FILE.pdf: the text as poppler hears it, sees it, and as the pages have it.
judge.py --titles FILE.pdf: the titles, one a line."""
import re
import subprocess
import sys

import archive  # noqa: F401: it adds its rules
import faults
from reading import Document
from rules import RULES, squeezed


def judge(data):
    """The rules that are broken, each with what breaks it."""
    doc, broken = Document(data), {}
    for clause, says, function in RULES:
        found = []
        try:
            for one in function(doc):
                found.append(one)
                if len(found) == 5:
                    break
        except Exception as error:  # a file so broken that the rule falls over breaks it, too
            found.append(f"{type(error).__name__}: {error}")
        if found:
            broken[f"{clause}: {says}"] = found
    return broken


def show(broken):
    for clause, says, _ in RULES:
        name = f"{clause}: {says}"
        print(("FAILED " if name in broken else "ok ") + name)
        for one in broken.get(name, []):
            print("    " + one)
    print(f"{len(RULES)} rules, {len(broken)} broken")


def find_faults(data):
    missed, proven = 0, set()
    for name, clause, damaged in faults.all_of(data):
        broken = {rule.split(":")[0]: found for rule, found in judge(damaged).items()}
        if clause is None and broken or clause is not None and clause not in broken:
            print(f"MISSED {name}: {clause} is not what is broken, but {broken}")
            missed += 1
        proven.add(clause)
    for clause in {clause for clause, _, _ in RULES} - proven:
        print(f"UNPROVEN {clause}: no fault breaks it")
        missed += 1
    print(f"{len(faults.FAULTS)} faults, {missed} missed")
    return missed


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def compare(path):
    """Poppler's structure text is the marked content, all of it and in order; its raw text is all that is painted."""
    doc = Document(open(path, "rb").read())
    heard = "".join(re.findall(r'^ *"(.*)"$', run("pdfinfo", "-struct-text", path), re.M))
    marked = "".join(mark.text for page in doc.pages for mark in page.marks if mark.mcid is not None)
    wrong = 0
    if squeezed(heard) != squeezed(marked):
        print(f"poppler hears {len(squeezed(heard))} characters, the pages have {len(squeezed(marked))}, or in another order")
        wrong += 1
    for page in doc.pages:
        number = str(page.number + 1)
        seen = run("pdftotext", "-raw", "-f", number, "-l", number, path, "-")
        if sorted(squeezed(seen.replace("\f", ""))) != sorted(squeezed(page.text)):
            print(f"page {number}: poppler sees another text than is painted")
            wrong += 1
    print(f"{len(squeezed(marked))} characters are heard")
    return wrong


def main():
    if len(sys.argv) == 2:
        broken = judge(open(sys.argv[1], "rb").read())
        show(broken)
        return 1 if broken else 0
    data = open(sys.argv[2], "rb").read()
    if sys.argv[1] == "--faults":
        return 1 if find_faults(data) else 0
    if sys.argv[1] == "--text":
        return 1 if compare(sys.argv[2]) else 0
    doc = Document(data)
    for element in doc.of_type("H1", "H2", "H3", "H4", "H5", "H6"):
        print(element.type, re.sub(r"\s+", " ", doc.text_in(element)).strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
