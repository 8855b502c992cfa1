"""Exports of shop systems: Shopify, Squarespace, Magento, PrestaShop, BigCommerce."""
import csv

from form import Form, columns, email_or_phone, money, pieces, stamp
from shop import tax_in, without_tax


def central_europe(when):
    return stamp(when, " +0200" if 4 <= when.month <= 10 else " +0100")


def weights_of(order):
    return [(line.product.id, line.list_total - line.discount) for line in order.lines]


# --- Shopify ----------------------------------------------------------------------------------

OLD = """Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|
Currency|Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Shipping Method|Created at|
Lineitem quantity|Lineitem name|Lineitem price|Lineitem compare at price|Lineitem sku|
Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|
Billing Street|Billing Address1|Billing Address2|Billing Company|Billing City|Billing Zip|
Billing Province|Billing Country|Billing Phone|Shipping Name|Shipping Street|Shipping Address1|
Shipping Address2|Shipping Company|Shipping City|Shipping Zip|Shipping Province|Shipping Country|
Shipping Phone|Notes|Note Attributes|Cancelled at"""
NEW = OLD + """|Payment Method|Payment Reference|Refunded Amount|Vendor|Outstanding Balance|
Employee|Location|Device ID|Id|Tags|Risk Level|Source|Lineitem discount|Tax 1 Name|Tax 1 Value|
Tax 2 Name|Tax 2 Value|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name|Payment ID|
Payment Terms Name|Next Payment Due At|Payment References"""
SHOPIFY_STATUS = {"paid": "paid", "pending": "pending", "cancelled": "voided",
                  "cancelled_refunded": "refunded", "refunded": "refunded",
                  "part": "partially_refunded", "failed": "expired"}


def shopify_rows(order, old):
    cancelled = order.state.startswith("cancelled")
    head = {
        "Financial Status": SHOPIFY_STATUS[order.state],
        "Paid at": central_europe(order.when) if order.kept else "",
        "Fulfillment Status": "fulfilled" if order.kept else "unfulfilled",
        "Accepts Marketing": "yes" if order.consent else "no", "Currency": "EUR",
        "Subtotal": money(order.goods), "Shipping": money(order.shipping),
        "Taxes": money(tax_in(order.total)), "Total": money(order.total),
        "Discount Code": "TEA10" if order.coupon else "", "Discount Amount": money(order.coupon),
        "Shipping Method": "Standard", "Billing Name": order.name, "Billing Country": order.country,
        "Shipping Name": order.name, "Shipping Country": order.country,
        "Cancelled at": central_europe(order.when) if cancelled else ""}
    if not old:
        head.update({"Payment Method": "Shopify Payments", "Refunded Amount": money(order.refunded),
                     "Outstanding Balance": money(order.total if order.state == "pending" else 0),
                     "Id": "54%011d" % order.number, "Risk Level": "Low",
                     "Source": "web" if order.customer else "pos", "Tax 1 Name": "NL VAT 21%",
                     "Tax 1 Value": money(tax_in(order.total)), "Phone": order.phone})
    rows = []
    for i, line in enumerate(order.lines):
        row = dict(head) if i == 0 else {}
        row.update({"Name": "#%d" % order.number, "Email": order.email,
                    "Created at": central_europe(order.when) if i == 0 or not old else "",
                    "Lineitem quantity": line.quantity, "Lineitem name": line.product.name,
                    "Lineitem price": money(line.product.price), "Lineitem sku": line.product.sku,
                    "Lineitem requires shipping": "true", "Lineitem taxable": "true",
                    "Lineitem fulfillment status": "fulfilled" if order.kept else "pending"})
        if not old:
            row.update({"Vendor": "Tea & Co", "Lineitem discount": money(line.discount)})
        rows.append(row)
    return rows


def shopify(shop, old=False):
    form = Form("shopify-orders-2012.csv" if old else "shopify-orders.csv", "shopify-orders", "EUR")
    rows = []
    for order in reversed(shop):
        rows += shopify_rows(order, old)
        left = (("Cancelled at", "") if order.state.startswith("cancelled") else
                ("Financial Status", "expired") if order.state == "failed" else None)
        refund = 0 if old and order.state == "part" else order.refunded
        weights = [(p, w + (line.discount if old else 0))
                   for (p, w), line in zip(weights_of(order), order.lines)]
        form.count(order, (order.email.lower() or None) if old else email_or_phone(order),
                   order.total, refund, left, weights=weights, consent=order.consent,
                   units=pieces(order.lines), vague=old and order.state == "part")
    form.write(columns(OLD if old else NEW), rows)
    return form


def shopify_mixed(shop):
    """Two currencies in one file, which is refused until somebody says what to do."""
    form = Form("shopify-mixed.csv", "shopify-orders")
    rows = []
    for i, order in enumerate([o for o in shop if o.state == "paid"][:12]):
        new = shopify_rows(order, False)
        new[0]["Currency"] = "USD" if i % 4 == 3 else "EUR"
        rows += new
    form.write(columns(NEW), rows)
    form.refused = True
    return form


