"""Exports of tills and payment services: Square, Lightspeed, Odoo, Stripe, PayPal."""
import csv

from form import Form, columns, dollars, money, pieces, stamp
from shop import PRODUCTS, tax_in, without_tax


def number_of(order):
    return "C%05d" % order.customer.number if order.customer else ""


def later(order):
    return order.when.replace(hour=23, minute=30, second=0)


# --- Square -----------------------------------------------------------------------------------

SQUARE_ITEMS = """Date|Time|Time Zone|Category|Item|Qty|Price Point Name|SKU|Modifiers Applied|
Gross Sales|Discounts|Net Sales|Tax|Transaction ID|Payment ID|Device Name|Notes|Details|Event Type|
Location|Dining Option|Customer ID|Customer Name|Customer Reference ID|Unit|Count|
Itemization Type"""
SQUARE_TRANSACTIONS = """Date|Time|Time Zone|Gross Sales|Discounts|Service Charges|Net Sales|
Gift Card Sales|Tax|Tip|Partial Refunds|Total Collected|Source|Card|Card Entry Methods|Cash|Fees|
Net Total|Transaction ID|Payment ID|Card Brand|PAN Suffix|Device Name|Staff Name|Staff ID|Details|
Description|Event Type|Location|Dining Option|Customer ID|Customer Name|Customer Reference ID|
Refund Reason|Transaction Status"""


def square_head(order, when, event, own_id):
    return {"Date": when.strftime("%Y-%m-%d"), "Time": when.strftime("%H:%M:%S"),
            "Time Zone": "Eastern Time (US & Canada)", "Event Type": event, "Location": "Main",
            "Transaction ID": ("r" if own_id else "t") + "%dSq" % order.number,
            "Payment ID": "p%d%s" % (order.number, event[0]), "Customer ID": number_of(order),
            "Customer Name": order.name}


def square_item(order, line, when, event, own_id):
    sign = -1 if event == "Refund" else 1
    net, tax, off = without_tax(line.paid), tax_in(line.paid), line.discount + line.share
    return dict(square_head(order, when, event, own_id), **{
        "Category": line.product.category, "Item": line.product.name, "SKU": line.product.sku,
        "Qty": "%.1f" % (sign * line.quantity), "Price Point Name": "Regular",
        "Gross Sales": dollars(sign * (net + off)), "Discounts": dollars(-sign * off),
        "Net Sales": dollars(sign * net), "Tax": dollars(sign * tax),
        "Count": 1, "Itemization Type": "Physical Good"})


def square_refund(form, order, refund, lines, own_id):
    """Odd orders' refunds have a transaction of their own: a return without a purchase."""
    if own_id:
        form.count(order, number_of(order) or None, 0, refund, returned=True,
                   parts=parts_of(lines, -1) if lines else None, units=-pieces(lines or []))


def parts_of(lines, sign=1):
    return [(line.product.id, sign * line.paid) for line in lines]


def square_items(shop):
    form = Form("square-items.csv", "square-items")
    form.categories = {p.id: p.category for p in PRODUCTS}
    rows = []
    for order in [o for o in shop if o.kept]:
        rows += [square_item(order, line, order.when, "Payment", False) for line in order.lines]
        back = {"refunded": order.lines, "part": order.lines[:1]}.get(order.state, [])
        if order.by_amount:
            back = []  # an amount without items, which this export does not have
        own_id = order.number % 2 == 1
        rows += [square_item(order, line, later(order), "Refund", own_id) for line in back]
        refund = sum(line.paid for line in back)
        inside = [] if own_id else back
        form.count(order, number_of(order) or None, order.goods, 0 if own_id else refund,
                   parts=parts_of(order.lines) + parts_of(inside, -1),
                   units=pieces(order.lines) - pieces(inside))
        if back:
            square_refund(form, order, refund, back, own_id)
    form.write(columns(SQUARE_ITEMS), rows)
    return form


def in_parentheses(cents):
    return "(%s)" % dollars(-cents) if cents < 0 else dollars(cents)


