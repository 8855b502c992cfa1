"""Exports of WooCommerce: its own and those of three plugins."""
from form import Form, columns, email_or_phone, money, pieces, stamp
from shop import tax_in, without_tax

WOO_LABEL = {"paid": "Completed", "part": "Completed", "pending": "Pending payment",
             "cancelled": "Cancelled", "cancelled_refunded": "Cancelled", "refunded": "Refunded",
             "failed": "Failed"}


def woo_status(order, slug):
    label = "Awaiting pickup" if order.custom else WOO_LABEL[order.state]
    if not order.custom and order.state == "paid":
        label = ["Completed", "Completed", "Processing", "On hold"][order.number % 4]
    if not slug:
        return label
    return {"Pending payment": "pending"}.get(label, label.lower().replace(" ", "-"))


def woo_left(order, column, slug):
    """(what leaves it out, what is unknown of it)"""
    status = (column, woo_status(order, slug))
    return (status if order.state in ("pending", "cancelled", "cancelled_refunded", "failed")
            else None, status if order.custom else None)


def woocommerce_analytics(shop):
    form = Form("woocommerce-analytics.csv", "woocommerce-analytics")
    rows = []
    for order in shop:
        net = sum(without_tax(line.paid) for line in order.lines)
        known = order.customer is not None
        name = order.name if known else ["Guest", " "][order.number % 2]
        row = {"Date": stamp(order.when), "Order #": order.number,
               "N. Revenue (formatted)": "&euro;" + money(net, ",", "."),
               "Status": woo_status(order, True), "Customer": name,
               "Customer type": "returning" if order.number % 3 else "new",
               "Product(s)": ", ".join("%d× %s" % (line.quantity, line.product.name)
                                       for line in order.lines),
               "Items sold": sum(line.quantity for line in order.lines),
               "Coupon(s)": "TEA10" if order.coupon else "", "Net Sales": money(net),
               "Attribution": "Direct"}
        rows.append((order.when, row))
        refund = {"refunded": net, "part": without_tax(order.lines[0].paid)}.get(order.state, 0)
        # A refund has a row of its own, a day later; some files lack it though the status says so.
        if refund and not (order.state == "refunded" and order.number % 2):
            later = order.when.replace(hour=23, minute=59)
            rows.append((later, dict(row, **{
                "Date": stamp(later), "N. Revenue (formatted)": "-&euro;" + money(refund, ",", "."),
                "Items sold": 0, "Net Sales": money(-refund), "Coupon(s)": ""})))
        left, unknown = woo_left(order, "Status", True)
        form.count(order, order.name if known else None, net, refund, left, unknown)
    rows.sort(key=lambda r: r[0], reverse=True)
    form.write(columns("Date|Order #|N. Revenue (formatted)|Status|Customer|Customer type|"
                       "Product(s)|Items sold|Coupon(s)|Net Sales|Attribution"),
               [row for _, row in rows])
    return form


ADVANCED = """Order Number|Order Status|Order Date|Customer Note|First Name (Billing)|
Last Name (Billing)|Company (Billing)|Address 1&2 (Billing)|City (Billing)|State Code (Billing)|
Postcode (Billing)|Country Code (Billing)|Email (Billing)|Phone (Billing)|Payment Method Title|
Cart Discount Amount|Order Subtotal Amount|Shipping Method Title|Order Shipping Amount|
Order Refund Amount|Order Total Amount|Order Total Tax Amount"""
ADVANCED_ITEM = "|SKU|Item #|Item Name|Quantity (- Refund)|Item Cost|Coupon Code|Discount Amount"


def woocommerce_order_export(shop, items):
    form = Form("woocommerce-order-export-%s.csv" % ("items" if items else "orders"),
                "woocommerce-order-export")
    rows = []
    for order in shop:
        head = {"Order Number": order.number, "Order Status": woo_status(order, False),
                "Order Date": order.when.strftime("%Y-%m-%d %H:%M"),
                "First Name (Billing)": order.customer.first if order.customer else "",
                "Last Name (Billing)": order.customer.last if order.customer else "",
                "Country Code (Billing)": order.country, "Email (Billing)": order.email,
                "Phone (Billing)": order.phone, "Payment Method Title": "iDEAL",
                "Cart Discount Amount": money(order.coupon),
                "Order Subtotal Amount": money(sum(line.list_total for line in order.lines)),
                "Order Shipping Amount": money(order.shipping),
                "Order Refund Amount": money(order.refunded),
                "Order Total Amount": money(order.total),
                "Order Total Tax Amount": money(tax_in(order.total))}
        weights, units = [], 0
        for i, line in enumerate(order.lines):
            back = line.quantity if order.state in ("refunded", "cancelled_refunded") or (
                order.state == "part" and i == 0) else 0
            cost = without_tax(line.product.price)
            weights.append((line.product.id, (line.quantity - back) * cost))
            units += line.quantity - back
            rows.append(dict(head, **{
                "SKU": line.product.sku, "Item #": i + 1, "Item Name": line.product.name,
                "Quantity (- Refund)": line.quantity - back, "Item Cost": money(cost)}))
        if not items:
            rows = rows[:-len(order.lines)] + [head]
        left, unknown = woo_left(order, "Order Status", False)
        form.count(order, email_or_phone(order), order.total, order.refunded, left, unknown,
                   weights=weights if items else None, units=units)
    form.write(columns(ADVANCED + (ADVANCED_ITEM if items else "")), rows, bom=items)
    return form


