"""Exports of market places: Etsy, Amazon, eBay, and the Olist folder."""
from form import Form, columns, money, pieces, stamp
from shop import tax_in

# --- Etsy -------------------------------------------------------------------------------------

ETSY_ORDERS = """Sale Date|Order ID|Buyer User ID|Full Name|First Name|Last Name|Number of Items|
Payment Method|Date Shipped|Street 1|Street 2|Ship City|Ship State|Ship Zipcode|Ship Country|
Currency|Order Value|Coupon Code|Coupon Details|Discount Amount|Shipping Discount|Shipping|
Sales Tax|Order Total|Status|Card Processing Fees|Order Net|Adjusted Order Total|
Adjusted Card Processing Fees|Adjusted Net Order Amount|Buyer|Order Type|Payment Type|
InPerson Discount|InPerson Location|SKU"""
ETSY_ITEMS = """Sale Date|Item Name|Buyer|Quantity|Price|Coupon Code|Coupon Details|Discount Amount|
Shipping Discount|Order Shipping|Order Sales Tax|Item Total|Currency|Transaction ID|Listing ID|
Date Paid|Date Shipped|Ship Name|Ship Address1|Ship Address2|Ship City|Ship State|Ship Zipcode|
Ship Country|Order ID|Variations|Order Type|Listings Type|Payment Type|InPerson Discount|
InPerson Location|VAT Paid by Buyer|SKU"""


def username(order):
    return order.customer.username if order.customer else ""


def etsy_day(order):
    return order.when.strftime("%m/%d/%y")


def etsy_orders(shop):
    form = Form("etsy-orders.csv", "etsy-orders", "USD")
    rows = []
    for order in [o for o in shop if o.state not in ("pending", "failed")]:
        status = ("Refunded" if order.state == "refunded" else
                  "Canceled" if order.state.startswith("cancelled") else
                  ["Completed", ""][order.number % 2])
        listed = sum(line.list_total for line in order.lines)
        rows.append({
            "Sale Date": etsy_day(order), "Order ID": 3800000000 + order.number,
            "Buyer User ID": username(order), "Full Name": order.name,
            "First Name": order.customer.first if order.customer else "",
            "Last Name": order.customer.last if order.customer else "",
            "Number of Items": sum(line.quantity for line in order.lines),
            "Payment Method": "Credit Card", "Ship Country": order.country, "Currency": "USD",
            "Order Value": money(listed), "Discount Amount": money(listed - order.goods),
            "Shipping Discount": "0.00", "Shipping": money(order.shipping), "Sales Tax": "0.00",
            "Order Total": money(order.total), "Status": status, "Card Processing Fees": "0.80",
            "Order Net": money(order.total - 80),
            "Adjusted Order Total":
                money(order.total - order.refund if order.state == "part" else 0),
            "Adjusted Card Processing Fees": "0.00", "Adjusted Net Order Amount": "0.00",
            "Buyer": username(order) or "Guest", "Order Type": "online",
            "Payment Type": "online_cc"})
        form.count(order, username(order) or None, order.total,
                   order.refunded if order.kept else 0,
                   ("Status", status) if status == "Canceled" else None)
    form.write(columns(ETSY_ORDERS), rows)
    return form


def etsy_items(shop):
    form = Form("etsy-items.csv", "etsy-items", "USD")
    rows = []
    for order in [o for o in shop if o.kept]:
        for i, line in enumerate(order.lines):
            rows.append({
                "Sale Date": etsy_day(order), "Item Name": line.product.name,
                "Buyer": username(order) or "Guest", "Quantity": line.quantity,
                "Price": money(line.product.price), "Coupon Code": "TEA10" if order.coupon else "",
                "Discount Amount": money(line.discount + line.share), "Shipping Discount": "0.00",
                "Order Shipping": money(order.shipping if i == 0 else 0),
                "Order Sales Tax": "0.00", "Item Total": money(line.list_total), "Currency": "USD",
                "Transaction ID": 4000000000 + order.number * 10 + i,
                "Listing ID": 1400000000 + line.product.number, "Date Paid": etsy_day(order),
                "Ship Name": order.name, "Ship Country": order.country,
                "Order ID": 3800000000 + order.number, "Order Type": "online",
                "Listings Type": "listing", "Payment Type": "online_cc", "SKU": line.product.sku})
        form.count(order, username(order) or None, order.goods, parts=[
            (line.product.sku or str(1400000000 + line.product.number), line.paid)
            for line in order.lines], units=pieces(order.lines))
    form.write(columns(ETSY_ITEMS), rows)
    return form


# --- Amazon -----------------------------------------------------------------------------------

