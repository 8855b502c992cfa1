#!/bin/bash
# What a report may show is copied field by field (src/privacy/). Each field of what is copied stands
# there, even where the decision is NULL or 0; what does not is named, and breaks this test.
cd "$SOURCE_DIR" || exit 1
exec python3 - <<'P'
import re, sys

# Struct, where it is declared, where each of its fields is decided.
COPIED = [
    ("Shop", "store/store.h", ["privacy/people.c", "privacy/shop.c"]),
    ("Customers", "store/store.h", ["privacy/people.c"]),  # an aggregate has their number alone
    ("Month", "store/store.h", ["privacy/months.c"]),
    ("Finding", "store/store.h", ["privacy/people.c", "privacy/findings.c"]),
    ("Segment", "segment/segment.h", ["privacy/segments.c"]),
    ("Segments", "segment/segment.h", ["privacy/segments.c"]),
    ("Share", "segment/segment.h", ["privacy/countries.c", "privacy/goods.c"]),
    ("Model", "learn/learn.h", ["privacy/model.c"]),
    ("SweepRow", "learn/learn.h", ["privacy/model.c"]),
    ("Pca", "learn/pca.h", ["privacy/model.c"]),
    ("SalesWeek", "segment/week.h", ["privacy/week.c"]),
    ("Usual", "predict/usual.h", ["privacy/week.c"]),
    ("Growth", "segment/growth.h", ["privacy/growth.c"]),
    ("GrowthStep", "segment/growth.h", ["privacy/growth.c"]),
    ("Typical", "segment/growth.h", ["privacy/growth.c"]),
    ("TypicalMember", "segment/segment.h", ["privacy/segments.c"]),
]
# A Report is made of what is shown. These of its fields lead to it; whoever adds one says here that it
# cannot lead to rows of customers in an aggregate.
REPORT = ("title business as_of period generator currency seed privacy pages attachments segments shop model "
          "week changes counted counted_count").split()


def read(path): return open("src/" + path).read()


def block(text, at):
    """From the brace at `at` to its end."""
    depth = 0
    for i in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if not depth: return text[at + 1:i]
    sys.exit("a brace is not closed")


def flat(text):
    """Without what stands in inner braces."""
    while (inner := re.sub(r"\{[^{}]*\}", "", text)) != text: text = inner
    return text


def fields(struct, header):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", read(header), flags=re.S)
    found = re.search(r"typedef struct %s \{" % struct, text)
    if not found: sys.exit(f"src/{header} has no struct {struct}")
    out = []
    for line in flat(block(text, found.end() - 1)).split(";"):
        for name in line.split(","):
            name = re.findall(r"\w+", re.sub(r"\[.*?\]", "", name))
            if name: out.append(name[-1])
    return out


def decided(struct, path):
    """The fields that an initialiser of the struct names, by initialiser."""
    text = re.sub(r"/\*.*?\*/", "", read(path), flags=re.S)
    for start in re.finditer(r"(?:\(%s\)|\b%s \w+ =\s*)\{" % (struct, struct), text):
        names = set(re.findall(r"(?:^|,)\s*\.(\w+) =", flat(block(text, start.end() - 1))))
        if names: yield names


bad = checked = 0
for struct, header, paths in COPIED:
    every = fields(struct, header)
    for path in paths:
        whole = max(decided(struct, path), key=len, default=set())
        for name in every:
            checked += 1
            if name not in whole:
                print(f"src/{path}: {struct}.{name}: may a report show it? Decide it there")
                bad = 1
for name in fields("Report", "report/report.h"):
    checked += 1
    if name not in REPORT:
        print(f"src/report/report.h: Report.{name}: can it lead to rows of customers in an aggregate? See tests/lint/test_shown.sh")
        bad = 1
if checked < 100:
    print(f"only {checked} fields were seen: is the lint broken?")
    bad = 1
sys.exit(bad)
P
