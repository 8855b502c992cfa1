"""Files as shops' own systems and spreadsheets write them, of a simulated shop; and what each comes to.

Nothing in them is a known export. How a file is made is drawn by seed (draw), and what it comes to is
reckoned from the shop's orders by the rules that the README states, never from the file's text.
"""
import datetime
import unicodedata

import generic_words as words
from generic_text import DATE_FORMS, NUMBER_FORMS, SIGNS, Text
from shop import Random, spread

FRESH = ("fresh-email", "fresh-unique")


class Traits(dict):
    __getattr__ = dict.__getitem__


def draw(random):
    """How a file is written. What contradicts itself is not drawn."""
    t = Traits(language=random.pick(words.LANGUAGES), grain=random.pick(["orders", "lines", "lines"]),
               size=random.pick([120, 120, 120, 60, 25]))
    draw_amounts(t, random)
    t["who"] = random.pick(["id", "id", "zeros", "code", "id-email", "id-email", "id-names", "email",
                            "email", "email-phone", "name", "namesakes"] + list(FRESH))
    t["sloppy"] = random.chance(25)  # names and addresses in any case, with blanks
    t["guest"] = random.pick(["blank", "zero", "minus", "word", "word"])
    t["blank"] = random.pick(["", "", "", "NULL", "\\N", "nan", "None", "N/A"])
    draw_states(t, random)
    t["order_id"] = "number" if t.first_states else random.pick(["number", "number", "number", "text", "text", "zeros", "code", "code",
                                 "none"])
    if t.grain == "lines" and t.order_id == "number" and random.chance(20):
        t["order_id"] = "again"
    t["currency"] = random.pick(["none", "none", "none", "column", "column", "odd", "sign", "sign",
                                 "header", "header"])
    if random.chance(5):
        t["currency"] = random.pick(["several", "several-odd", "several-signs"])
    t["sign"] = random.pick(SIGNS) if t.currency == "sign" else ("", "")
    t["parens"], t["pieces"] = random.chance(15), random.chance(10)
    t["tax"] = random.pick(["none", "none", "in", "beside"])
    t["shipping_column"] = random.chance(25)
    t["totals"] = random.pick(["none", "none", "none", "named", "dated", "bare"])
    t["copies"] = random.chance(12) and t.order_id != "none"
    t["again_headers"], t["blank_lines"] = random.chance(10), random.chance(15)
    t["titles"] = random.pick([0, 0, 0, 1, 2, 3])
    t["sorting"] = random.pick(["up", "up", "down", "shuffled"])
    t["date"] = random.pick(DATE_FORMS)
    t["number"] = random.pick(NUMBER_FORMS)
    t["separator"] = random.pick([",", ",", ";", "\t", "|"])
    t["encoding"] = random.pick(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"])
    t["end"], t["quote"] = random.pick(["\n", "\r\n"]), random.chance(20)
    t["style"] = random.pick(["as", "as", "snake", "upper"])
    if t.refund == "rows" or t.history or t.line_states:
        t["totals"], t["copies"] = "none", False
    t["sums"] = t.amount == "line" and t.with_price and random.chance(12) and t.sorting != "shuffled"
    if t.sums:
        t["totals"], t["copies"] = "none", False
    if t.history and (t.sorting == "shuffled" or t.order_id == "none"):
        t["history"] = False
    return t


def draw_states(t, random):
    t["state"] = random.pick(["none", "words", "words", "unknown", "part", "odd", "cancelled-at"])
    has = t.state in ("words", "unknown", "odd")
    # An order that stands twice, first as pending; lines that were cancelled; a state on first lines.
    t["history"] = has and t.grain == "orders" and t.refund != "rows" and random.chance(15)
    t["line_states"] = has and t.amount in ("line", "price") and t.refund == "none" \
        and t.discount in ("none", "share", "percent") and random.chance(20)
    t["first_states"] = has and t.grain == "lines" and not t.line_states and random.chance(15)


def draw_amounts(t, random):
    t["discount"], t["with_price"], t["fixed_coupon"] = "none", True, False
    if t.grain == "orders":
        t["amount"] = "total"
        t["refund"] = random.pick(["none", "none", "column", "rows"])
        t["discount"] = random.pick(["none", "none", "net"])
        return
    t["amount"] = random.pick(["line", "line", "price", "each", "first", "both"])
    t["with_price"] = t.amount == "price" or random.chance(70)
    t["refund"] = random.pick(["none", "none", "repeated", "first", "by-line", "rows"])
    if t.amount in ("each", "first", "both") and t.refund == "by-line":
        t["refund"] = "repeated"
    if t.amount == "both" and t.refund == "rows":
        t["refund"] = "repeated"
    if t.amount in ("line", "price"):
        t["discount"] = random.pick(["none", "none", "none", "share", "percent", "order-percent", "row",
                                     "row", "unit", "order"])
    t["fixed_coupon"] = random.chance(50)  # 4.99 off, not a tenth
    t["taken"] = t.amount == "line" and not random.chance(40)  # the amounts are net of it already
    if t.discount == "order":  # of one that went back in part nothing would tell its part
        t["taken"] = False
        t["refund"] = random.pick(["none", "none"]) if t.refund == "rows" else t.refund
    if t.discount in ("share", "percent", "order-percent", "row", "unit") and t.taken:
        t["with_price"] = True


class Item:
    def __init__(self, line, off):
        self.product, self.quantity, self.price, self.off = (
            line.product, line.quantity, line.product.price, off)

    @property
    def full(self):
        return self.quantity * self.price

    @property
    def paid(self):
        return self.full - self.off


class Sale:
    """An order as the file has it, and what of it counts."""

    def __init__(self, order, traits, random):
        self.order, self.t, self.state = order, traits, order.state
        self.number, self.when, self.customer = order.number, order.when, order.customer
        with_off = traits.discount in ("share", "percent", "row", "unit", "net")
        part, self.items = random.pick([0, 0, 20, 40]), []
        for line in order.lines:
            if traits.discount != "order-percent":
                part = random.pick([0, 0, 20, 40]) if with_off else 0
            self.items.append(Item(line, line.list_total * part // 100))
        self.dropped = self.items.pop() if traits.line_states and len(self.items) > 1 \
            and order.kept and random.chance(20) else None
        goods = sum(item.paid for item in self.items)
        fixed = random.pick([0, 499, 499, 1250]) if traits.fixed_coupon else goods // 10
        self.coupon = min(fixed, goods) if traits.discount == "order" and order.coupon else 0
        in_amount = traits.grain == "orders" or traits.amount in ("each", "first", "both")
        self.shipping = order.shipping if in_amount or traits.shipping_column else 0
        self.gross = goods - self.coupon + (self.shipping if in_amount else 0)
        if traits.amount == "price" and traits.discount == "none":
            self.gross = sum(item.full for item in self.items)
        self.back = self.refunds()

    def net_as(self, reading):
        """What the order comes to where the discounts are read otherwise: they stay in the amounts
        ("included"), or are off the row ("amount")."""
        if self.t.grain == "orders" or self.t.amount not in ("line", "price"):
            return self.gross - self.refund
        values = [item.full if reading == "included" else item.full - item.off // item.quantity
                  for item in self.items]
        back = self.refund
        if self.t.refund == "rows" and self.back:
            back = sum(v for v, b in zip(values, self.back_by_line()) if b)
        elif self.refund == self.gross and self.t.refund == "none":
            back = sum(values)
        return sum(values) - back

    def refunds(self):
        """What the order's row says was given back."""
        if self.t.refund == "none" or self.state not in ("refunded", "part"):
            return 0
        return self.gross if self.state == "refunded" else min(self.items[0].paid, self.gross)

    def back_by_line(self):
        """The same by lines."""
        if self.state == "part" and self.back:
            return [self.back] + [0] * (len(self.items) - 1)
        if not self.back:
            return [0] * len(self.items)
        off = spread(self.coupon, [item.full for item in self.items])
        return [item.paid - part for item, part in zip(self.items, off)]

    @property
    def left_out(self):
        if self.t.state == "none":
            return False
        return not self.order.kept if self.t.state != "cancelled-at" else (
            self.state.startswith("cancelled"))

    @property
    def refund(self):  # a state "Refunded" without a column for it: all of it
        said = self.t.refund == "none" and self.t.state in ("words", "unknown", "part", "odd")
        return self.gross if said and self.state == "refunded" else self.back

    def key(self):
        who, customer = self.t.who, self.customer
        if customer is None:
            return None
        if who in ("id", "zeros", "code"):
            return customer.number if self.order.account else None
        if who == "id-email":
            return customer.number if self.order.account or customer.email else None
        if who == "id-names":
            return customer.number if self.order.account else None
        if who == "email":
            return customer.number if customer.email else None
        if who == "email-phone":
            return customer.number if customer.email or customer.phone else None
        return customer.number


def sales_of(shop, t, random):
    """The orders that the file has."""
    own = [o for o in shop if not o.test][:t.size]
    if t.state == "none":
        own = [o for o in own if o.kept]
    elif t.state == "cancelled-at":
        own = [o for o in own if o.kept or o.state.startswith("cancelled")]
    return [Sale(o, t, random) for o in own]


# --- cells ------------------------------------------------------------------------------------------

def sloppy(text, t, random):
    """As people type it."""
    if not t.sloppy:
        return text
    return random.pick([text, text.upper(), text.replace(" ", "  "), text + " ", " " + text])


def guest_cell(t, random):
    return {"blank": t.blank, "zero": "0", "minus": "-1",
            "word": random.pick(words.GUESTS[t.language])}[t.guest]


def namesake(customer):
    return "%s Same" % ("Ann", "Bob", "Cid", "Dee", "Eve")[customer.number % 5]


def who_cells(sale, t, random):
    customer, account = sale.customer, sale.order.account
    email = sloppy(sale.order.email, t, random) if customer and customer.email else ""
    if t.who in ("id", "zeros", "code", "id-email", "id-names"):
        form = {"zeros": "%05d", "code": "C-%04d"}.get(t.who, "%d")
        cells = {"customer": form % customer.number if customer and account
                 else guest_cell(t, random)}
        if t.who == "id-email":
            cells["email"] = email or t.blank
        if t.who == "id-names":
            cells.update(first=customer.first if customer else t.blank,
                         last=customer.last if customer else t.blank)
        return cells
    if t.who == "email":
        return {"email": email or t.blank}
    if t.who == "email-phone":
        return {"email": email or t.blank, "phone": customer.phone if customer else t.blank}
    if t.who == "namesakes":  # several people have one name, and a column of no known name a code
        return {"name": sloppy(namesake(customer), t, random) if customer else t.blank,
                "code": "%08dK" % (customer.number * 7919) if customer else t.blank}
    if t.who == "name":
        return {"name": sloppy(customer.name, t, random) if customer else guest_cell(
            t, random) if t.guest == "word" else t.blank}
    cells = {"customer": str(5000 + sale.number) if customer else t.blank}
    if t.who == "fresh-unique":
        return dict(cells, unique="u%04x" % (customer.number * 2477) if customer else t.blank)
    return dict(cells, email=(email or "seven%d@example.com" % customer.number) if customer
                else t.blank)


def order_cell(sale, t):
    if t.order_id == "again":  # numbered anew each month
        return str(sale.nth)
    return {"number": "%d", "text": "#%d", "zeros": "%08d", "code": "INV-2026-%05d",
            "none": "%d"}[t.order_id] % sale.number


def state_cells(sale, t, random):
    if t.state == "none":
        return {}
    if t.state == "cancelled-at":
        return {"cancelled": sale.cells.date(sale.when) if sale.left_out else t.blank}
    state = {"cancelled_refunded": "cancelled", "part": "paid"}.get(sale.state, sale.state)
    field = "odd_status" if t.state == "odd" else "status"
    if t.state == "unknown" and sale.order.custom:
        return {field: words.UNKNOWN_STATES[t.language]}
    if t.state == "part" and sale.state == "part":
        return {field: words.PART_STATES[t.language]}
    return {field: random.pick(words.STATES[t.language][state])}


def head_cells(sale, t, random):
    cells = {"date": sale.cells.date(sale.when), "country": sale.order.country or t.blank,
             "payment": random.pick(["iDEAL", "Visa", "PayPal"]),
             "note": random.pick([t.blank, t.blank, "a gift; wrapped"])}
    cells.update(who_cells(sale, t, random))
    cells.update(state_cells(sale, t, random))
    if t.order_id != "none":
        cells["order"] = order_cell(sale, t)
    if t.currency in ("column", "several", "odd", "several-odd"):
        several = t.currency.startswith("several") and sale.number % 4 == 0
        cells["odd_currency" if "odd" in t.currency else "currency"] = "USD" if several else "EUR"
    return cells


def discount_cell(item, sale, t):
    show = sale.cells
    part = 100 * item.off // item.full if item.full else 0
    if t.discount == "share":
        return show.plain(part, 2)
    if t.discount in ("percent", "order-percent"):
        return show.plain(part, 0)
    if t.discount == "unit":
        return show.money(item.off // item.quantity)
    return show.money(item.off)


def line_cells(sale, i, t):
    item, show = sale.items[i], sale.cells
    cells = {"product": item.product.name}
    if t.with_price:
        cells.update(quantity=show.pieces(item.quantity), price=show.money(item.price))
    if t.amount in ("line", "both"):
        cells["line" if t.amount == "both" else "total"] = show.money(
            item.paid if t.taken or t.discount == "none" else item.full)
    if t.amount in ("each", "first", "both"):
        there = t.amount != "first" or i == 0
        cells["order_total"] = show.money(sale.gross) if there else ""
    if t.discount == "order":
        cells["discount"] = show.money(sale.coupon)
    elif t.discount != "none":
        cells["discount"] = discount_cell(item, sale, t)
    if t.refund == "by-line":
        cells["refund"] = show.money(sale.back_by_line()[i])
    elif t.refund in ("repeated", "first"):
        there = t.refund == "repeated" or i == 0
        cells["refund"] = show.money(sale.back) if there else ""
    if t.tax != "none":
        cells["tax"] = show.money(item.paid * 21 // 121 if t.tax == "in" else item.paid * 21 // 100)
    if t.shipping_column:
        cells["shipping"] = show.money(sale.shipping if i == 0 else 0)
    return cells


def order_cells(sale, t):
    show, goods = sale.cells, sale.gross - sale.shipping
    cells = {"total": show.money(sale.gross)}
    if t.discount == "net":
        cells["discount"] = show.money(sum(item.off for item in sale.items))
    if t.refund == "column":
        cells["refund"] = show.money(sale.back)
    if t.tax != "none":
        cells["tax"] = show.money(sale.gross * 21 // 121)
    if t.shipping_column:
        cells.update(shipping=show.money(sale.shipping), subtotal=show.money(goods))
    return cells


STATE_FIELDS = ("status", "odd_status")


def rows_of(sale, t, random):
    head = head_cells(sale, t, random)
    if t.currency == "several-signs":
        sale.cells = sale.cells.with_sign("$" if sale.number % 4 == 0 else "\u20ac")
    rows = [dict(head, **line_cells(sale, i, t)) for i in range(len(sale.items))] \
        if t.grain == "lines" else [dict(head, **order_cells(sale, t))]
    state = next((f for f in STATE_FIELDS if f in head), None)
    for row in rows[1:] if t.first_states else []:
        row[state] = ""
    if sale.dropped:
        sale.items.append(sale.dropped)
        rows.append(dict(head, **line_cells(sale, len(sale.items) - 1, t)))
        sale.items.pop()
        rows[-1][state] = words.STATES[t.language]["cancelled"][0]
    if t.history and sale.number % 7 == 0 and not sale.left_out:
        rows.insert(0, dict(rows[0], **{state: words.STATES[t.language]["pending"][0]}))
        if t.sorting == "down":
            rows.reverse()
    if t.sums:
        rows.append(sum_row(sale, rows, t))
    if t.refund == "rows" and sale.back:
        rows += [dict(row, **back) for row, back in back_rows(sale, rows, t)]
    return rows


def sum_row(sale, rows, t):
    """A row below an order's lines, with what they come to."""
    row = {f: rows[0][f] for f in ("order", "date", "customer", "email") if f in rows[0]}
    row.update(product=words.TOTALS[t.language][0], total=sale.cells.money(
        sum(i.paid if t.taken or t.discount == "none" else i.full for i in sale.items)))
    return row


def back_rows(sale, rows, t):
    """Rows of what went back, some days later."""
    date = sale.cells.date(sale.when + datetime.timedelta(days=3))
    parts = [sale.back] if t.grain == "orders" else sale.back_by_line()
    for i, (row, part) in enumerate(zip(rows, parts)):
        if not part:
            continue
        cells = {"date": date}
        if "quantity" in row:
            cells["quantity"] = "-" + row["quantity"]
        if "order_total" in row:
            there = t.amount == "each" or not i
            cells["order_total"] = sale.cells.money(-sale.back) if there else ""
        if "total" in row:
            cells["total"] = sale.cells.money(-(part if t.grain == "orders" or t.taken
                                                or t.discount == "none" else sale.items[i].full))
        yield row, cells


# --- the file ---------------------------------------------------------------------------------------

NAMES = {"line": "line_total"}
ODD = {"code": "Kodigoa", "odd_status": "Workflow", "odd_currency": "Cur", "unique": "Customer Unique ID",
       "cancelled": "Cancelled at", "phone": "Phone", "first": "First name", "last": "Last name"}


def header_of(fields, t, random):
    names, used = {}, set()
    for field in fields:
        if field in ODD:
            name = ODD[field]
        else:
            name = random.pick(words.COLUMNS[NAMES.get(field, field)][t.language])
        if t.currency == "header" and field in ("total", "price", "order_total", "line"):
            name += " (EUR)"
        if t.style == "snake":
            plain = unicodedata.normalize("NFKD", name.replace("ł", "l")).encode("ascii", "ignore")
            name = plain.decode().lower().replace(" ", "_").replace("-", "_").replace(".", "")
        elif t.style == "upper":
            name = name.upper()
        assert name not in used, name
        used.add(name)
        names[field] = name
    return names


def number_months(sales):
    count = {}
    for sale in sales:
        count[sale.when.month] = count.get(sale.when.month, 0) + 1
        sale.nth = count[sale.when.month]


def totals_row(rows, sales, t, show):
    """What a spreadsheet adds below: the sums of the columns of amounts."""
    cells, amount = {}, {"both": "line", "each": "order_total", "first": "order_total"}.get(
        t.amount, "total")
    if t.amount == "price":
        return None
    cells[amount] = show.money(sum(row["cents"] for row in rows))
    if t.totals != "bare":
        first = next(f for f in ("order", "customer", "name", "email", "product", "note")
                     if f in rows[0])
        cells[first] = words.TOTALS[t.language][0]
    if t.totals == "dated":
        cells["date"] = show.date(sales[-1].when)
    return cells


class Generic:
    """One file: its bytes, and what must be read from it."""

    def __init__(self, shop, seed):
        self.random = Random(seed)
        self.t, self.zero, self.by_name = draw(self.random), False, False
        t = self.t
        self.sales = sales_of(shop, t, self.random)
        show = Text(t)
        for sale in self.sales:
            sale.cells = show
        number_months(self.sales)
        rows = self.arrange()
        fields = sorted({f for row in rows for f in row if f != "cents"})
        for i in range(len(fields) - 1, 0, -1):  # columns in any order
            j = self.random.below(i + 1)
            fields[i], fields[j] = fields[j], fields[i]
        self.totals = t.totals != "none" and totals_row(rows, self.sales, t, show) or None
        names = header_of(fields, t, self.random)
        self.bytes = show.write(fields, names, rows, self.totals, self.random)

    def arrange(self):
        t, groups = self.t, []
        for sale in self.sales:
            rows = rows_of(sale, t, self.random)
            for i, row in enumerate(rows):
                row["cents"] = self.cents_of(sale, rows, i)
            groups.append(rows)
        if t.copies:
            self.copied = groups[3:8]
            groups += self.copied
        if t.sorting == "down":
            groups.reverse()
        elif t.sorting == "shuffled" and not t.copies:
            for i in range(len(groups) - 1, 0, -1):
                j = self.random.below(i + 1)
                groups[i], groups[j] = groups[j], groups[i]
        return [row for group in groups for row in group]

    def cents_of(self, sale, rows, i):
        """What stands in the column of amounts, for the totals."""
        t = self.t
        if t.grain == "orders":
            return sale.gross if i == 0 else -sale.back
        if i >= len(sale.items):
            return 0  # no totals are drawn where rows go back
        if t.amount in ("each", "first"):
            return sale.gross if t.amount == "each" or i == 0 else 0
        item = sale.items[i]
        return item.paid if t.taken or t.discount == "none" else item.full

    # --- what must be read ---------------------------------------------------------------------

    def kept(self):
        return [s for s in self.sales if not s.left_out and self.key(s) is not None]

    def key(self, sale):
        if self.by_name and sale.key() is not None:
            return namesake(sale.customer)
        return sale.key() if sale.key() is not None or not self.zero else 0

    def expected(self):
        """purchases, customers, net in cents, and (day, cents) of each order."""
        kept = self.kept()
        days = sorted((s.when.date().isoformat(), s.gross - s.refund) for s in kept)
        return {"purchases": len(kept), "customers": len({self.key(s) for s in kept}),
                "net": sum(s.gross - s.refund for s in kept), "days": days}

    def purchases_by(self, rule):
        """Where a file has no order ids, by the other rules of the README."""
        kept = self.kept()
        if rule == "day":
            return len({(self.key(s), s.when.date()) for s in kept})
        return sum(len(s.items) if self.t.grain == "lines" else 1 for s in kept)

    def must_tell(self):
        """Codes of findings without which a figure would be a surprise."""
        codes, t = set(), self.t
        if t.who == "namesakes" and not self.by_name:
            codes.add("customers-by-new-column")
        if t.who == "name":
            codes.add("customers-by-name")
        if any(s.left_out for s in self.sales):
            codes.add("cancelled-orders" if t.state == "cancelled-at"
                      else "orders-that-do-not-count")
        if any(self.key(s) is None and not s.left_out for s in self.sales):
            codes.add("guest-sales")
        if t.copies:
            codes.add("copied-orders")
        if t.state == "unknown" and any(s.order.custom for s in self.sales):
            codes.add("unknown-states")
        if t.state == "part" and t.refund == "none" and any(s.state == "part" for s in self.kept()):
            codes.add("refunds-unknown")
        if t.state == "odd" and any(s.left_out or s.state == "refunded" for s in self.sales):
            codes.add("states-by-their-words")
        if t.tax != "none":
            codes.add("tax-column")
        if t.shipping_column and t.grain == "lines":
            codes.add("shipping-column")
        return codes

    @property
    def refused(self):  # two currencies are no sum
        return self.t.currency.startswith("several")

    def readings(self, warnings):
        """Other sums that are right, if a warning asks which it is."""
        nets = []
        if "discounts" in warnings:
            nets += [sum(s.net_as(reading) for s in self.kept())
                     for reading in ("included", "amount")]
        if "amounts-unsure" in warnings:
            nets.append(sum(s.gross * len(s.items) - s.refund for s in self.kept()))
        return nets

    def verdict(self, got, codes, warnings, days):
        """(exact, told or WRONG, why)."""
        t = self.t
        self.by_name = t.who == "namesakes" and "customers-by-name" in warnings
        if "customer-zero" in warnings:  # asked: 0 is taken for a customer, and may be the guests
            self.zero = True
        wanted, missing = self.expected(), self.must_tell() - codes
        net, told = round(got["revenue"] * 100), self.zero or self.by_name
        wrong = [] if got["buyers"] == wanted["customers"] else ["customers"]
        if missing:
            wrong.append("not told: " + " ".join(sorted(missing)))
        if net != wanted["net"]:
            told = net in self.readings(warnings)
            wrong += [] if told else ["net"]
        purchases = got["purchases"]
        if t.order_id == "none" and purchases != wanted["purchases"]:
            told = True
            if purchases != self.purchases_by(got["purchase_rule"]):
                wrong.append("purchases by " + got["purchase_rule"])
        elif purchases != wanted["purchases"]:
            wrong.append("purchases")
        if told or t.order_id == "none":
            return ("WRONG" if wrong else "told" if told else "exact"), ", ".join(wrong)
        # Where numbers begin again, what went back is not one order with what was bought.
        if not wrong and days != wanted["days"] and (t.order_id, t.refund) != ("again", "rows"):
            wrong.append("days")
        return ("WRONG" if wrong else "exact"), ", ".join(wrong)