# --- Squarespace ------------------------------------------------------------------------------

SQUARESPACE = """Order ID|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Currency|
Subtotal|Shipping|Taxes|Amount Refunded|Total|Discount Code|Discount Amount|Shipping Method|
Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku|Lineitem variant|
Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|
Billing Address1|Billing Address2|Billing City|Billing Zip|Billing Province|Billing Country|
Billing Phone|Shipping Name|Shipping Address1|Shipping Address2|Shipping City|Shipping Zip|
Shipping Province|Shipping Country|Shipping Phone|Cancelled at|Private Notes|Payment Method|
Payment Reference"""
SQUARESPACE_STATUS = {"paid": "PAID", "pending": "PENDING", "cancelled": "PENDING",
                      "cancelled_refunded": "REFUNDED", "refunded": "REFUNDED",
                      "part": "PARTIALLY_REFUNDED"}


def squarespace(shop):
    form = Form("squarespace-orders.csv", "squarespace-orders", "USD")
    rows = []
    for order in [o for o in reversed(shop) if o.state != "failed"]:
        at = stamp(order.when, " -0500")
        cancelled = order.state.startswith("cancelled")
        head = {"Email": order.email, "Financial Status": SQUARESPACE_STATUS[order.state],
                "Paid at": at if order.kept else "", "Fulfillment Status": "FULFILLED",
                "Currency": "USD", "Subtotal": money(order.goods),
                "Shipping": money(order.shipping), "Taxes": "0.00",
                "Amount Refunded": money(order.refunded),
                "Total": money(order.total), "Discount Amount": money(order.coupon),
                "Created at": at, "Billing Name": order.name, "Billing Country": order.country,
                "Billing Phone": order.phone, "Cancelled at": at if cancelled else "",
                "Payment Method": "Stripe"}
        for i, line in enumerate(order.lines):
            row = dict(head) if i == 0 else {}
            row.update({"Order ID": "%05d" % order.number, "Lineitem quantity": line.quantity,
                        "Lineitem name": line.product.name,
                        "Lineitem price": money(line.product.price),
                        "Lineitem sku": line.product.sku, "Lineitem taxable": "TRUE"})
            rows.append(row)
        form.count(order, email_or_phone(order), order.total, order.refunded,
                   ("Cancelled at", "") if cancelled else None,
                   weights=[(line.product.id, line.list_total) for line in order.lines],
                   units=pieces(order.lines))
    form.write(columns(SQUARESPACE), rows)
    return form


# --- Magento, PrestaShop, BigCommerce ---------------------------------------------------------

MAGENTO_STATUS = {"paid": "Complete", "part": "Complete", "pending": "Pending",
                  "cancelled": "Canceled", "cancelled_refunded": "Canceled", "refunded": "Closed",
                  "failed": "Pending Payment"}


def magento(shop):
    form = Form("magento-orders.csv", "magento-orders")
    rows = []
    for order in shop:
        status = MAGENTO_STATUS[order.state]
        refunded = order.refunded if order.kept else 0
        rows.append({
            "ID": "%09d" % order.number, "Purchase Point": "Main Website\nMain Store\n    English",
            "Purchase Date": order.when.strftime("%b ") + str(order.when.day)
            + order.when.strftime(", %Y %H:%M:%S %p"),
            "Bill-to Name": order.name, "Ship-to Name": order.name,
            "Grand Total (Base)": money(order.total) + "00",
            "Grand Total (Purchased)": money(order.total) + "00", "Status": status,
            "Customer Email": order.email,
            "Customer Group": "General" if order.account else "NOT LOGGED IN",
            "Subtotal": money(order.goods) + "00",
            "Shipping and Handling": money(order.shipping) + "00", "Customer Name": order.name,
            "Payment Method": "checkmo",
            "Total Refunded": money(refunded) + "00" if refunded else ""})
        left = ("Status", status) if status in ("Canceled", "Pending Payment") else None
        form.count(order, order.email.lower() or order.name or None, order.total, refunded, left)
    form.write(columns("ID|Purchase Point|Purchase Date|Bill-to Name|Ship-to Name|"
                       "Grand Total (Base)|Grand Total (Purchased)|Status|Billing Address|"
                       "Shipping Address|Shipping Information|Customer Email|Customer Group|"
                       "Subtotal|Shipping and Handling|Customer Name|Payment Method|"
                       "Total Refunded|Allocated sources|Pickup Location Code"), rows)
    return form


