#!/usr/bin/env python3
"""What a reader may see, taken from the sources: sentences, titles and words, by room.

    sentences.py list      all of them, as tests/golden/sentences.txt has them
    sentences.py lint      texts that are formatted past PHRASE (base/phrase.h), with file and line

A room's texts are the string literals of its .c and .h files that have two words, or begin like a
title, and whatever stands in PHRASE, SAY or WORDS; without those of messages on the terminal (err_set,
err_context: they are listed apart), keys, SQL, HTML, CSS and file names.
"""
import glob
import re
import sys

# Rooms whose texts end in a report, its mail or its files.
ROOMS = ("app data learn predict store import segment chart privacy report book site workbook deliver "
         "publish").split()

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SKIP = re.compile(r"/\*.*?\*/|//[^\n]*|'(?:[^'\\]|\\.)'|^\s*#\s*include[^\n]*", re.S | re.M)
CALL = re.compile(r"\b(\w+)\s*\($")
MESSAGES = {"err_set", "err_context", "db_failed", "db_step", "db_exec", "announce", "reader_say", "step"}
FORMATS = {"arena_format", "snprintf", "buf_format"}
WORD = r"[A-Za-z’'À-ž-]{2,}"
TWO_WORDS = re.compile(r"(?<![\w%%])%s[,:;]? +%s" % (WORD, WORD))
TITLE = re.compile(r"^[A-ZÀ-Ž][a-zà-ž-]+$")
# A word beside a figure or a text: "worth %s", "%zu others".
BESIDE = re.compile(r"%%[-+ 0-9.*]*(?:hh|h|ll|l|z)?[a-zA-Z] %s|%s:? %%" % (WORD, WORD))
# Two texts with nothing but spaces and stops between them, or three in a row.
GLUE = re.compile(r"%s[ ,;:.()]+%s|%s%s%s")
NOT_TEXT = re.compile(r"[<>={}#\\]|-src|^\W*$|^SELECT |^[A-Z_]+ [A-Z0-9_]+\b|^(NULL|CHECK|SQLite) |^\\n(FROM|LEFT JOIN) ")
# Classes of the site's style.
CLASSES = re.compile(r"^(card|chip|dot|hint|legend|mark|metrics?|wide) [a-z -]+$")
PATTERNS = {"PHRASE", "SAY", "phrase", "WORDS"}


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def literals(text):
    """Runs of adjacent literals: (start, end, text). Comments are blanked first, but not in literals."""
    clean, at = [], 0
    token = re.compile(r'"(?:[^"\\\n]|\\.)*"|' + SKIP.pattern, re.S | re.M)
    for m in token.finditer(text):
        clean.append(text[at:m.start()])
        clean.append(m.group(0) if m.group(0)[0] == '"' else blank(m))
        at = m.end()
    clean = "".join(clean) + text[at:]
    at, runs = 0, []
    while m := LITERAL.search(clean, at):
        start, end, said = m.start(), m.end(), m.group(1)
        while more := re.compile(r"[\s\\]*" + LITERAL.pattern).match(clean, end):
            said, end = said + more.group(1), more.end()
        runs.append((start, end, said))
        at = end
    return clean, runs


def calls(clean, at):
    """The functions whose brackets are open at a place, the innermost first; up to the statement."""
    depth, out = 0, []
    i = at - 1
    in_literal = False
    while i >= 0:
        c = clean[i]
        if c == '"' and clean[i - 1] != "\\":
            in_literal = not in_literal
        if not in_literal:
            if c in ")":
                depth += 1
            elif c == "(":
                if depth:
                    depth -= 1
                else:
                    m = CALL.search(clean[max(0, i - 60):i + 1])
                    out.append(m.group(1) if m else "")
            elif c == ";" and not depth:
                break
        i -= 1
    return out


def plain(said):
    return said.replace('\\"', '"').replace("\\n", " ").replace("\\\\", "\\")


def is_text(said, around):
    if any(c in MESSAGES or c == "scene_group" for c in around):
        return False
    of_place = around and re.match(r"(phrase|arg)_\w+$|count_arg$|how_many$", around[0])
    if of_place and re.match(r"^[a-z_]+$", said):
        return False  # its name
    if any(c in PATTERNS for c in around) or re.search(r"\{[a-z_]+[|}]", said):
        return bool(re.search(r"[A-Za-z]|\{.*\{", re.sub(r"\{[a-z_]+[|}]", "", said)))
    if NOT_TEXT.search(said):
        return False
    return bool(TWO_WORDS.search(said) or TITLE.match(said) or re.match(r"^(%s )+\(" % WORD, said))


# Of these rooms only what ends in a report: the rest speaks to the terminal.
ONLY = {
    "app": ["check_brief.c", "pipeline.c", "tables.c"],
    "import": ["filled.c", "joined.c", "orders.c", "reject.c", "sales_decide.c", "sales_discount.c",
               "sales_tell.c", "sales_tell_amounts.c", "sales_tell_names.c", "sales_tell_people.c", "sheet.c",
               "watch.c"],
}


def files(room):
    return sorted(p for p in glob.glob(f"src/{room}/*.[ch]")
                  if room not in ONLY or p.rsplit("/", 1)[1] in ONLY[room])