AMAZON = """order-id|order-item-id|purchase-date|payments-date|buyer-email|buyer-name|
buyer-phone-number|sku|product-name|quantity-purchased|currency|item-price|item-tax|shipping-price|
shipping-tax|gift-wrap-price|gift-wrap-tax|ship-service-level|recipient-name|ship-address-1|
ship-city|ship-postal-code|ship-country|item-promotion-discount|item-promotion-id|
ship-promotion-discount|ship-promotion-id"""
AMAZON_ALL = """amazon-order-id|merchant-order-id|purchase-date|last-updated-date|order-status|
fulfillment-channel|sales-channel|order-channel|ship-service-level|product-name|sku|asin|
item-status|quantity|currency|item-price|item-tax|shipping-price|shipping-tax|gift-wrap-price|
gift-wrap-tax|item-promotion-discount|ship-promotion-discount|ship-city|ship-state|
ship-postal-code|ship-country|promotion-ids|is-business-order|purchase-order-number|
price-designation"""


def amazon_line(order, i, line):
    off = line.discount + line.share
    return {"purchase-date": order.when.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            "sku": line.product.sku or "GIFT", "product-name": line.product.name, "currency": "EUR",
            "item-price": money(line.list_total), "item-tax": money(tax_in(line.list_total)),
            "shipping-price": money(order.shipping) if i == 0 else "0.00",
            # Written with either sign, as the two reports do.
            "item-promotion-discount": money(-off if order.number % 2 else off) if off else "",
            "ship-country": order.country}


def amazon_orders(shop):
    form = Form("amazon-orders.txt", "amazon-orders", "EUR")
    rows = []
    for order in [o for o in shop if o.kept]:
        buyer = "q%05dx@marketplace.example.com" % (order.customer.number * 7) \
            if order.customer else ""
        rows += [dict(amazon_line(order, i, line), **{
            "order-id": "405-%07d-0000001" % order.number,
            "order-item-id": "%014d" % (order.number * 10 + i), "buyer-email": buyer,
            "buyer-name": order.name, "quantity-purchased": line.quantity})
            for i, line in enumerate(order.lines)]
        parts = [(line.product.sku or "GIFT", line.paid + (order.shipping if i == 0 else 0))
                 for i, line in enumerate(order.lines)]
        form.count(order, buyer or None, order.total, parts=parts, units=pieces(order.lines))
    rows.append(rows[3])  # the first line of another download
    form.copies = 1
    form.write(columns(AMAZON), rows, delimiter="\t", end="\r\n")
    return form


def amazon_all_orders(shop):
    form = Form("amazon-all-orders.txt", "amazon-all-orders")
    form.refused = True
    rows = [dict(amazon_line(order, i, line), **{
        "amazon-order-id": "405-%07d-0000001" % order.number, "order-status": "Shipped",
        "asin": "B0%08d" % line.product.number, "item-status": "Shipped",
        "quantity": line.quantity, "sales-channel": "Amazon.de"})
        for order in shop[:30] for i, line in enumerate(order.lines)]
    form.write(columns(AMAZON_ALL), rows, delimiter="\t", end="\r\n")
    return form


# --- eBay -------------------------------------------------------------------------------------

EBAY = """Sales Record Number|Order Number|Buyer Username|Buyer Name|Buyer Email|Buyer Note|
Buyer Country|Ship To Name|Ship To Country|Item Number|Item Title|Custom Label|
Sold Via Promoted Listings|Quantity|Sold For|Shipping And Handling|eBay Collected Tax|
Total Price|eBay Collected Tax and Fees Included in Total|Payment Method|Sale Date|Paid On Date|
Ship By Date|Shipped On Date|Feedback Left|My Item Note|Tracking Number|Transaction ID|
Variation Details"""


def pounds(cents):
    return "£" + money(cents, thousands=",")


def ebay_item(order, i, line):
    return {"Sales Record Number": order.number, "Buyer Username": username(order),
            "Item Number": 400000000000 + line.product.number, "Item Title": line.product.name,
            "Custom Label": line.product.sku, "Quantity": line.quantity,
            "Sold For": pounds(line.product.price), "Sale Date": order.when.strftime("%d-%b-%y"),
            "Transaction ID": 1000000000000 + order.number * 10 + i}


def ebay(shop):
    form = Form("ebay-orders.csv", "ebay-orders")
    rows = []
    for order in [o for o in reversed(shop) if o.customer and "cancelled" not in o.state]:
        paid = order.kept
        items = [ebay_item(order, i, line) for i, line in enumerate(order.lines)]
        listed = sum(line.list_total for line in order.lines)
        if paid:
            # The order's figures stand on the row of its only item, else on one of their own.
            head = {"Order Number": "12-%05d-00001" % order.number, "Buyer Name": order.name,
                    "Buyer Country": order.country, "Ship To Name": order.name,
                    "Ship To Country": order.country,
                    "Shipping And Handling": pounds(order.shipping),
                    "eBay Collected Tax": pounds(0), "Total Price": pounds(order.total),
                    "eBay Collected Tax and Fees Included in Total": "No",
                    "Paid On Date": order.when.strftime("%d-%b-%y")}
            for item in items:
                item["Order Number"] = head["Order Number"]
                item["Paid On Date"] = head["Paid On Date"]
            if len(items) == 1:
                items[0].update(head)
            else:
                rows.append(dict(head, **{
                    "Sales Record Number": order.number, "Buyer Username": username(order),
                    "Quantity": sum(line.quantity for line in order.lines),
                    "Sold For": pounds(listed), "Sale Date": items[0]["Sale Date"]}))
        rows += items
        ids = [(line.product.sku or str(400000000000 + line.product.number), line.list_total)
               for line in order.lines]
        form.count(order, username(order), order.total if paid else listed, 0,
                   None if paid else ("Paid On Date", ""), weights=ids,
                   units=pieces(order.lines))
    commas = "," * (len(columns(EBAY)) - 1)
    form.no_sale_rows = 2  # the two lines below the table; blank lines are no rows
    form.write(columns(EBAY), [{}] + rows, before=commas + "\n", after=(
        '\n"%d","record(s) downloaded","from Jan-05-26 to Nov-30-26"\nSeller ID : tea_and_co\n'
        % len(form.entries)))
    form.rows = len(rows) + 2
    return form