def square_transaction(order, when, event, own_id, net, tax, tip, partial):
    total = net + tax + tip + partial
    fee = -(total * 29 // 1000) if event == "Payment" else 0
    return dict(square_head(order, when, event, own_id), **{
        "Gross Sales": in_parentheses(net), "Discounts": "$0.00", "Service Charges": "$0.00",
        "Net Sales": in_parentheses(net), "Gift Card Sales": "$0.00", "Tax": in_parentheses(tax),
        "Tip": in_parentheses(tip), "Partial Refunds": in_parentheses(partial),
        "Total Collected": in_parentheses(total), "Source": "Point of Sale",
        "Card": in_parentheses(total), "Cash": "$0.00", "Fees": in_parentheses(fee),
        "Net Total": in_parentheses(total + fee), "Transaction Status": "Complete"})


def square_transactions(shop):
    form = Form("square-transactions.csv", "square-transactions")
    rows = []
    for order in [o for o in shop if o.kept]:
        own_id = order.number % 2 == 1
        nets = [without_tax(line.paid) for line in order.lines]
        taxes = [tax_in(line.paid) for line in order.lines]
        rows.append(square_transaction(order, order.when, "Payment", False, sum(nets), sum(taxes),
                                       order.tip, 0))
        refund = {"refunded": order.goods, "part": order.refund}.get(order.state, 0)
        if order.state == "refunded":
            rows.append(square_transaction(order, later(order), "Refund", own_id, -sum(nets),
                                           -sum(taxes), -order.tip, 0))
        elif order.by_amount:
            rows.append(square_transaction(order, later(order), "Refund", own_id, 0, 0, 0, -refund))
        elif refund:
            rows.append(square_transaction(order, later(order), "Refund", own_id, -nets[0],
                                           -taxes[0], 0, 0))
        form.count(order, number_of(order) or None, order.goods, 0 if own_id else refund)
        if refund:
            square_refund(form, order, refund, None, own_id)
    form.write(columns(SQUARE_TRANSACTIONS), rows)
    return form


# --- Lightspeed -------------------------------------------------------------------------------

LIGHTSPEED = """Date|Receipt Number|Line Type|Customer Code|Customer Name|Note|Quantity|Subtotal|
Sales Tax|Discount|Loyalty|Total|Paid|Details|Register|User|Status|Sku|AccountCodeSale|
AccountCodePurchase"""
LIGHTSPEED_STATUS = {"pending": "SAVED", "cancelled": "VOIDED", "cancelled_refunded": "VOIDED"}


def lightspeed_rows(order, receipt, when, lines, sign, status):
    head = {"Date": stamp(when), "Receipt Number": receipt, "Register": "Main", "User": "Sam",
            "Status": status, "Customer Code": order.customer.code if order.customer else "WALKIN",
            "Customer Name": order.name}
    total = sign * sum(line.paid for line in lines)
    rows = [dict(head, **{
        "Line Type": "Sale", "Quantity": sign * sum(line.quantity for line in lines),
        "Subtotal": money(sign * sum(without_tax(line.paid) for line in lines)),
        "Sales Tax": money(sign * sum(tax_in(line.paid) for line in lines)), "Total": money(total),
        "Paid": money(total if status in ("CLOSED", "ONACCOUNT_CLOSED") else 0),
        "Details": ", ".join(line.product.name for line in lines)})]
    rows += [{"Date": stamp(when), "Receipt Number": receipt, "Line Type": "Sale Line",
              "Quantity": sign * line.quantity, "Subtotal": money(sign * without_tax(line.paid)),
              "Sales Tax": money(sign * tax_in(line.paid)), "Total": money(sign * line.paid),
              "Discount": money(line.discount + line.share), "Details": line.product.name,
              "Sku": line.product.sku} for line in lines]
    if status in ("CLOSED", "ONACCOUNT_CLOSED"):
        rows.append({"Date": stamp(when), "Receipt Number": receipt, "Line Type": "Payment",
                     "Paid": money(total), "Details": "Cash"})
    return rows


def lightspeed(shop):
    form = Form("lightspeed-sales.csv", "lightspeed-sales")
    rows = []
    for order in [o for o in shop if o.state != "failed"]:
        status = LIGHTSPEED_STATUS.get(
            order.state, ["CLOSED", "CLOSED", "ONACCOUNT_CLOSED", "ONACCOUNT"][order.number % 4])
        new = lightspeed_rows(order, str(order.number), order.when, order.lines, 1, status)
        key = order.customer.code if order.customer else None
        form.count(order, key, order.goods, 0, ("Status", status) if not order.kept else None,
                   weights=parts_of(order.lines), units=pieces(order.lines))
        back = {"refunded": order.lines, "part": order.lines[:1]}.get(order.state, [])
        if back:
            new += lightspeed_rows(order, "%d-R" % order.number, later(order), back, -1, "CLOSED")
            form.count(order, key, 0, sum(line.paid for line in back), returned=True,
                       weights=parts_of(back, -1), units=-pieces(back))
        rows += new
    form.leave_row("Line Type", "Payment", sum(r["Line Type"] == "Payment" for r in rows))
    form.write(columns(LIGHTSPEED), rows)
    return form


# --- Odoo -------------------------------------------------------------------------------------

ODOO_SALES = """Order Reference|Order Date|Customer|Customer/Email|Salesperson|Total|Currency|
Status|Order Lines/Product|Order Lines/Quantity|Order Lines/Unit Price|Order Lines/Discount (%)|
Order Lines/Subtotal"""
ODOO_STATUS = {"pending": "Quotation Sent", "failed": "Quotation", "cancelled": "Cancelled",
               "cancelled_refunded": "Cancelled"}


def odoo_sales(shop):
    form = Form("odoo-sales.csv", "odoo-sales", "EUR")
    rows = []
    for order in reversed(shop):
        status = ODOO_STATUS.get(order.state, "Sales Order")
        sold = [(line.product.name, line.quantity, line.product.price, without_tax(line.paid))
                for line in order.lines]
        if order.shipping:
            sold.append(("Delivery", 1, order.shipping, without_tax(order.shipping)))
        for i, (name, quantity, price, subtotal) in enumerate(sold):
            row = {"Order Lines/Product": name, "Order Lines/Quantity": "%.1f" % quantity,
                   "Order Lines/Unit Price": money(price), "Order Lines/Discount (%)": "0.0",
                   "Order Lines/Subtotal": money(subtotal)}
            if i == 0:
                row.update({"Order Reference": "S%05d" % order.number,
                            "Order Date": stamp(order.when), "Customer": order.name,
                            "Customer/Email": order.email, "Salesperson": "Mitchell Admin",
                            "Total": money(order.total), "Currency": "EUR", "Status": status})
            rows.append(row)
        form.count(order, order.email.lower() or order.name or None, order.total, 0,
                   ("Status", status) if not order.kept else None,
                   weights=[(name, subtotal) for name, _, _, subtotal in sold],
                   units=sum(quantity for _, quantity, _, _ in sold))
    form.write(columns(ODOO_SALES), rows, quote=csv.QUOTE_ALL)
    return form


ODOO_POS = """Order Ref|Receipt Number|Date|Customer|Total|Status|Order Lines/Product|
Order Lines/Quantity|Order Lines/Unit Price|Order Lines/Tax Excl.|Order Lines/Tax Incl."""


def odoo_pos_rows(order, ref, when, lines, sign, status):
    rows = []
    for i, line in enumerate(lines):
        row = {"Order Lines/Product": line.product.name,
               "Order Lines/Quantity": "%.2f" % (sign * line.quantity),
               "Order Lines/Unit Price": money(line.product.price),
               "Order Lines/Tax Excl.": money(sign * without_tax(line.paid)),
               "Order Lines/Tax Incl.": money(sign * line.paid)}
        if i == 0:
            row.update({"Order Ref": ref, "Receipt Number": "Order 00%d-001" % order.number,
                        "Date": stamp(when), "Customer": order.name, "Status": status,
                        "Total": money(sign * sum(line.paid for line in lines))})
        rows.append(row)
    return rows


def odoo_pos(shop):
    form = Form("odoo-pos.csv", "odoo-pos")
    rows = []
    for order in [o for o in shop if o.kept or o.state in ("pending", "cancelled")]:
        status = {"pending": "New", "cancelled": "Cancelled"}.get(
            order.state, ["Paid", "Posted", "Invoiced"][order.number % 3])
        key = order.name or None
        new = odoo_pos_rows(order, "Shop/%d" % order.number, order.when, order.lines, 1, status)
        form.count(order, key, order.goods, 0, ("Status", status) if not order.kept else None,
                   weights=[(line.product.name, line.paid) for line in order.lines],
                   units=pieces(order.lines))
        back = {"refunded": order.lines, "part": order.lines[:1]}.get(order.state, [])
        if back:
            new += odoo_pos_rows(order, "Shop/%d REFUND" % order.number, later(order), back, -1,
                                 "Posted")
            form.count(order, key, 0, sum(line.paid for line in back), returned=True,
                       weights=[(line.product.name, -line.paid) for line in back],
                       units=-pieces(back))
        rows += new
    form.write(columns(ODOO_POS), rows, quote=csv.QUOTE_ALL)
    return form


# --- Stripe -----------------------------------------------------------------------------------

STRIPE = """id|Created date (UTC)|Amount|Amount Refunded|Currency|Captured|Converted Amount|
Converted Amount Refunded|Converted Currency|Decline Reason|Description|Fee|Is Link|Link Funding|
Mode|PaymentIntent ID|Payment Source Type|Refunded date (UTC)|Statement Descriptor|Status|
Seller Message|Taxes On Fee|Card ID|Card Name|Card Address Country|Card Issue Country|
Card Fingerprint|Customer ID|Customer Description|Customer Email|Invoice ID|Transfer"""
STRIPE_OLD = """id|Description|Created (UTC)|Amount|Amount Refunded|Currency|Converted Amount|
Converted Amount Refunded|Fee|Tax|Converted Currency|Mode|Status|Statement Descriptor|Customer ID|
Customer Description|Customer Email|Captured|Card ID|Card Last4|Card Brand|Card Name|
Card Address Country|Card Issue Country|Card Fingerprint|Disputed Amount|Invoice ID"""
STRIPE_STATUS = {"pending": "Requires payment method", "failed": "Failed", "cancelled": "Canceled",
                 "refunded": "Refunded", "cancelled_refunded": "Refunded"}


def stripe(shop, old=False):
    form = Form("stripe-charges.csv" if old else "stripe-payments.csv", "stripe-payments", "EUR")
    rows = []
    for order in reversed(shop):
        status = STRIPE_STATUS.get(order.state, "Paid")
        if old and order.state in ("pending", "cancelled"):
            status = "Paid"  # authorised and never captured
        captured = order.kept or order.state == "cancelled_refunded"
        abroad = order.number % 9 == 0  # paid in dollars, settled in euros
        show = (lambda cents: money(cents * 11 // 10)) if abroad else money
        settled = status != "Failed"
        rows.append({
            "id": "ch_%09dXq" % order.number,
            "Created (UTC)" if old else "Created date (UTC)":
                order.when.strftime("%Y-%m-%d %H:%M" + ("" if old else ":%S")),
            "Amount": show(order.total), "Amount Refunded": show(order.refunded),
            "Currency": "usd" if abroad else "eur", "Captured": "true" if captured else "false",
            "Converted Amount": money(order.total) if settled else "",
            "Converted Amount Refunded": money(order.refunded) if settled else "",
            "Converted Currency": "eur" if settled else "", "Fee": "0.30",
            "Mode": "Test" if order.test else "Live", "Status": status,
            "Customer ID": "cus_%04dZk" % order.customer.number if order.customer else "",
            "Customer Email": order.email, "Card Name": order.name,
            "Card Address Country": order.country, "Description": "Order %d" % order.number})
        left = (("Mode", "Test") if order.test else
                ("Status", status) if status in ("Requires payment method", "Failed", "Canceled")
                else ("Captured", "false") if not captured else None)
        key = order.email.lower() or ("cus_%04dZk" % order.customer.number if order.customer
                                      else None)
        gross = order.total if settled or not abroad else order.total * 11 // 10
        form.count(order, key, gross, order.refunded, left)
    if not old:  # two downloads pasted together
        rows.append(rows[-1])
        form.copies = 1
    form.write(columns(STRIPE_OLD if old else STRIPE), rows)
    return form


# --- PayPal -----------------------------------------------------------------------------------

PAYPAL = """Date|Time|TimeZone|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address|
To Email Address|Transaction ID|Shipping Address|Address Status|Item Title|Item ID|
Shipping and Handling Amount|Insurance Amount|Sales Tax|Option 1 Name|Option 1 Value|Option 2 Name|
Option 2 Value|Reference Txn ID|Invoice Number|Custom Number|Quantity|Receipt ID|Balance|
Address Line 1|Address Line 2/District/Neighborhood|Town/City|
State/Province/Region/County/Territory/Prefecture/Republic|Zip/Postal Code|Country|
Contact Phone Number|Subject|Note|Country Code|Balance Impact"""
SELLER = "shop@example.com"


def paypal_row(when, kind, cents, fee=0, **more):
    return (when, dict({
        "Date": when.strftime("%d/%m/%Y"), "Time": when.strftime("%H:%M:%S"), "TimeZone": "CET",
        "Type": kind, "Status": "Completed", "Currency": "EUR",
        "Gross": money(cents, thousands=","), "Fee": money(fee),
        "Net": money(cents + fee, thousands=","),
        "Balance Impact": "Debit" if cents < 0 else "Credit"}, **more))


def paypal(shop):
    form = Form("paypal-activity.csv", "paypal-activity", "EUR")
    rows = []
    for order in shop:
        code = "%d7AX" % order.number
        status = {"pending": "Pending", "failed": "Denied", "cancelled": "Canceled"}.get(
            order.state, "Completed")
        kind = ["Express Checkout Payment", "Website Payment", "Mobile Payment"][order.number % 3]
        rows.append(paypal_row(order.when, kind, order.total, -35, **{
            "Name": order.name, "Status": status, "From Email Address": order.email,
            "To Email Address": SELLER, "Transaction ID": code, "Country Code": order.country}))
        if status != "Completed":  # the row is no payment at all
            form.leave_row("Status", status)
            continue
        if order.refunded:
            rows.append(paypal_row(later(order), "Payment Refund", -order.refunded, **{
                "Name": order.name, "From Email Address": SELLER, "To Email Address": order.email,
                "Transaction ID": code + "R", "Reference Txn ID": code}))
        form.count(order, order.email.lower() or None, order.total, order.refunded)
    # A refund of something sold before the file begins, to the best customer.
    spent = {}
    for order in [o for o in shop if o.email and o.kept]:
        spent[order.customer] = spent.get(order.customer, 0) + order.total - order.refunded
    best = max(spent, key=lambda c: spent[c])
    known = next(o for o in shop if o.customer is best)
    rows.append(paypal_row(shop[0].when, "Payment Refund", -1999, **{
        "From Email Address": SELLER, "To Email Address": known.email, "Transaction ID": "0OLD1",
        "Reference Txn ID": "0OLD0"}))
    form.count(known, known.email.lower(), 0, 1999, returned=True)
    for order in shop[10::25]:
        rows.append(paypal_row(later(order), "General Withdrawal", -50000,
                               **{"Transaction ID": "W%d" % order.number}))
        rows.append(paypal_row(later(order), "Website Payment", -4200, **{
            "Name": "Box & Tape", "From Email Address": SELLER,
            "To Email Address": "boxes@example.com", "Transaction ID": "B%d" % order.number}))
        rows.append(paypal_row(later(order), "Tax collected by partner", -321,
                               **{"Transaction ID": "T%d" % order.number}))
    rows.sort(key=lambda r: r[0], reverse=True)
    for column, value in (("Type", "General Withdrawal"), ("Type", "Website Payment"),
                          ("Type", "Tax collected by partner")):
        form.leave_row(column, value, len(shop[10::25]))
    form.write(columns(PAYPAL), [row for _, row in rows], quote=csv.QUOTE_ALL, bom=True)
    return form


def forms(shop):
    own = [o for o in shop if not o.test]
    return [square_items(own), square_transactions(own), lightspeed(own), odoo_sales(own),
            odoo_pos(own), stripe(shop), stripe(shop, old=True), paypal(own)]
