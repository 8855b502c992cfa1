"""Writes what each fuzzer begins with: seeds.py FOLDER makes FOLDER/<fuzzer>/…, none larger than LIMIT.

Files that we wrote for other reasons serve where they are small enough, or are cut after a line;
what must be whole (a database, a font) is made small. tests/fuzz/seeds/ holds those made by hand.
"""
import os
import random
import sqlite3
import struct
import sys

LIMIT = 16384  # as -max_len in tests/run.sh
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
OUT = sys.argv[1]


def put(fuzzer, name, data):
    assert len(data) <= LIMIT, (fuzzer, name, len(data))
    folder = os.path.join(OUT, fuzzer)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def files(folder, ending):
    folder = os.path.join(SOURCE, folder)
    for name in sorted(os.listdir(folder)):
        if name.endswith(ending):
            with open(os.path.join(folder, name), "rb") as file:
                yield name, file.read()


def cut(data, size):
    """The lines that fit whole."""
    return data if len(data) <= size else data[:data.rfind(b"\n", 0, size) + 1]


def texts():
    for name, data in files("templates/strategies", ".md"):
        put("prose", name, cut(data, LIMIT))
    for name, data in files(".", ".md"):
        put("prose", name, cut(data, 4000))
    for folder in ("templates/site", "templates/mail", "templates/strategies"):
        for name, data in files(folder, ""):
            put("template", name, cut(data, LIMIT))
    put("template", "every-tag", b"{{t}}{{{h}}}{{&h}}{{! c }}{{#l}}{{t}},{{/l}}{{^b}}no{{/b}}{{#m}}{{t}}"
        b"{{/m}}{{> self}}{{=<% %>=}}<%t%>")


def csv():
    # The first byte chooses the delimiter (of "," ";" tab "|") and the encoding.
    for name, data in files("tests/exports/files", (".csv", ".txt")):
        head = cut(data, 3000)
        delimiter = max(range(4), key=lambda d: head.split(b"\n")[0].count(b",;\t|"[d:d + 1]))
        put("csv", name, bytes([delimiter]) + head)
    put("csv", "quoted", b'\x00a,"b ""c"", d"\r\n"e\nf",,g\n\n"h"\n')
    for encoding in range(5):
        put("csv", "encoding-%d" % encoding, bytes([4 * encoding]) + "a,é\n1,2\n".encode("utf-16-le"))


def values():
    dates = ["2024-07-31", "2024-07-31 23:59:59", "2024-07-31T23:59:59Z", "31.12.2023", "12/31/2023",
             "31/12/23", "20240731", "1700000000", "1700000000000", "45504", "Jul 31, 2024",
             "31 July 2024", "2024-07-31T23:59:59.123+02:00", "1.2.2023"]
    amounts = ["0", "-12.50", "1,234.56", "1.234,56", "1 234,56", "$5", "€ 5,00", "(5.00)", "1e3",
               "5-", "12'345.60", "+7", ".5", "5.", "USD 3", "3 kr"]
    ids = ["1", "-9223372036854775808", "9223372036854775807", "0012", "12.0", "A-17", " 7 "]
    for i, text in enumerate(dates + amounts + ids):
        put("values", str(i), text.encode())
        put("recognise", str(i), text.encode())


def mapping():
    # An odd first byte: a map of the fuzzer's own shop; an even one: names in a database.
    put("mapping", "map", b"1ts\ncustomer_id=client\ntransaction_date=when\ntotal_amount=sum\ntc\n"
        b"customer_id=id\nname=name\nsignup_date=since")
    put("mapping", "query", b"1qSELECT client AS customer_id, \"when\" AS transaction_date, sum AS "
        b"total_amount FROM s\n\n\n\nqSELECT id AS customer_id FROM c")
    put("mapping", "names", b"0orders\norder_date\nstatus\ncustomers\ncreated_at\nlast name\n")
    put("mapping", "odd-names", b"0a \"b\"\n#x: y\n- z\nselect\nnull\ntrue\n")


def database():
    path = os.path.join(OUT, "seed.db")
    with open(os.path.join(SOURCE, "sql", "schema.sql"), encoding="utf-8") as file:
        schema = file.read()
    for name, rows in (("small", 3), ("some", 12)):
        if os.path.exists(path):
            os.remove(path)
        db = sqlite3.connect(path)
        db.execute("PRAGMA page_size = 512")
        db.executescript(schema)
        for i in range(1, rows + 1):
            db.execute("INSERT INTO customers VALUES (?, ?, ?, ?, ?)",
                       (i, "Ada %d" % i, "a%d@example.com" % i, "2023-0%d-01" % (i % 9 + 1), "Norway"))
            db.execute("INSERT INTO products VALUES (?, ?, 'Home', ?)", (i, "Lamp %d" % i, i))
            for k in range(3):
                db.execute("INSERT INTO transactions VALUES (NULL, ?, ?, ?, 1, ?)",
                           (i, i, "2024-0%d-1%d" % (k + 1, i % 9), 10 * i - 5 * k))
            db.execute("INSERT INTO interactions VALUES (NULL, ?, 'email_open', '2024-05-01', 9)", (i,))
        db.execute("UPDATE transactions SET total_amount = 'x', transaction_date = NULL "
                   "WHERE transaction_id = 2")
        db.commit()
        db.close()
        with open(path, "rb") as file:
            put("database", name, file.read())
    os.remove(path)