# --- Olist ------------------------------------------------------------------------------------

OLIST_STATUS = {"pending": "created", "cancelled": "canceled", "cancelled_refunded": "canceled",
                "failed": "unavailable"}


def olist_id(kind, number):
    return "%s%031x" % (kind, number * 2654435761)


def olist_items(order):
    """A row a unit; the freight of the order on its first, which is no part of the amount."""
    rows = []
    for line in order.lines:
        for _ in range(line.quantity):
            rows.append({"order_id": olist_id("a", order.number), "order_item_id": len(rows) + 1,
                         "product_id": olist_id("c", line.product.number),
                         "seller_id": olist_id("e", 1), "shipping_limit_date": stamp(order.when),
                         "price": money(line.product.price),
                         "freight_value": money(0 if rows else order.shipping)})
    return rows


def english(category):
    """As the translation has it; herbs are not in it."""
    return "ervas" if category == "Herbal" else category.lower().replace(" ", "_")


def olist(shop):
    form = Form("olist", "olist")
    items, orders, people, payments, products = [], [], [], [], {}
    for order in shop:
        status = OLIST_STATUS.get(order.state,
                                  ["delivered", "delivered", "shipped"][order.number % 3])
        orders.append({"order_id": olist_id("a", order.number),
                       "customer_id": olist_id("b", order.number), "order_status": status,
                       "order_purchase_timestamp": stamp(order.when)})
        people.append({"customer_id": olist_id("b", order.number), "customer_unique_id":
                       olist_id("d", order.customer.number) if order.customer else "",
                       "customer_zip_code_prefix": "01000", "customer_city": "sao paulo",
                       "customer_state": "SP"})
        if order.state == "failed":
            continue  # unavailable: an order without items
        new = olist_items(order)
        items += new
        gross = sum(line.list_total for line in order.lines)
        payments.append({"order_id": olist_id("a", order.number), "payment_sequential": 1,
                         "payment_type": "credit_card", "payment_installments": 1,
                         "payment_value": money(gross + order.shipping + order.number % 2)})
        parts = []
        for line in order.lines:
            products[line.product.number] = line.product
            parts += [(olist_id("c", line.product.number), line.product.price)] * line.quantity
        key = olist_id("d", order.customer.number) if order.customer else None
        form.count(order, key, gross, 0,
                   ("order_status", status) if status == "canceled" else None, parts=parts)
    form.write(columns("order_id|order_item_id|product_id|seller_id|shipping_limit_date|price|"
                       "freight_value"), items, "olist/olist_order_items_dataset.csv")
    form.write(columns("order_id|customer_id|order_status|order_purchase_timestamp|"
                       "order_approved_at|order_delivered_carrier_date|"
                       "order_delivered_customer_date|order_estimated_delivery_date"), orders,
               "olist/olist_orders_dataset.csv")
    form.write(columns("customer_id|customer_unique_id|customer_zip_code_prefix|customer_city|"
                       "customer_state"), people, "olist/olist_customers_dataset.csv")
    form.write(columns("order_id|payment_sequential|payment_type|payment_installments|"
                       "payment_value"), payments, "olist/olist_order_payments_dataset.csv")
    form.categories = {olist_id("c", p.number): english(p.category) for p in products.values()}
    portuguese = {"Green tea": "cha_verde", "Black tea": "cha_preto", "Teaware": "louca",
                  "Herbal": "ervas", "": ""}
    form.write(columns("product_id|product_category_name|product_name_lenght|"
                       "product_description_lenght|product_photos_qty|product_weight_g"),
               [{"product_id": olist_id("c", n),
                 "product_category_name": portuguese[products[n].category]}
                for n in sorted(products)], "olist/olist_products_dataset.csv")
    form.write(columns("product_category_name|product_category_name_english"),
               [{"product_category_name": portuguese[c], "product_category_name_english":
                 english(c)} for c in ("Green tea", "Black tea", "Teaware")],
               "olist/product_category_name_translation.csv", bom=True)
    return form


def forms(shop):
    own = [o for o in shop if not o.test]
    return [etsy_orders(own), etsy_items(own), amazon_orders(own), amazon_all_orders(own),
            ebay(own), olist(own)]
