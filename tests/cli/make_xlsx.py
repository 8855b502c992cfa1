"""make_xlsx.py OUT.xlsx SHEET=FILE.csv...: a workbook as Excel saves one, from CSV files.

Texts are shared, whole columns of numbers are numbers, dates (YYYY-MM-DD, alone or with a time) are days
with a date format. SHEET may be NAME:hidden. A field that begins with "=" is a formula without a result, one
that begins with "#" an error, and one that begins with "'" a text whatever it looks like.
"""
import csv
import datetime
import re
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
EPOCH = datetime.datetime(1899, 12, 30)

shared = {}


def column_name(number):
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def days(text):
    moment = datetime.datetime.fromisoformat(text)
    return (moment - EPOCH) / datetime.timedelta(days=1)


def cell(name, text):
    if not text:
        return ""
    if text[0] == "=":
        return f'<c r="{name}"><f>{escape(text[1:])}</f></c>'
    if text[0] == "#":
        return f'<c r="{name}" t="e"><v>{escape(text)}</v></c>'
    if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text):
        return f'<c r="{name}"><v>{float(text)!r}</v></c>'
    if re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?", text):
        style = 1 if len(text) == 10 else 2
        return f'<c r="{name}" s="{style}"><v>{days(text)!r}</v></c>'
    if text[0] == "'":
        text = text[1:]
    return f'<c r="{name}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'


def sheet(path):
    rows = []
    with open(path, encoding="utf-8", newline="") as file:
        for r, record in enumerate(csv.reader(file), 1):
            cells = "".join(cell(f"{column_name(c)}{r}", text) for c, text in enumerate(record, 1))
            rows.append(f'<row r="{r}" spans="1:{max(len(record), 1)}">{cells}</row>')
    return (f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/>'
            f'</sheetViews><sheetData>{"".join(rows)}</sheetData><pageMargins left="1" right="1" top="1" '
            f'bottom="1" header="1" footer="1"/></worksheet>')


def main():
    out, sheets = sys.argv[1], [argument.split("=", 1) for argument in sys.argv[2:]]
    parts, names, relations, types = {}, [], [], []
    for i, (name, path) in enumerate(sheets, 1):
        name, _, state = name.partition(":")
        parts[f"xl/worksheets/sheet{i}.xml"] = sheet(path)
        hidden = ' state="hidden"' if state else ""
        names.append(f'<sheet name={quoteattr(name)} sheetId="{i}"{hidden} r:id="rId{i}"/>')
        relations.append(f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" '
                         f'Target="worksheets/sheet{i}.xml"/>')
        types.append(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{TYPE}worksheet+xml"/>')
    for name in ("styles", "sharedStrings"):
        relations.append(f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>')
        types.append(f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}{name}+xml"/>')
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}" count="{len(shared)}">{texts}</sst>'
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        f'formatCode="dd/mm/yyyy\\ hh:mm:ss"/></numFmts><fonts count="1"><font/></fonts><fills count="1">'
        f'<fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" '
        f'applyNumberFormat="1"/></cellXfs></styleSheet>')
    parts["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(names)}'
                                f'</sheets></workbook>')
    parts["xl/_rels/workbook.xml.rels"] = (f'<Relationships xmlns="{PACKAGE}/relationships">'
                                           f'{"".join(relations)}</Relationships>')
    parts["_rels/.rels"] = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/'
        f'xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>{"".join(types)}'
        f'</Types>')
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


main()