def magento_report(shop):
    form = Form("magento-report.csv", "magento-report")
    form.refused = True
    rows = []
    for month in range(1, 12):
        orders = [o for o in shop if o.when.month == month]
        rows.append({"Interval": "%d/2026" % month, "Orders": len(orders),
                     "Sales Total": "€" + money(sum(o.total for o in orders), thousands=",")})
    form.write(columns("Interval|Orders|Sales Items|Sales Total|Invoiced|Refunded|Sales Tax|"
                       "Sales Shipping|Sales Discount|Canceled"), rows)
    return form


PRESTASHOP_STATUS = {"paid": "Delivered", "part": "Partial refund",
                     "pending": "Awaiting bank wire payment", "cancelled": "Canceled",
                     "cancelled_refunded": "Canceled", "refunded": "Refunded",
                     "failed": "Payment error"}


def prestashop(shop):
    form = Form("prestashop-orders.csv", "prestashop-orders")
    rows = []
    for order in reversed(shop):
        status = "Handed to the courier" if order.custom else PRESTASHOP_STATUS[order.state]
        short = "%s. %s" % (order.customer.first[0], order.customer.last.upper()) \
            if order.customer else ""
        rows.append({"ID": order.number, "Reference": "REF%06X" % (order.number * 7919),
                     "New client": order.number % 2, "Delivery": order.country, "Customer": short,
                     "Total": "€" + money(order.total, thousands=","), "Payment": "Bank transfer",
                     "Status": status, "Date": stamp(order.when)})
        left = ("Status", status) if order.state not in ("paid", "refunded", "part") else None
        form.count(order, short or None, order.total,
                   order.total if order.state == "refunded" else 0, left,
                   ("Status", status) if order.custom else None, vague=order.state == "part")
    form.write(columns("ID|Reference|New client|Delivery|Customer|Total|Payment|Status|Date"), rows,
               delimiter=";")
    return form


BIGCOMMERCE = """Order ID|Customer ID|Customer Name|Customer Email|Customer Phone|Order Date|
Order Status|Subtotal (inc tax)|Subtotal (ex tax)|Tax Total|Shipping Cost (inc tax)|
Shipping Cost (ex tax)|Ship Method|Handling Cost (inc tax)|Handling Cost (ex tax)|
Order Total (inc tax)|Order Total (ex tax)|Payment Method|Total Quantity|Total Shipped|Date Shipped|
Order Currency Code|Exchange Rate|Order Notes|Customer Message|Billing First Name|
Billing Last Name|Billing Company|Billing Country|Billing Phone|Billing Email|Shipping Country|
Product Details|Store Credit Redeemed|Coupon Details|Refund Amount"""
BIGCOMMERCE_STATUS = {"paid": "Completed", "part": "Partially Refunded",
                      "pending": "Awaiting Payment", "cancelled": "Cancelled",
                      "cancelled_refunded": "Cancelled", "refunded": "Refunded",
                      "failed": "Declined"}


def bigcommerce(shop):
    form = Form("bigcommerce-orders.csv", "bigcommerce-orders", "EUR")
    rows = []
    for order in shop:
        status = BIGCOMMERCE_STATUS[order.state]
        account = bool(order.customer) and (order.account or not order.email)
        rows.append({
            "Order ID": order.number, "Customer ID": order.customer.number if account else 0,
            "Customer Name": order.name, "Customer Email": order.email,
            "Order Date": order.when.strftime("%m/%d/%Y"), "Order Status": status,
            "Subtotal (inc tax)": money(order.goods),
            "Subtotal (ex tax)": money(without_tax(order.goods)),
            "Tax Total": money(tax_in(order.total)),
            "Shipping Cost (inc tax)": money(order.shipping),
            "Order Total (inc tax)": money(order.total),
            "Order Total (ex tax)": money(without_tax(order.total)),
            "Total Quantity": sum(line.quantity for line in order.lines),
            "Order Currency Code": "EUR", "Exchange Rate": "1.0000000000",
            "Billing First Name": order.customer.first if order.customer else "",
            "Billing Last Name": order.customer.last if order.customer else "",
            "Billing Country": order.country, "Billing Email": order.email,
            "Product Details": "|".join(
                "Product ID: %d, Product Qty: %d, Product SKU: %s, Product Name: %s, "
                "Product Total Price: %s" % (line.product.number, line.quantity, line.product.sku,
                                             line.product.name, money(line.paid))
                for line in order.lines),
            "Refund Amount": money(order.refunded if order.kept else 0)})
        left = ("Order Status", status) if not order.kept else None
        key = order.email.lower() or (str(order.customer.number) if order.customer else None)
        form.count(order, key, order.total, order.refunded if order.kept else 0, left)
    form.write(columns(BIGCOMMERCE), rows, quote=csv.QUOTE_NONNUMERIC)
    return form


def forms(shop):
    own = [o for o in shop if not o.test]
    return [shopify(own), shopify(own, old=True), squarespace(own), magento(own),
            magento_report(own), prestashop(own), bigcommerce(own)]