CSV_EXPORT = """order_id|order_number_formatted|order_number|%s|status|shipping_total|
shipping_tax_total|fee_total|fee_tax_total|tax_total|discount_total|order_total|refunded_total|
order_currency|payment_method|shipping_method|customer_id|billing_first_name|billing_last_name|
billing_full_name|billing_company|billing_email|billing_phone|billing_country|customer_note|%s|
shipping_items|refunds|order_notes|download_permissions"""
CSV_ITEM = """item_id|item_product_id|item_name|item_sku|item_quantity|item_total|item_total_tax|
item_meta"""
IMPORT_EXPORT = """order_id|order_number|order_date|paid_date|status|shipping_total|
shipping_tax_total|fee_total|fee_tax_total|tax_total|cart_discount|order_discount|discount_total|
order_total|order_subtotal|order_key|order_currency|payment_method|payment_method_title|
transaction_id|shipping_method|customer_id|customer_user|customer_email|billing_first_name|
billing_last_name|billing_email|billing_phone|billing_country|customer_note|refund_items|
order_notes|line_item_1|line_item_2|line_item_3|line_item_4"""


def woo_head(order):
    return {"order_id": order.number + 7000, "order_number": order.number,
            "status": woo_status(order, True),
            "shipping_total": money(without_tax(order.shipping)),
            "shipping_tax_total": money(tax_in(order.shipping)), "fee_total": "0.00",
            "fee_tax_total": "0.00", "tax_total": money(tax_in(order.total)),
            "discount_total": money(order.coupon), "order_total": money(order.total),
            "order_currency": "EUR", "payment_method": "mollie_wc_gateway_ideal",
            "customer_id": order.customer.number + 100 if order.account else 0,
            "billing_first_name": order.customer.first if order.customer else "",
            "billing_last_name": order.customer.last if order.customer else "",
            "billing_email": order.email, "billing_phone": order.phone,
            "billing_country": order.country}


def item_text(line):
    return "name:%s|product_id:%d|sku:%s|quantity:%d|total:%s" % (
        line.product.name.replace(":", "="), line.product.number, line.product.sku, line.quantity,
        money(without_tax(line.paid)))


def woocommerce_csv_export(shop, items):
    form = Form("woocommerce-csv-export-%s.csv" % ("items" if items else "orders"),
                "woocommerce-csv-export", "EUR")
    rows = []
    for order in shop:
        head = dict(woo_head(order), billing_full_name=order.name,
                    order_number_formatted="" if items else "W-%d" % order.number,
                    refunded_total=money(order.refunded))
        head["order_date" if items else "date"] = stamp(order.when)
        if items:
            rows += [dict(head, item_id=order.number * 10 + i, item_product_id=line.product.number,
                          item_name=line.product.name, item_sku=line.product.sku,
                          item_quantity=line.quantity, item_total=money(without_tax(line.paid)),
                          item_total_tax=money(tax_in(line.paid)))
                     for i, line in enumerate(order.lines)]
        else:
            rows.append(dict(head, line_items=";".join(item_text(line) for line in order.lines)))
        left, unknown = woo_left(order, "status", True)
        ids = [(p.sku or str(p.number), without_tax(line.paid))
               for p, line in ((line.product, line) for line in order.lines)]
        form.count(order, email_or_phone(order), order.total, order.refunded, left, unknown,
                   weights=ids if items else None, units=pieces(order.lines))
    names = ("order_date", CSV_ITEM) if items else ("date", "line_items")
    form.write(columns(CSV_EXPORT % names), rows)
    return form


def woocommerce_import_export(shop):
    form = Form("woocommerce-import-export.csv", "woocommerce-import-export", "EUR")
    rows = []
    for order in shop:
        row = dict(woo_head(order), order_date=stamp(order.when), customer_email=order.email,
                   cart_discount=money(order.coupon),
                   order_subtotal=money(sum(line.list_total for line in order.lines)))
        row["refund_items"] = "amount:-%s|reason:" % money(order.refunded) if order.refunded else ""
        for i, line in enumerate(order.lines):
            row["line_item_%d" % (i + 1)] = item_text(line)
        rows.append(row)
        left, unknown = woo_left(order, "status", True)
        form.count(order, email_or_phone(order), order.total,
                   order.total if order.state == "refunded" else 0, left, unknown)
    form.write(columns(IMPORT_EXPORT), rows)
    return form


def forms(shop):
    own = [o for o in shop if not o.test]
    return [woocommerce_analytics(own), woocommerce_order_export(own, True),
            woocommerce_order_export(own, False), woocommerce_csv_export(own, True),
            woocommerce_csv_export(own, False), woocommerce_import_export(own)]