def pdf():
    for i, text in enumerate(["Segments", "Łódź (x) \\ 日本 مرحبا", "a\n\tb\x7f", "😀" * 20]):
        put("pdf_text", str(i), struct.pack("<5d", 10, 50.5, 200, 300, 12) + text.encode())
    put("pdf_text", "numbers", struct.pack("<5d", -1e300, 1e-320, float("nan"), float("inf"), 0) + b"x")


def paths():
    # Numbers below 200 in the first of two bytes are places in the picture.
    drawn = random.Random(1)
    for i in range(6):
        put("paint_path", str(i), bytes(drawn.randrange(200) for _ in range(500 + 300 * i)))


# --- a font of five glyphs -------------------------------------------------------------------------


def glyph(points, ends):
    """Contours of points (x, y, on the curve)."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    data = struct.pack(">hhhhh", len(ends), min(xs), min(ys), max(xs), max(ys))
    data += b"".join(struct.pack(">H", end) for end in ends) + struct.pack(">H", 0)
    data += bytes(p[2] for p in points)
    for values in (xs, ys):
        before = 0
        for value in values:
            data += struct.pack(">h", value - before)
            before = value
    return data + bytes(-len(data) % 4)


def composite(parts):
    data = struct.pack(">hhhhh", -1, 0, 0, 600, 700)
    for i, (child, x, y) in enumerate(parts):
        data += struct.pack(">HHhh", 0x0003 | (0x0020 if i + 1 < len(parts) else 0), child, x, y)
    return data + bytes(-len(data) % 4)


def format_4(codes):
    """One segment a code, and the one that must end the list."""
    segments = [(code, code, (index - code) % 65536) for code, index in codes] + [(0xffff, 0xffff, 1)]
    count = len(segments)
    body = struct.pack(">HHHH", 2 * count, 0, 0, 0)
    body += b"".join(struct.pack(">H", s[1]) for s in segments) + bytes(2)
    body += b"".join(struct.pack(">H", s[0]) for s in segments)
    body += b"".join(struct.pack(">H", s[2]) for s in segments) + bytes(2 * count)
    return struct.pack(">HHH", 4, 6 + len(body), 0) + body


def font():
    box = [(50, 0, 1), (50, 700, 1), (550, 700, 1), (550, 0, 1)]
    round_box = [(300, 0, 1), (0, 350, 0), (300, 700, 1), (600, 350, 0)]
    glyphs = [glyph(box, [3]), b"", glyph(box + [(p[0] // 2 + 100, p[1] // 2 + 100, 1) for p in box], [3, 7]),
              glyph(round_box, [3]), composite([(2, 0, 0), (3, 100, 50)])]
    codes = [(0x20, 1), (0x41, 2), (0x42, 3), (0x43, 4), (0x5d0, 3)]
    groups = struct.pack(">HHIII", 12, 0, 16 + 12, 0, 1) + struct.pack(">III", 0x61, 0x62, 2)
    loca, at = b"", 0
    for data in glyphs:
        loca += struct.pack(">I", at)
        at += len(data)
    loca += struct.pack(">I", at)
    first = format_4(codes)
    tables = {
        b"OS/2": bytes(96),
        b"cmap": struct.pack(">HH", 0, 2) + struct.pack(">HHI", 3, 1, 20)
        + struct.pack(">HHI", 3, 10, 20 + len(first)) + first + groups,
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(">IIIIHH", 0x10000, 0, 0, 0x5f0f3cf5, 0, 1000) + bytes(16)
        + struct.pack(">hhhhHHhhh", 0, 0, 600, 700, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">Ihhh", 0x10000, 800, -200, 0) + bytes(24) + struct.pack(">H", len(glyphs)),
        b"hmtx": struct.pack(">Hh", 600, 0) * len(glyphs),
        b"loca": loca,
        b"maxp": struct.pack(">IH", 0x10000, len(glyphs)) + bytes(26),
    }
    data = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0)
    at = 12 + 16 * len(tables)
    body = b""
    for tag, table in sorted(tables.items()):
        data += tag + struct.pack(">III", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    put("truetype", "five-glyphs", data + body)
    put("truetype", "of-the-past", b"true" + (data + body)[4:])
    put("truetype", "collection", b"ttcf" + (data + body)[4:])


texts()
csv()
values()
mapping()
database()
pdf()
paths()
font()
