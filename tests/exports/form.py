"""What a form of export is made of: its text, and what must be read from it.

The figures are reckoned from the simulated orders by the rules that the file in assets/exports/
states, never from the text.
"""
import csv
import io

from shop import spread


def money(cents, decimal=".", thousands=""):
    whole, rest = divmod(abs(cents), 100)
    text = "{:,}".format(whole).replace(",", thousands)
    return "%s%s%s%02d" % ("-" if cents < 0 else "", text, decimal, rest)


def dollars(cents):
    return ("-$" if cents < 0 else "$") + money(abs(cents), thousands=",")


def stamp(when, zone=""):
    return when.strftime("%Y-%m-%d %H:%M:%S") + zone


def email_or_phone(order):
    return order.email.lower() or order.phone or None


def pieces(lines):
    return sum(line.quantity for line in lines)


def columns(text):
    return text.replace("\n", "").split("|")


class Form:
    """A file, or a folder of files, of one system."""

    def __init__(self, name, export, currency=None):
        self.name, self.export, self.currency = name, export, currency
        self.files, self.entries, self.rows, self.categories = {}, [], 0, {}
        self.left_rows, self.no_sale_rows, self.copies, self.refused = {}, 0, 0, False

    def write(self, header, rows, file=None, delimiter=",", quote=csv.QUOTE_MINIMAL, before="",
              after="", end="\n", bom=False):
        """Rows are mappings; a column that a row has not is blank."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, quoting=quote, lineterminator=end)
        writer.writerow(header)
        for row in rows:
            unknown = set(row) - set(header)
            assert not unknown, (self.name, unknown)
            writer.writerow([row.get(column, "") for column in header])
        text = ("\ufeff" if bom else "") + before + out.getvalue() + after
        self.files[file or self.name] = text.encode("utf-8")
        if file is None or not self.rows:
            self.rows = len(rows)

    def leave_row(self, column, value, count=1):
        self.left_rows[(column, value)] = self.left_rows.get((column, value), 0) + count

    def count(self, order, key, gross, refund=0, left=None, unknown=None, weights=None, **more):
        """One order. key: who bought, None for a guest. left: (column, value) that keeps it out,
        unknown: (column, value) that is not in the list of statuses. weights: (product, cents) of
        the lines over which the net amount is spread; parts: (product, cents) that are their own.
        units: pieces on its lines, refunded ones taken off where the file has rows of them.
        returned: nothing but refunds. vague: refunded in part, the file does not say how much."""
        entry = {"id": order.number, "key": key, "gross": gross, "refund": refund, "left": left,
                 "unknown": unknown, "day": order.day, "parts": more.get("parts"),
                 "lines": more.get("lines"), "returned": more.get("returned", False),
                 "consent": more.get("consent"), "vague": more.get("vague", False),
                 "units": more.get("units")}
        if weights is not None:
            cents = spread(gross - refund, [w for _, w in weights])
            entry["parts"] = [(p, c) for (p, _), c in zip(weights, cents)]
        if entry["lines"] is None and entry["parts"] is not None:
            entry["lines"] = len(entry["parts"])
        self.entries.append(entry)

    # --- what must be read ---------------------------------------------------------------------

    def expected(self):
        if self.refused:
            return {"export": self.export, "rows": self.rows, "refused": True}
        kept = [e for e in self.entries if not e["left"]]
        own = [e for e in kept if e["key"] is not None]
        out = {"export": self.export, "rows": self.rows, "orders": len(self.entries)}
        out.update(self._sums(own))
        out["customers"] = len({e["key"] for e in own if not e["returned"]})
        out["guests"] = self._sums([e for e in kept if e["key"] is None])
        out["left_out"] = self._by(lambda e: e["left"], self.entries)
        out["unknown"] = self._by(lambda e: e["unknown"], kept)
        out["left_out_rows"] = [{"column": c, "value": v, "rows": n}
                                for (c, v), n in sorted(self.left_rows.items())]
        out["rows_without_a_sale"], out["copies"] = self.no_sale_rows, self.copies
        vague = [e["gross"] for e in kept if e["vague"]]
        out["refund_unknown"] = {"orders": len(vague), "amount": money(sum(vague))}
        days = [e["day"] for e in own if not e["returned"]]
        out["first_day"], out["last_day"] = min(days), max(days)
        if self.currency:
            out["currency"] = self.currency
        self._best(out, own)
        self._products(out, own)
        self._consent(out, own)
        return out

    @staticmethod
    def _sums(entries):
        gross, refund = sum(e["gross"] for e in entries), sum(e["refund"] for e in entries)
        return {"purchases": sum(not e["returned"] for e in entries),
                "returns": sum(e["returned"] for e in entries),
                "gross": money(gross), "refunds": money(refund), "net": money(gross - refund)}

    @staticmethod
    def _by(what, entries):
        found = {}
        for e in entries:
            if what(e):
                found.setdefault(what(e), []).append(e["gross"])
        return [{"column": c, "value": v, "orders": len(sums), "amount": money(sum(sums))}
                for (c, v), sums in sorted(found.items())]

    @staticmethod
    def _best(out, own):
        """The customer whose net amount is largest, under the id that the file has."""
        customers = {}
        for e in own:
            figures = customers.setdefault(e["key"], [0, 0])
            figures[0] += e["gross"] - e["refund"]
            figures[1] += not e["returned"]
        key = max(sorted(customers), key=lambda k: customers[k][0])
        out["best_customer"] = {"id": key, "purchases": customers[key][1],
                                "net": money(customers[key][0])}

    def _products(self, out, own):
        if not any(e["parts"] for e in own):
            return
        net = {}
        for e in own:
            for product, cents in e["parts"]:
                net[product] = net.get(product, 0) + cents
        out["lines"] = sum(e["lines"] for e in own)
        if any(e["units"] is not None for e in own):
            out["units"] = sum(e["units"] for e in own)
        out["products"] = {p: money(net[p]) for p in sorted(net)}
        if self.categories:
            sums = {}
            for product, cents in net.items():
                category = self.categories[product]
                sums[category] = sums.get(category, 0) + cents
            out["categories"] = {c: money(sums[c]) for c in sorted(sums) if c}

    @staticmethod
    def _consent(out, own):
        last = {}
        for e in sorted(own, key=lambda e: (e["day"], e["id"])):
            if e["consent"] is not None:
                last[e["key"]] = e["consent"]
        if last:
            granted = sum(last.values())
            out["consent"] = {"granted": granted, "refused": len(last) - granted}