def list_templates():
    """Texts of the site's and the mail's templates, and whole lines of the strategies."""
    out = []
    for folder in ("templates/site", "templates/mail"):
        said = set()
        for path in glob.glob(folder + "/*.html"):
            text = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", "\n", open(path).read(), flags=re.S)
            said.update(re.findall(r'(?:aria-label|title|alt)="([^"]*[A-Za-z][^"]*)"', text))
            text = re.sub(r"\{\{[#^/>!][^}]*\}\}|<[^>]*>", "\n", text)
            said.update(line.strip() for line in text.split("\n"))
        is_said = re.compile(r"[A-Za-z]{2}(?![^{]*\}\})(?!\w*;)")
        out += ["", f"== {folder}"] + sorted(x for x in said if is_said.search(x))
    said = set()
    for path in glob.glob("templates/strategies/*.md"):
        if not path.endswith("README.md"):
            said.update(line.strip() for line in open(path) if not line.startswith("#") and line.strip())
    return out + ["", "== templates/strategies"] + sorted(said)


def list_scripts():
    """Literals of the site's scripts with two words; ${…} is a place."""
    said = set()
    for path in glob.glob("assets/site/*.js"):
        text = re.sub(r"/\*.*?\*/|^\s*//[^\n]*|^import [^\n]*", "", open(path).read(), flags=re.S | re.M)
        for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`', text):
            text = text[0] or text[1]
            bare = re.sub(r"\$\{[^}]*\}", " ", text)
            if CLASSES.match(bare) or re.search(r"[<>=#]|prefers-color", bare):
                continue
            if TWO_WORDS.search(bare) or TITLE.match(bare):
                said.add(text)
    return ["", "== assets/site"] + sorted(said)


def list_all():
    out = ["What a reader may see, by room, as tests/lint/sentences.py finds it in the sources. {name} is a",
           "place; {name|one|# many} chooses by the number there, # is the number. UPDATE_GOLDEN=1 writes this",
           "file: tests/lint/test_sentences.sh."]
    for room in ROOMS:
        said = set()
        for path in files(room):
            if "gallery" in path:
                continue
            clean, runs = literals(open(path).read())
            for start, _, text in runs:
                if is_text(text, calls(clean, start)):
                    said.add(plain(text))
        if said:
            out += ["", f"== {room}"] + sorted(said)
    out += list_templates() + list_scripts()
    messages = set()
    for path in sorted(glob.glob("src/*/*.[ch]")):
        clean, runs = literals(open(path).read())
        for start, _, text in runs:
            if any(c in ("err_set", "err_context") for c in calls(clean, start)) and TWO_WORDS.search(text):
                messages.add(plain(text))
    out += ["", "== messages on the terminal; %s and the like are places"] + sorted(messages)
    return out


# Formats that are no reader's: file and what stands in the format.
ALLOWED = [
    ("src/import/reject.c", "%s%s%s"),  # examples, and what a refusal lists
    ("src/import/reject.c", "%s%s%lld"),
    ("src/import/watch.c", "%s%s%s"),  # the value of an option
    ("src/import/joined.c", "FROM %s"),
    ("src/import/sheet.c", "%s"),  # the place of a message
    ("src/import/sales_decide.c", "%s %s %s"),  # a key
    ("src/book/text.c", "%s%s%s"),   # a line of words, as they are set
    ("src/workbook/text.c", "%"),    # number formats of spreadsheets
    ("src/chart/tick_text.c", "%s%s"),  # sign, digits, unit
    ("src/store/translate.c", "%s: %s (%s)"),  # the place of a message
    ("src/deliver/host_archive.c", "clientele %s %s"),  # what an id is made of
    ("src/deliver/mail_build.c", "%s %s%s"),  # a file's name
    ("src/deliver/mail_build.c", "%s\\n%s\\n"),  # what a key is made of
    ("src/deliver/mail_summary.c", "%s%zu. %s"),  # lines of a list
]


def lint():
    bad = 0
    for room in ROOMS:
        for path in files(room):
            if "gallery" in path:
                continue
            text = open(path).read()
            clean, runs = literals(text)
            for start, _, said in runs:
                around = calls(clean, start)
                if not around or around[0] not in FORMATS or any(c in MESSAGES for c in around):
                    continue
                if any(path == p and what in said for p, what in ALLOWED):
                    continue
                if "scene_group" in around or '\\"' in said or re.match(r"(SELECT|GROUP BY) ", said):
                    continue  # what no reader sees: a group's name, JSON and HTML, SQL
                bare = re.sub(r"<[^>]*>|\\[nt\"]", " ", said)
                if NOT_TEXT.search(bare):
                    continue
                if TWO_WORDS.search(bare) or BESIDE.search(bare) or GLUE.search(bare):
                    line = text.count("\n", 0, start) + 1
                    print(f'{path}:{line}: "{said}": a text for a reader is a pattern of PHRASE or SAY')
                    bad = 1
    return bad


if __name__ == "__main__":
    if sys.argv[1:] == ["list"]:
        print("\n".join(list_all()))
    elif sys.argv[1:] == ["lint"]:
        sys.exit(lint())
    else:
        sys.exit(__doc__)
