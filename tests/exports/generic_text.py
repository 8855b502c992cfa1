"""How a generic file writes its values: dates, amounts, cells, bytes."""
import csv
import datetime
import io

import generic_words as words

DATE_FORMS = ["iso", "iso", "iso-time", "iso-z", "iso-offset", "dots", "dots-time", "slash-dmy",
              "slash-mdy", "mdy-12h", "words", "serial", "serial-time", "compact", "unix"]
# Decimal mark, thousands, what stands before and behind.
NUMBER_FORMS = [(".", ""), (".", ""), (".", ","), (",", ""), (",", "."), (",", " "),
                (",", "\u00a0"), (".", "'")]
SIGNS = [("\u20ac", ""), ("\u20ac ", ""), ("", " \u20ac"), ("EUR ", ""), ("", " EUR")]


class Text:
    def __init__(self, traits):
        self.t = traits
        self.decimal, self.thousands = traits.number
        self.before, self.behind = traits.sign

    def plain(self, value, decimals):
        """A whole number of units of 10^-decimals."""
        whole, rest = divmod(abs(value), 10 ** decimals)
        text = "{:,}".format(whole).replace(",", self.thousands)
        if decimals:
            text += "%s%0*d" % (self.decimal, decimals, rest)
        return ("-" if value < 0 else "") + text

    def with_sign(self, sign):
        other = Text(self.t)
        other.before, other.behind = sign, ""
        return other

    def pieces(self, count):
        return self.plain(count * 100, 2) if self.t.pieces else str(count)

    def money(self, cents):
        text = self.before + self.plain(abs(cents), 2) + self.behind
        if cents < 0 and self.t.parens:
            return "(%s)" % text
        return ("-" if cents < 0 else "") + text

    def date(self, when):
        form = self.t.date
        if form == "words":
            month = words.MONTHS[self.t.language].split()[when.month - 1]
            return "%d. %s %d" % (when.day, month, when.year) if self.t.language == "de" else \
                "%d %s %d" % (when.day, month, when.year)
        if form.startswith("serial"):
            days = (when - datetime.datetime(1899, 12, 30)).total_seconds() / 86400
            return "%d" % days if form == "serial" else ("%.6f" % days).replace(".", self.decimal)
        if form == "unix":
            return "%d" % (when - datetime.datetime(1970, 1, 1)).total_seconds()
        if form == "mdy-12h":
            return "%d/%d/%02d %d:%02d %s" % (when.month, when.day, when.year % 100,
                                              (when.hour + 11) % 12 + 1, when.minute,
                                              "AM" if when.hour < 12 else "PM")
        return when.strftime({"iso": "%Y-%m-%d", "iso-time": "%Y-%m-%d %H:%M:%S",
                              "iso-z": "%Y-%m-%dT%H:%M:%SZ", "dots": "%d.%m.%Y",
                              "iso-offset": "%Y-%m-%dT%H:%M:%S+02:00",
                              "dots-time": "%d.%m.%Y %H:%M", "slash-dmy": "%d/%m/%Y",
                              "slash-mdy": "%m/%d/%Y", "compact": "%Y%m%d"}[form])

    def write(self, fields, names, rows, totals, random):
        t, out = self.t, io.StringIO()
        for title in words.TITLES[t.language][:t.titles]:
            out.write(title + t.end)
        if t.titles:
            out.write(t.end)
        writer = csv.writer(out, delimiter=t.separator, lineterminator=t.end,
                            quoting=csv.QUOTE_ALL if t.quote else csv.QUOTE_MINIMAL)
        header = [names[f] for f in fields]
        writer.writerow(header)
        for i, row in enumerate(rows):
            if t.again_headers and i and i % 40 == 0:
                writer.writerow(header)
            if t.blank_lines and i % 25 == 7:
                out.write(t.end)
            writer.writerow([row.get(f, "") for f in fields])
        if totals:
            writer.writerow([totals.get(f, "") for f in fields])
        text = out.getvalue()
        try:
            return text.encode(t.encoding)
        except UnicodeEncodeError:  # Polish has letters that Windows-1252 has not
            return text.encode("utf-8")
