#!/bin/bash
# init on the shapes that shops' own databases have. Each shape is a small shop made here; what the
# written configuration gives must be what a query of the shop's own gives, to the cent.
. "$(dirname "$0")/lib.sh"

# make NAME <SQL: the shop. n(i) is 1, 2, …, 1000.
make() {
  { echo "PRAGMA foreign_keys = OFF; BEGIN; CREATE TEMP TABLE n (i);
      WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 1000) INSERT INTO n SELECT i FROM t;"
    cat
    echo "COMMIT;"; } | sqlite3 "$1.db" || fail "$1: the shop could not be made"
  "$CLIENTELE" init "$1.db" --out "$1.yaml" --force >/dev/null 2>"$1.err" || fail "$1: init: $(cat "$1.err")"
}
ask() { sqlite3 -list "$1.db" "$2"; }
# The SELECT that was written for a table (customers, products, transactions).
query() {
  awk -v table="  $2:" '$0 == table { on = 1; next } on && /^  [^ ]/ { on = 0 } on && /^    sql:/ { sql = 1; next }
    on && sql && /^      / { print substr($0, 7); next } { sql = 0 }' "$1.yaml"
}
money() { printf '%s|%.2f' "${1%|*}" "${1##*|}"; }
# totals NAME "purchases|buyers|revenue": what check and report say of the configuration, and init itself.
totals() {
  "$CLIENTELE" check "$1.db" --config "$1.yaml" --json --as-of 2025-12-31 -q >"$1.json" 2>"$1.check"
  "$CLIENTELE" report "$1.db" --config "$1.yaml" --out "$1.r" --only json --as-of 2025-12-31 -q >/dev/null 2>>"$1.check"
  buyers=$(sed -n 's/^  customers who bought *\([0-9,]*\) of.*/\1/p' "$1.err" | tr -d ,)
  same "$1: purchases, buyers, revenue" "$(money "$(jq -r '"\(.purchases)|'"$buyers"'|\(.revenue)"' "$1.json")")" "$(money "$2")"
  same "$1: the report's revenue" "$(printf %.2f "$(jq -r .revenue "$1.r/report.json")")" "$(printf %.2f "${2##*|}")"
}
# rows NAME TABLE: the query gives a row for each of the table's.
rows() {
  same "$1: no row is lost, none multiplied" "$(ask "$1" "SELECT count(*) FROM ($(query "$1" transactions)
)")" "$(ask "$1" "SELECT count(*) FROM $2")"
}
says() { that "$1: $2" grep -qE -- "$3" "$1.err"; }
writes() { that "$1: $2" grep -qE -- "$3" "$1.yaml"; }
lacks() { if grep -qE -- "$3" "$1.yaml"; then fail "$1: $2"; else ok "$1: $2"; fi; }
# use NAME PATTERN: takes the dashes away before the line that leaves rows out.
use() { sed -i -E "/$2/s/^( *)-- AND/\\1AND/" "$1.yaml"; }
fact() { same "$1: $2" "$(jq -c "$3" "$1.r/report.json")" "$4"; }
products() { ask "$1" "SELECT group_concat(line, ' ') FROM (SELECT product_name || '/' || coalesce(category, '') AS line FROM ($(query "$1" products)
) ORDER BY product_id LIMIT 3)"; }
people() { ask "$1" "SELECT * FROM ($(query "$1" customers)
) ORDER BY 1 LIMIT 1"; }

# --- two and three tables -------------------------------------------------------------------------

make two <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, total_spent REAL, created_at TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, order_date TEXT, total REAL);
INSERT INTO customers SELECT i, 'Person ' || i, 'p' || i || '@example.com', i * 10, '2020-01-01' FROM n WHERE i <= 40;
INSERT INTO orders SELECT i, 1 + i * i % 37, date('2024-01-01', (i * 3) || ' days'), 10 + i % 17 + 0.25 FROM n WHERE i <= 150;
SQL
totals two "$(ask two "SELECT count(*), count(DISTINCT customer_id), sum(total) FROM orders")"
writes two "the date is the order's" 'date: "order_date"'
writes two "the customers are found" 'table: "customers"'

make heads <<'SQL'
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_email TEXT, customer_name TEXT, country TEXT, created_at TEXT, total REAL);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, product TEXT, quantity INTEGER, price REAL);
INSERT INTO orders SELECT i, 'p' || (i % 23) || '@example.com', 'Person ' || (i % 23), 'DE', datetime('2024-01-01', (i * 2) || ' days'), 0 FROM n WHERE i <= 90;
INSERT INTO order_items SELECT i, 1 + (i - 1) / 2, 'Thing ' || (i % 7), 1 + i % 3, 5 + i % 11 FROM n WHERE i <= 180;
UPDATE orders SET total = (SELECT sum(quantity * price) FROM order_items WHERE order_id = orders.id);
SQL
totals heads "$(ask heads "SELECT count(DISTINCT o.id), count(DISTINCT customer_email), sum(quantity * price) FROM orders o JOIN order_items ON order_id = o.id")"
rows heads order_items
writes heads "the lines make the totals" 'the lines of an order make orders.total in all 90 orders'
writes heads "the buyer's address is who they are" 'h."customer_email" AS customer_id'

# A subtotal is what the lines make; the total shows that the discount came off, and money went back.
make subtotals <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, created_at TEXT, currency TEXT, subtotal REAL, discount REAL, tax REAL, shipping REAL, total REAL, refunded_amount REAL, refund_count INTEGER);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, sku TEXT, quantity INTEGER, unit_price REAL);
INSERT INTO customers SELECT i, 'Person ' || i, 'p' || i || '@example.com' FROM n WHERE i <= 40;
INSERT INTO orders SELECT i, 1 + i * i % 37, date('2024-01-01', (i * 3) || ' days'), 'EUR', 0, 0, 0, CASE i % 3 WHEN 0 THEN 4.9 ELSE 0 END, 0, 0, 0 FROM n WHERE i <= 150;
INSERT INTO order_items SELECT i, 1 + i % 150, 'S' || (i % 7), 1 + i % 3, 5.25 + i % 11 FROM n WHERE i <= 400;
UPDATE orders SET subtotal = (SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = orders.id);
UPDATE orders SET discount = round(subtotal / 10, 2) WHERE id % 4 = 0;
UPDATE orders SET tax = round((subtotal - discount) * 0.19, 2);
UPDATE orders SET total = round(subtotal - discount + tax + shipping, 2);
UPDATE orders SET refunded_amount = round((subtotal - discount) / 2, 2), refund_count = 1 + id % 3 WHERE id % 25 = 0;
SQL
totals subtotals "$(ask subtotals "SELECT count(*), count(DISTINCT customer_id), round(sum(subtotal - discount - refunded_amount), 2) FROM orders")"
rows subtotals order_items
says subtotals "the discount is told with what it comes to" 'orders.discount comes to [0-9.,]+ in 37 rows, spread over the lines: taken off'
says subtotals "the refunds are taken off" 'orders.refunded_amount comes to [0-9.,]+ in 6 rows, taken off'
writes subtotals "the refund has its line" 'h."refunded_amount" AS refund'
lacks subtotals "a count of refunds is no money" 'refund_count" AS'
writes subtotals "tax and shipping are told" 'orders.shipping comes to 245.00 in 50 rows, beside the lines: not in the revenue'

# Where no total shows it, what a file's column would be is decided as for a file.
make vouchers <<'SQL'
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_email TEXT, created_at TEXT, discount_amount REAL);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, product TEXT, quantity INTEGER, price REAL);
INSERT INTO orders SELECT i, 'p' || (i % 23) || '@example.com', date('2024-01-01', (i * 2) || ' days'), CASE WHEN i % 3 = 0 THEN 4.99 ELSE 0 END FROM n WHERE i <= 90;
INSERT INTO order_items SELECT i, 1 + (i - 1) / 2, 'Thing ' || (i % 7), 1 + i % 3, 5 + i % 11 FROM n WHERE i <= 180;
SQL
totals vouchers "90|23|$(ask vouchers "SELECT round((SELECT sum(quantity * price) FROM order_items) - (SELECT sum(discount_amount) FROM orders), 2)")"
writes vouchers "the discount is handed over" 'h."discount_amount" AS discount'

# --- frameworks -----------------------------------------------------------------------------------

make rails <<'SQL'
CREATE TABLE schema_migrations (version TEXT PRIMARY KEY);
CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR, first_name VARCHAR, last_name VARCHAR, created_at DATETIME(6), updated_at DATETIME(6));
CREATE TABLE addresses (id INTEGER PRIMARY KEY, user_id INTEGER, city VARCHAR, country VARCHAR, created_at DATETIME(6));
CREATE TABLE categories (id INTEGER PRIMARY KEY, name VARCHAR);
CREATE TABLE products (id INTEGER PRIMARY KEY, name VARCHAR, category_id INTEGER, price DECIMAL(10,2), created_at DATETIME(6));
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, status VARCHAR, total DECIMAL(10,2), shipped_at DATETIME(6), created_at DATETIME(6), updated_at DATETIME(6));
CREATE TABLE line_items (id INTEGER PRIMARY KEY, order_id INTEGER, product_id INTEGER, quantity INTEGER, unit_price DECIMAL(10,2), created_at DATETIME(6), updated_at DATETIME(6));
CREATE TABLE audit_logs (id INTEGER PRIMARY KEY, user_id INTEGER, order_id INTEGER, action VARCHAR, amount DECIMAL(10,2), created_at DATETIME(6));
INSERT INTO users SELECT i, 'u' || i || '@example.com', 'First' || i, 'Last' || i, '2023-01-0' || (1 + i % 9) || ' 10:00:00.123456', '2024-06-01 10:00:00' FROM n WHERE i <= 50;
INSERT INTO addresses SELECT i, i, 'Town', CASE i % 2 WHEN 0 THEN 'France' ELSE 'Spain' END, '2023-02-01' FROM n WHERE i <= 50;
INSERT INTO addresses SELECT i + 50, i, 'Other', 'Spain', '2023-02-01' FROM n WHERE i <= 10;
INSERT INTO categories VALUES (1, 'Home'), (2, 'Sport'), (3, 'Toys');
INSERT INTO products SELECT i, 'Product ' || i, 1 + i % 3, i + 0.99, '2022-01-01' FROM n WHERE i <= 12;
INSERT INTO orders SELECT i, 1 + (i * 7) % 45, CASE WHEN i % 9 = 0 THEN 'cancelled' WHEN i % 10 = 1 THEN 'shipped' ELSE 'paid' END, 0, datetime('2024-01-05', i || ' days'), datetime('2024-01-01', i || ' days', '9 hours') || '.000001', '2024-12-01' FROM n WHERE i <= 200;
INSERT INTO line_items SELECT i, 1 + (i - 1) % 200, 1 + i % 12, 1 + i % 3, 1 + i % 12 + 0.99, '2024-12-24', '2024-12-24' FROM n WHERE i <= 500;
UPDATE orders SET total = (SELECT sum(quantity * unit_price) FROM line_items WHERE order_id = orders.id) + 4.90;
INSERT INTO audit_logs SELECT i, 1 + i % 50, 1 + i % 200, 'edit', i, '2024-05-05' FROM n;
SQL
totals rails "$(ask rails "SELECT count(DISTINCT o.id), count(DISTINCT user_id), sum(quantity * unit_price) FROM orders o JOIN line_items ON order_id = o.id WHERE status <> 'cancelled'")"
rows rails line_items
same "rails: first and last day are the orders'" "$(sed -n 's/^  first and last day *//p' rails.err)" "$(ask rails "SELECT min(date(created_at)) || ', ' || max(date(created_at)) FROM orders")"
says rails "the five largest are said" "the largest purchases  $(ask rails "SELECT printf('%.2f: %d on %s by %d', sum(quantity * unit_price), o.id, date(o.created_at), user_id) FROM orders o JOIN line_items ON order_id = o.id WHERE status <> 'cancelled' GROUP BY o.id ORDER BY sum(quantity * unit_price) DESC, date(o.created_at) LIMIT 1")"
same "rails: names, addresses, country, sign-up" "$(people rails)" "1|First1 Last1|u1@example.com|Spain|2023-01-02 10:00:00.123456"
same "rails: products and categories" "$(products rails)" "Product 1/Sport Product 2/Toys Product 3/Home"
says rails "the status is said with its values" "orders.status is paid .*, cancelled 22, shipped"
writes rails "and is handed on, so that the report tells what it decides" 'h."status" AS status'
that "rails: with the orders that it leaves out" grep -q 'cancelled: 5[0-9] rows, [0-9,.]*, left out' <(jq -r '.findings[] | select(.code == "state-values") | .what' rails.json)
"$CLIENTELE" check rails.db --config rails.yaml --status paid,shipped,cancelled --json --as-of 2025-12-31 -q >rails.json 2>/dev/null
same "rails: --status counts them" "$(jq .purchases rails.json)" 200

make django <<'SQL'
CREATE TABLE auth_user (id INTEGER PRIMARY KEY AUTOINCREMENT, password VARCHAR(128), last_login DATETIME, is_superuser BOOL, username VARCHAR(150), last_name VARCHAR(150), email VARCHAR(254), is_staff BOOL, date_joined DATETIME, first_name VARCHAR(150));
CREATE TABLE shop_customer (id INTEGER PRIMARY KEY AUTOINCREMENT, phone VARCHAR(20), country VARCHAR(2), user_id INTEGER UNIQUE REFERENCES auth_user (id));
CREATE TABLE shop_category (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(100), parent_id BIGINT REFERENCES shop_category (id));
CREATE TABLE shop_product (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200), price DECIMAL, category_id BIGINT REFERENCES shop_category (id));
CREATE TABLE shop_order (id INTEGER PRIMARY KEY AUTOINCREMENT, created DATETIME, updated DATETIME, paid BOOL, customer_id BIGINT REFERENCES shop_customer (id));
CREATE TABLE shop_orderitem (id INTEGER PRIMARY KEY AUTOINCREMENT, price DECIMAL, quantity INTEGER UNSIGNED, order_id BIGINT REFERENCES shop_order (id), product_id BIGINT REFERENCES shop_product (id));
CREATE TABLE django_admin_log (id INTEGER PRIMARY KEY AUTOINCREMENT, action_time DATETIME, object_id TEXT, user_id INTEGER REFERENCES auth_user (id), action_flag SMALLINT);
INSERT INTO auth_user SELECT i, 'x', NULL, 0, 'user' || i, 'Last' || i, 'd' || i || '@example.com', 0, '2023-01-01 00:00:00', 'First' || i FROM n WHERE i <= 60;
INSERT INTO shop_customer SELECT i, '555-' || i, 'IT', i + 20 FROM n WHERE i <= 40;
INSERT INTO shop_category VALUES (1, 'All', NULL), (2, 'Tea', 1), (3, 'Coffee', 1);
INSERT INTO shop_product SELECT i, 'Blend ' || i, 3.5 * i, 2 + i % 2 FROM n WHERE i <= 9;
INSERT INTO shop_order SELECT i, datetime('2024-02-01', i || ' days') || '.654321', '2025-01-01 00:00:00', i % 8 <> 0, 1 + i * 3 % 38 FROM n WHERE i <= 120;
INSERT INTO shop_orderitem SELECT i, 3.5 * (1 + i % 9), 1 + i % 4, 1 + i % 120, 1 + i % 9 FROM n WHERE i <= 300;
INSERT INTO django_admin_log SELECT i, '2025-03-03 00:00:00', 1, 1, 1 FROM n;
SQL
totals django "$(ask django "SELECT count(DISTINCT o.id), count(DISTINCT customer_id), sum(quantity * price) FROM shop_order o JOIN shop_orderitem ON order_id = o.id")"
rows django shop_orderitem
same "django: the names are the user's" "$(people django | cut -d'|' -f1-4)" "1|First21 Last21|d21@example.com|IT"
same "django: categories" "$(products django)" "Blend 1/Coffee Blend 2/Tea Blend 3/Coffee"
writes django "a line for the flag" "-- AND coalesce\(h.\"paid\", ''\) NOT IN \(0\) -- leaves out 15 rows"

make prisma <<'SQL'
CREATE TABLE "_prisma_migrations" (id TEXT PRIMARY KEY, checksum TEXT, started_at DATETIME);
CREATE TABLE "User" ("id" TEXT NOT NULL PRIMARY KEY, "email" TEXT NOT NULL, "name" TEXT, "createdAt" DATETIME NOT NULL);
CREATE TABLE "Category" ("id" INTEGER PRIMARY KEY, "name" TEXT);
CREATE TABLE "Product" ("id" TEXT NOT NULL PRIMARY KEY, "name" TEXT, "price" REAL);
CREATE TABLE "_CategoryToProduct" ("A" INTEGER NOT NULL REFERENCES "Category" ("id"), "B" TEXT NOT NULL REFERENCES "Product" ("id"));
CREATE TABLE "Order" ("id" TEXT NOT NULL PRIMARY KEY, "userId" TEXT NOT NULL REFERENCES "User" ("id"), "status" TEXT, "createdAt" DATETIME NOT NULL, "deletedAt" DATETIME);
CREATE TABLE "OrderItem" ("id" TEXT NOT NULL PRIMARY KEY, "orderId" TEXT NOT NULL REFERENCES "Order" ("id"), "productId" TEXT NOT NULL, "quantity" INTEGER, "price" REAL);
CREATE TABLE "Cart" ("id" TEXT PRIMARY KEY, "userId" TEXT, "total" REAL, "createdAt" DATETIME);
INSERT INTO "_prisma_migrations" VALUES ('a', 'b', 1704067200000);
INSERT INTO "User" SELECT 'clusr' || printf('%020d', i), 'u' || i || '@example.com', 'User ' || i, 1672531200000 + i FROM n WHERE i <= 30;
INSERT INTO "Category" VALUES (1, 'Bread'), (2, 'Cake');
INSERT INTO "Product" SELECT 'clprd' || printf('%020d', i), 'Loaf ' || i, 2 * i FROM n WHERE i <= 6;
INSERT INTO "_CategoryToProduct" SELECT 1 + i % 2, 'clprd' || printf('%020d', i) FROM n WHERE i <= 6;
INSERT INTO "Order" SELECT 'clord' || printf('%020d', i), 'clusr' || printf('%020d', 1 + i % 28), 'PAID', 1704067200000 + i * 86400000, CASE WHEN i % 20 = 0 THEN 1735689600000 END FROM n WHERE i <= 100;
INSERT INTO "OrderItem" SELECT 'clitm' || printf('%020d', i), 'clord' || printf('%020d', 1 + i % 100), 'clprd' || printf('%020d', 1 + i % 6), 1 + i % 2, 2 * (1 + i % 6) FROM n WHERE i <= 250;
INSERT INTO "Cart" SELECT 'clcrt' || i, 'clusr' || printf('%020d', 1 + i % 28), 99, 1704067200000 FROM n WHERE i <= 900;
SQL
totals prisma "$(ask prisma 'SELECT count(DISTINCT o.id), count(DISTINCT userId), sum(quantity * price) FROM "Order" o JOIN OrderItem ON orderId = o.id')"
rows prisma '"OrderItem"'
same "prisma: categories through the table between" "$(products prisma)" "Loaf 1/Cake Loaf 2/Bread Loaf 3/Cake"
same "prisma: the first day is read from milliseconds" "$(sed -n 's/^  first and last day *//p' prisma.err)" "2024-01-02, 2024-04-10"
use prisma 'deletedAt'
totals prisma "$(ask prisma 'SELECT count(DISTINCT o.id), '"$buyers"', sum(quantity * price) FROM "Order" o JOIN OrderItem ON orderId = o.id WHERE deletedAt IS NULL')"

# --- sample databases that everybody knows --------------------------------------------------------

make rentals <<'SQL'
CREATE TABLE country (country_id SMALLINT PRIMARY KEY, country VARCHAR(50), last_update TIMESTAMP);
CREATE TABLE city (city_id INT PRIMARY KEY, city VARCHAR(50), country_id SMALLINT REFERENCES country, last_update TIMESTAMP);
CREATE TABLE address (address_id INT PRIMARY KEY, address VARCHAR(50), city_id INT REFERENCES city, phone VARCHAR(20), last_update TIMESTAMP);
CREATE TABLE store (store_id INT PRIMARY KEY, manager_staff_id INT, address_id INT REFERENCES address, last_update TIMESTAMP);
CREATE TABLE staff (staff_id INT PRIMARY KEY, first_name VARCHAR(45), last_name VARCHAR(45), address_id INT REFERENCES address, email VARCHAR(50), store_id INT REFERENCES store, last_update TIMESTAMP);
CREATE TABLE customer (customer_id INT PRIMARY KEY, store_id INT REFERENCES store, first_name VARCHAR(45), last_name VARCHAR(45), email VARCHAR(50), address_id INT REFERENCES address, active CHAR(1), create_date TIMESTAMP, last_update TIMESTAMP);
CREATE TABLE language (language_id INT PRIMARY KEY, name CHAR(20), last_update TIMESTAMP);
CREATE TABLE category (category_id SMALLINT PRIMARY KEY, name VARCHAR(25), last_update TIMESTAMP);
CREATE TABLE film (film_id INT PRIMARY KEY, title VARCHAR(255), description TEXT, release_year VARCHAR(4), language_id INT REFERENCES language, rental_duration INT, rental_rate DECIMAL(4,2), length INT, replacement_cost DECIMAL(5,2), rating VARCHAR(10), last_update TIMESTAMP);
CREATE TABLE film_category (film_id INT REFERENCES film, category_id SMALLINT REFERENCES category, last_update TIMESTAMP, PRIMARY KEY (film_id, category_id));
CREATE TABLE inventory (inventory_id INT PRIMARY KEY, film_id INT REFERENCES film, store_id INT REFERENCES store, last_update TIMESTAMP);
CREATE TABLE rental (rental_id INT PRIMARY KEY, rental_date TIMESTAMP, inventory_id INT REFERENCES inventory, customer_id INT REFERENCES customer, return_date TIMESTAMP, staff_id INT REFERENCES staff, last_update TIMESTAMP);
CREATE TABLE payment (payment_id INT PRIMARY KEY, customer_id INT REFERENCES customer, staff_id INT REFERENCES staff, rental_id INT REFERENCES rental, amount DECIMAL(5,2), payment_date TIMESTAMP, last_update TIMESTAMP);
CREATE VIEW customer_list AS SELECT customer_id, CONCAT(first_name, ' ', last_name) AS name FROM customer;
INSERT INTO country VALUES (1, 'Brazil', '2020-02-15'), (2, 'Peru', '2020-02-15');
INSERT INTO city VALUES (1, 'Santos', 1, '2020-02-15'), (2, 'Lima', 2, '2020-02-15');
INSERT INTO address SELECT i, i || ' Street', 1 + i % 2, '555', '2020-02-15' FROM n WHERE i <= 60;
INSERT INTO store VALUES (1, 1, 59, '2020-02-15'), (2, 2, 60, '2020-02-15');
INSERT INTO staff VALUES (1, 'Mike', 'H', 59, 'mike@shop.example', 1, '2020-02-15'), (2, 'Jon', 'S', 60, 'jon@shop.example', 2, '2020-02-15');
INSERT INTO customer SELECT i, 1 + i % 2, 'FIRST' || i, 'LAST' || i, 'c' || i || '@example.org', i, '1', '2025-02-14', '2025-02-15' FROM n WHERE i <= 55;
INSERT INTO language VALUES (1, 'English', '2020-02-15'), (2, 'Italian', '2020-02-15');
INSERT INTO category VALUES (1, 'Action', '2020-02-15'), (2, 'Comedy', '2020-02-15'), (3, 'Drama', '2020-02-15');
INSERT INTO film SELECT i, 'FILM ' || i, 'A story', '2006', 1, 3, 2.99, 90, 19.99, 'PG', '2020-02-15' FROM n WHERE i <= 30;
INSERT INTO film_category SELECT i, 1 + i % 3, '2020-02-15' FROM n WHERE i <= 30;
INSERT INTO inventory SELECT i, 1 + i % 30, 1 + i % 2, '2020-02-15' FROM n WHERE i <= 90;
INSERT INTO rental SELECT i, datetime('2024-05-24', (i * 7) || ' hours'), 1 + i % 90, 1 + i % 53, datetime('2024-05-28', (i * 7) || ' hours'), 1 + i % 2, '2020-02-15' FROM n WHERE i <= 600;
INSERT INTO payment SELECT i, 1 + i % 53, 1 + i % 2, CASE WHEN i % 200 THEN i END, 0.99 + i % 5, datetime('2024-05-24', (i * 7) || ' hours'), '2020-02-15' FROM n WHERE i <= 600;
SQL
totals rentals "$(ask rentals "SELECT count(*), count(DISTINCT customer_id), sum(amount) FROM payment")"
rows rentals payment
says rentals "a view that SQLite cannot read is said" 'the view customer_list is not read: no such function: CONCAT'
same "rentals: the customer's country, not the store's" "$(people rentals | cut -d'|' -f1-4)" "1|FIRST1 LAST1|c1@example.org|Peru"
same "rentals: films through rentals and the inventory" "$(products rentals)" "FILM 1/Comedy FILM 2/Drama FILM 3/Action"
fact rentals "categories are of the films; three payments are for none" '[.segments[].categories[].name] | unique' '["(no category)","Action","Comedy","Drama"]'

make traders <<'SQL'
CREATE TABLE "Categories" ("CategoryID" INTEGER PRIMARY KEY, "CategoryName" TEXT, "Description" TEXT, "Picture" BLOB);
CREATE TABLE "Customers" ("CustomerID" TEXT PRIMARY KEY, "CompanyName" TEXT, "ContactName" TEXT, "City" TEXT, "Country" TEXT, "Phone" TEXT);
CREATE TABLE "Employees" ("EmployeeID" INTEGER PRIMARY KEY, "LastName" TEXT, "FirstName" TEXT, "BirthDate" DATE, "HireDate" DATE, "Country" TEXT, "ReportsTo" INTEGER REFERENCES "Employees" ("EmployeeID"));
CREATE TABLE "Suppliers" ("SupplierID" INTEGER PRIMARY KEY, "CompanyName" TEXT, "Country" TEXT);
CREATE TABLE "Shippers" ("ShipperID" INTEGER PRIMARY KEY, "CompanyName" TEXT);
CREATE TABLE "Products" ("ProductID" INTEGER PRIMARY KEY, "ProductName" TEXT, "SupplierID" INTEGER REFERENCES "Suppliers", "CategoryID" INTEGER REFERENCES "Categories", "UnitPrice" NUMERIC, "UnitsInStock" INTEGER, "Discontinued" TEXT);
CREATE TABLE "Orders" ("OrderID" INTEGER PRIMARY KEY, "CustomerID" TEXT REFERENCES "Customers", "EmployeeID" INTEGER REFERENCES "Employees", "OrderDate" DATETIME, "RequiredDate" DATETIME, "ShippedDate" DATETIME, "ShipVia" INTEGER REFERENCES "Shippers" ("ShipperID"), "Freight" NUMERIC, "ShipCountry" TEXT);
CREATE TABLE "Order Details" ("OrderID" INTEGER REFERENCES "Orders", "ProductID" INTEGER REFERENCES "Products", "UnitPrice" NUMERIC, "Quantity" INTEGER, "Discount" REAL, PRIMARY KEY ("OrderID", "ProductID"));
CREATE VIEW "Order Subtotals" AS SELECT "OrderID", sum("UnitPrice" * "Quantity" * (1 - "Discount")) AS "Subtotal" FROM "Order Details" GROUP BY 1;
CREATE VIEW "Invoices" AS SELECT o.*, d."ProductID", d."UnitPrice", d."Quantity", d."Discount", d."UnitPrice" * d."Quantity" AS "ExtendedPrice" FROM "Orders" AS o JOIN "Order Details" AS d USING ("OrderID");
INSERT INTO "Categories" VALUES (1, 'Beverages', 'Tea', x'ffd8'), (2, 'Produce', 'Fruit', x'ffd8');
INSERT INTO "Customers" SELECT 'CU' || printf('%03d', i), 'Company ' || i, 'Contact ' || i, 'Town', 'Norway', '1' FROM n WHERE i <= 30;
INSERT INTO "Employees" VALUES (1, 'Davolio', 'Nancy', '1968-12-08', '2012-05-01', 'USA', 2), (2, 'Fuller', 'Andrew', '1952-02-19', '2012-08-14', 'USA', NULL);
INSERT INTO "Suppliers" VALUES (1, 'Liquids', 'UK');
INSERT INTO "Shippers" VALUES (1, 'Fast'), (2, 'Slow');
INSERT INTO "Products" SELECT i, 'Food ' || i, 1, 1 + i % 2, 10 + i, 5, '0' FROM n WHERE i <= 20;
INSERT INTO "Orders" SELECT 10247 + i, 'CU' || printf('%03d', 1 + i % 28), 1 + i % 2, date('2024-01-01', i || ' days'), date('2024-03-01', i || ' days'), date('2024-01-05', i || ' days'), 1 + i % 2, i / 4.0, 'Norway' FROM n WHERE i <= 130;
INSERT INTO "Order Details" SELECT 10247 + 1 + i % 130, 1 + (i * 7 + i / 130) % 20, 8.5 + i % 5, 1 + i % 12, (i % 4) * 0.05 FROM n WHERE i <= 390 GROUP BY 1, 2;
SQL
totals traders "$(ask traders 'SELECT count(DISTINCT OrderID), count(DISTINCT CustomerID), round(sum(UnitPrice * Quantity * (1 - Discount)), 2) FROM Orders JOIN "Order Details" USING (OrderID)')"
rows traders '"Order Details"'
says traders "the discount is said" 'Quantity × UnitPrice × \(1 − Discount\)'
same "traders: categories" "$(products traders)" "Food 1/Produce Food 2/Beverages Food 3/Produce"
writes traders "customers are the customers, called by their companies" 'customer_name: "CompanyName"'
writes traders "by the country that they are in" 'country: "Country"'

# --- shop systems and warehouses ------------------------------------------------------------------

make woo <<'SQL'
CREATE TABLE wp_users (ID INTEGER PRIMARY KEY, user_login TEXT, user_email TEXT, user_registered TEXT, display_name TEXT);
CREATE TABLE wp_posts (ID INTEGER PRIMARY KEY, post_author INTEGER, post_date TEXT, post_title TEXT, post_status TEXT, post_type TEXT);
CREATE TABLE wp_wc_customer_lookup (customer_id INTEGER PRIMARY KEY, user_id INTEGER, username TEXT, first_name TEXT, last_name TEXT, email TEXT, date_last_active TEXT, date_registered TEXT, country TEXT, postcode TEXT, city TEXT, state TEXT);
CREATE TABLE wp_wc_order_stats (order_id INTEGER PRIMARY KEY, parent_id INTEGER DEFAULT 0, date_created TEXT, date_created_gmt TEXT, date_paid TEXT, num_items_sold INTEGER, total_sales REAL, tax_total REAL, shipping_total REAL, net_total REAL, returning_customer INTEGER, status TEXT, customer_id INTEGER);
CREATE TABLE wp_wc_order_product_lookup (order_item_id INTEGER PRIMARY KEY, order_id INTEGER, product_id INTEGER, variation_id INTEGER, customer_id INTEGER, date_created TEXT, product_qty INTEGER, product_net_revenue REAL, product_gross_revenue REAL, coupon_amount REAL, tax_amount REAL, shipping_amount REAL, shipping_tax_amount REAL);
CREATE TABLE wp_wc_product_meta_lookup (product_id INTEGER PRIMARY KEY, sku TEXT, min_price REAL, max_price REAL, stock_quantity INTEGER, rating_count INTEGER, total_sales INTEGER);
CREATE TABLE wp_wc_order_coupon_lookup (order_id INTEGER, coupon_id INTEGER, date_created TEXT, discount_amount REAL, PRIMARY KEY (order_id, coupon_id));
INSERT INTO wp_users SELECT i, 'u' || i, 'w' || i || '@example.com', '2023-01-01 00:00:00', 'W ' || i FROM n WHERE i <= 20;
INSERT INTO wp_posts SELECT i, 1, '2022-01-01 00:00:00', CASE WHEN i < 10 THEN 'Page ' ELSE 'Mug ' END || i, 'publish', CASE WHEN i < 10 THEN 'page' ELSE 'product' END FROM n WHERE i <= 24;
INSERT INTO wp_wc_customer_lookup SELECT i, CASE WHEN i <= 20 THEN i END, 'u' || i, 'First' || i, 'Last' || i, 'w' || i || '@example.com', '2025-01-01', '2023-05-05 00:00:00', 'AT', '1', 'Graz', '' FROM n WHERE i <= 35;
INSERT INTO wp_wc_order_stats SELECT 100 + i, 0, datetime('2024-03-01', (i * 5) || ' hours'), datetime('2024-03-01', (i * 5 - 1) || ' hours'), NULL, 1, 0, 0, 4.9, 0, 0, CASE i % 10 WHEN 3 THEN 'wc-cancelled' WHEN 7 THEN 'wc-pending' ELSE 'wc-completed' END, 1 + i % 33 FROM n WHERE i <= 220;
INSERT INTO wp_wc_order_stats SELECT 900 + i, 100 + i * 10, datetime('2024-05-01', i || ' days'), datetime('2024-05-01', i || ' days'), NULL, -1, -12, -2, 0, -10, 0, 'wc-completed', 1 + (i * 10) % 33 FROM n WHERE i <= 8;
INSERT INTO wp_wc_order_product_lookup SELECT i, 101 + i % 220, 10 + i % 15, 0, 1 + (1 + i % 220) % 33, datetime('2024-03-01', ((1 + i % 220) * 5) || ' hours'), 1 + i % 2, 10 * (1 + i % 4), 12 * (1 + i % 4), 0.5 * (i % 3), 2 * (1 + i % 4), 0, 0 FROM n WHERE i <= 400;
INSERT INTO wp_wc_order_product_lookup SELECT 900 + i, 900 + i, 12, 0, 1 + (i * 10) % 33, datetime('2024-05-01', i || ' days'), -1, -10, -12, 0, -2, 0, 0 FROM n WHERE i <= 8;
INSERT INTO wp_wc_product_meta_lookup SELECT 9 + i, 'SKU' || i, 10, 40, 5, 2, 300 FROM n WHERE i <= 15;
INSERT INTO wp_wc_order_coupon_lookup SELECT 100 + i, 1, '2024-03-01', 5 FROM n WHERE i <= 50;
SQL
totals woo "$(ask woo "SELECT (SELECT count(DISTINCT order_id) FROM wp_wc_order_product_lookup WHERE product_net_revenue >= 0), count(DISTINCT customer_id), sum(product_net_revenue) FROM wp_wc_order_product_lookup")"
rows woo wp_wc_order_product_lookup
writes woo "products are called by their posts" 'product_name: "post_title"'
says woo "two statuses are no sales" 'wc-cancelled 22, wc-pending 22'
use woo 'status'
totals woo "$(ask woo "SELECT (SELECT count(DISTINCT order_id) FROM wp_wc_order_product_lookup JOIN wp_wc_order_stats USING (order_id) WHERE product_net_revenue >= 0 AND status = 'wc-completed'), $buyers, sum(product_net_revenue) FROM wp_wc_order_product_lookup JOIN wp_wc_order_stats USING (order_id) WHERE status = 'wc-completed'")"

make magento <<'SQL'
CREATE TABLE customer_entity (entity_id INTEGER PRIMARY KEY, website_id INTEGER, email TEXT, group_id INTEGER, created_at TEXT, updated_at TEXT, is_active INTEGER, firstname TEXT, lastname TEXT);
CREATE TABLE customer_address_entity (entity_id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES customer_entity (entity_id), created_at TEXT, city TEXT, country_id TEXT, firstname TEXT, lastname TEXT);
CREATE TABLE catalog_product_entity (entity_id INTEGER PRIMARY KEY, attribute_set_id INTEGER, type_id TEXT, sku TEXT, created_at TEXT, updated_at TEXT);
CREATE TABLE sales_order (entity_id INTEGER PRIMARY KEY, state TEXT, status TEXT, store_id INTEGER, customer_id INTEGER, base_grand_total REAL, grand_total REAL, base_subtotal REAL, subtotal REAL, discount_amount REAL, tax_amount REAL, shipping_amount REAL, total_refunded REAL, customer_email TEXT, customer_firstname TEXT, customer_lastname TEXT, created_at TEXT, updated_at TEXT, increment_id TEXT, order_currency_code TEXT);
CREATE TABLE sales_order_item (item_id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES sales_order (entity_id), parent_item_id INTEGER, quote_item_id INTEGER, store_id INTEGER, created_at TEXT, updated_at TEXT, product_id INTEGER, product_type TEXT, sku TEXT, name TEXT, qty_ordered REAL, qty_refunded REAL, price REAL, base_price REAL, original_price REAL, tax_amount REAL, discount_amount REAL, row_total REAL, base_row_total REAL);
CREATE TABLE quote (entity_id INTEGER PRIMARY KEY, created_at TEXT, customer_id INTEGER, customer_email TEXT, grand_total REAL);
CREATE TABLE quote_item (item_id INTEGER PRIMARY KEY, quote_id INTEGER, created_at TEXT, product_id INTEGER, name TEXT, qty REAL, price REAL, row_total REAL);
INSERT INTO customer_entity SELECT i, 1, 'm' || i || '@example.com', 1, '2023-01-01 00:00:00', '2024-01-01 00:00:00', 1, 'First' || i, 'Last' || i FROM n WHERE i <= 40;
INSERT INTO customer_address_entity SELECT i, i, '2023-01-01', 'Paris', 'FR', 'First' || i, 'Last' || i FROM n WHERE i <= 40;
INSERT INTO catalog_product_entity SELECT i, 4, 'simple', 'sku-' || i, '2022-01-01', '2022-01-01' FROM n WHERE i <= 10;
INSERT INTO sales_order SELECT i, 'complete', CASE WHEN i % 12 = 0 THEN 'canceled' ELSE 'complete' END, 1, 1 + i % 36, 0, 0, 0, 0, 0, 0, 5, CASE WHEN i % 30 = 0 THEN 9 END, 'm' || (1 + i % 36) || '@example.com', 'First' || (1 + i % 36), 'Last' || (1 + i % 36), datetime('2024-01-01', i || ' days', '8 hours'), '2025-02-02 00:00:00', '1000' || printf('%05d', i), 'EUR' FROM n WHERE i <= 180;
INSERT INTO sales_order_item SELECT i, 1 + i % 180, NULL, i, 1, datetime('2024-01-01', (1 + i % 180) || ' days', '8 hours'), '2025-02-02', 1 + i % 10, 'simple', 'sku-' || (1 + i % 10), 'Shoe ' || (1 + i % 10), 1 + i % 3, 0, 20 + i % 10, 20 + i % 10, 30, 0, CASE WHEN i % 4 = 0 THEN 2.5 ELSE 0 END, (1 + i % 3) * (20 + i % 10), (1 + i % 3) * (20 + i % 10) FROM n WHERE i <= 420;
INSERT INTO sales_order_item SELECT 1000 + i, 1 + i % 180, i, i, 1, '2024-01-01', '2025-02-02', 1 + i % 10, 'simple', 'sku', 'Shoe part', 1, 0, 0, 0, 0, 0, 0, 0, 0 FROM n WHERE i <= 20;
UPDATE sales_order SET subtotal = (SELECT sum(row_total) FROM sales_order_item WHERE order_id = sales_order.entity_id), discount_amount = -(SELECT sum(discount_amount) FROM sales_order_item WHERE order_id = sales_order.entity_id);
UPDATE sales_order SET base_subtotal = subtotal, tax_amount = round(subtotal * 0.2, 2), grand_total = subtotal + discount_amount + round(subtotal * 0.2, 2) + 5;
INSERT INTO quote SELECT i, '2024-04-04 00:00:00', 1 + i % 36, 'm@example.com', 50 FROM n WHERE i <= 700;
INSERT INTO quote_item SELECT i, i, '2024-04-04 00:00:00', 1 + i % 10, 'Shoe', 1, 50, 50 FROM n WHERE i <= 700;
SQL
totals magento "$(ask magento "SELECT count(DISTINCT entity_id), count(DISTINCT customer_id), sum(row_total - i.discount_amount) - (SELECT sum(total_refunded) FROM sales_order) FROM sales_order JOIN sales_order_item i ON order_id = entity_id")"
rows magento sales_order_item
says magento "row_total is before the discount, which is taken off" 'amount is .*row_total − discount_amount'
same "magento: countries through the addresses" "$(people magento)" "1|First1 Last1|m1@example.com|FR|2023-01-01 00:00:00"
writes magento "the currency is the orders'" '^currency: EUR'
says magento "refunds that are taken off are said" 'sales_order.total_refunded comes to 54.00 in 6 rows, taken off'

make presta <<'SQL'
CREATE TABLE ps_customer (id_customer INTEGER PRIMARY KEY, id_gender INTEGER, firstname TEXT, lastname TEXT, email TEXT, passwd TEXT, newsletter INTEGER, optin INTEGER, active INTEGER, deleted INTEGER, date_add TEXT, date_upd TEXT);
CREATE TABLE ps_address (id_address INTEGER PRIMARY KEY, id_country INTEGER, id_customer INTEGER, alias TEXT, firstname TEXT, lastname TEXT, city TEXT, date_add TEXT);
CREATE TABLE ps_country (id_country INTEGER PRIMARY KEY, iso_code TEXT, active INTEGER);
CREATE TABLE ps_category (id_category INTEGER PRIMARY KEY, id_parent INTEGER, active INTEGER);
CREATE TABLE ps_category_lang (id_category INTEGER, id_lang INTEGER, name TEXT, PRIMARY KEY (id_category, id_lang));
CREATE TABLE ps_product (id_product INTEGER PRIMARY KEY, id_supplier INTEGER, id_category_default INTEGER, price REAL, reference TEXT, date_add TEXT);
CREATE TABLE ps_product_lang (id_product INTEGER, id_lang INTEGER, name TEXT, description TEXT, PRIMARY KEY (id_product, id_lang));
CREATE TABLE ps_order_state_lang (id_order_state INTEGER, id_lang INTEGER, name TEXT, PRIMARY KEY (id_order_state, id_lang));
CREATE TABLE ps_cart (id_cart INTEGER PRIMARY KEY, id_customer INTEGER, date_add TEXT);
CREATE TABLE ps_orders (id_order INTEGER PRIMARY KEY, reference TEXT, id_customer INTEGER, id_cart INTEGER, id_address_delivery INTEGER, current_state INTEGER, payment TEXT, valid INTEGER, total_discounts REAL, total_paid REAL, total_paid_tax_incl REAL, total_paid_tax_excl REAL, total_products REAL, total_products_wt REAL, total_shipping REAL, conversion_rate REAL, invoice_date TEXT, delivery_date TEXT, date_add TEXT, date_upd TEXT);
CREATE TABLE ps_order_detail (id_order_detail INTEGER PRIMARY KEY, id_order INTEGER, product_id INTEGER, product_attribute_id INTEGER, product_name TEXT, product_quantity INTEGER, product_quantity_in_stock INTEGER, product_quantity_refunded INTEGER, product_price REAL, reduction_percent REAL, reduction_amount REAL, unit_price_tax_incl REAL, unit_price_tax_excl REAL, total_price_tax_incl REAL, total_price_tax_excl REAL);
INSERT INTO ps_customer SELECT i, 1, 'First' || i, 'Last' || i, 'ps' || i || '@example.com', 'x', 1, 0, 1, 0, '2023-03-03 00:00:00', '2024-03-03 00:00:00' FROM n WHERE i <= 30;
INSERT INTO ps_address SELECT i, 8, i, 'Home', 'First' || i, 'Last' || i, 'Lyon', '2023-03-03' FROM n WHERE i <= 30;
INSERT INTO ps_country VALUES (8, 'FR', 1), (1, 'DE', 1);
INSERT INTO ps_category VALUES (2, 1, 1), (3, 2, 1), (4, 2, 1);
INSERT INTO ps_category_lang VALUES (2, 1, 'Home'), (2, 2, 'Accueil'), (3, 1, 'Clothes'), (3, 2, 'Vetements'), (4, 1, 'Art'), (4, 2, 'Arts');
INSERT INTO ps_product SELECT i, 0, 3 + i % 2, 10 + i, 'ref' || i, '2022-02-02' FROM n WHERE i <= 8;
INSERT INTO ps_product_lang SELECT 1 + i % 8, 1 + i / 9, CASE WHEN i < 9 THEN 'Shirt ' ELSE 'Chemise ' END || (1 + i % 8), 'x' FROM n WHERE i <= 16;
INSERT INTO ps_order_state_lang VALUES (2, 1, 'Payment accepted'), (6, 1, 'Canceled');
INSERT INTO ps_cart SELECT i, 1 + i % 30, '2024-01-01' FROM n WHERE i <= 400;
INSERT INTO ps_orders SELECT i, 'REF' || i, 1 + i % 29, i, 1, CASE WHEN i % 11 THEN 2 ELSE 6 END, 'card', i % 11 <> 0, 0, 0, 0, 0, 0, 0, 6, 1, CASE WHEN i % 11 THEN datetime('2024-02-02', i || ' days') ELSE '0000-00-00 00:00:00' END, '0000-00-00 00:00:00', datetime('2024-02-01', i || ' days'), '2025-01-01 00:00:00' FROM n WHERE i <= 110;
INSERT INTO ps_order_detail SELECT i, 1 + i % 110, 1 + i % 8, 0, 'Shirt ' || (1 + i % 8), 1 + i % 3, 5, 0, 10 + 1 + i % 8, 10 * (i % 2), 0, 0, 0, 0, 0 FROM n WHERE i <= 260;
UPDATE ps_order_detail SET unit_price_tax_excl = round(product_price * (1 - reduction_percent / 100), 2);
UPDATE ps_order_detail SET unit_price_tax_incl = round(unit_price_tax_excl * 1.2, 2), total_price_tax_excl = unit_price_tax_excl * product_quantity;
UPDATE ps_order_detail SET total_price_tax_incl = round(total_price_tax_excl * 1.2, 2);
UPDATE ps_orders SET total_products = (SELECT sum(total_price_tax_excl) FROM ps_order_detail d WHERE d.id_order = ps_orders.id_order), total_products_wt = (SELECT sum(total_price_tax_incl) FROM ps_order_detail d WHERE d.id_order = ps_orders.id_order);
UPDATE ps_orders SET total_paid = total_products_wt + 6, total_paid_tax_incl = total_products_wt + 6, total_paid_tax_excl = total_products + 5;
SQL
totals presta "$(ask presta "SELECT count(DISTINCT o.id_order), count(DISTINCT id_customer), sum(total_price_tax_excl) FROM ps_orders o JOIN ps_order_detail USING (id_order)")"
rows presta ps_order_detail
writes presta "the date is the order's, not the invoice's" 'h."date_add" AS date'
same "presta: names and categories in one language" "$(products presta)" "Shirt 1/Art Shirt 2/Clothes Shirt 3/Art"
same "presta: countries through addresses, consent" "$(people presta)" "1|First1 Last1|ps1@example.com|FR|2023-03-03 00:00:00|1"
says presta "states are called by their names" 'ps_orders.current_state is 2 \(Payment accepted\) 100, 6 \(Canceled\) 10'
use presta 'valid'
totals presta "$(ask presta "SELECT count(DISTINCT o.id_order), $buyers, sum(total_price_tax_excl) FROM ps_orders o JOIN ps_order_detail USING (id_order) WHERE valid")"

make warehouse <<'SQL'
CREATE TABLE customer (id BIGINT, email TEXT, first_name TEXT, last_name TEXT, orders_count INTEGER, total_spent REAL, created_at TEXT, updated_at TEXT, default_address_id BIGINT, accepts_marketing INTEGER, _fivetran_synced TEXT);
CREATE TABLE customer_address (id BIGINT, customer_id BIGINT, country TEXT, city TEXT, _fivetran_synced TEXT);
CREATE TABLE product (id BIGINT, title TEXT, product_type TEXT, vendor TEXT, created_at TEXT, _fivetran_synced TEXT);
CREATE TABLE product_variant (id BIGINT, product_id BIGINT, title TEXT, sku TEXT, price REAL, _fivetran_synced TEXT);
CREATE TABLE "order" (id BIGINT, customer_id BIGINT, email TEXT, name TEXT, currency TEXT, total_price REAL, subtotal_price REAL, total_discounts REAL, total_tax REAL, financial_status TEXT, fulfillment_status TEXT, test INTEGER, cancelled_at TEXT, created_at TEXT, processed_at TEXT, updated_at TEXT, _fivetran_synced TEXT);
CREATE TABLE order_line (id BIGINT, order_id BIGINT, product_id BIGINT, variant_id BIGINT, title TEXT, name TEXT, sku TEXT, quantity INTEGER, price REAL, total_discount REAL, _fivetran_synced TEXT);
CREATE TABLE refund (id BIGINT, order_id BIGINT, created_at TEXT, amount REAL);
INSERT INTO customer SELECT 5500000000000 + i * 7919, 's' || i || '@example.com', 'First' || i, 'Last' || i, 3, 99.5, '2023-01-01T00:00:00Z', '2025-01-01T00:00:00Z', 6600000000000 + i, 1, '2025-01-01' FROM n WHERE i <= 45;
INSERT INTO customer_address SELECT 6600000000000 + i, 5500000000000 + i * 7919, 'Canada', 'Town', '2025-01-01' FROM n WHERE i <= 45;
INSERT INTO product SELECT 7700000000000 + i * 104729, 'Board ' || i, CASE i % 3 WHEN 0 THEN 'Snow' ELSE 'Skate' END, 'Acme', '2022-01-01', '2025-01-01' FROM n WHERE i <= 11;
INSERT INTO product_variant SELECT 4400000000000 + i * 31, 7700000000000 + (1 + i % 11) * 104729, 'Size ' || i, 'B' || i, 20 + i, '2025-01-01' FROM n WHERE i <= 22;
INSERT INTO "order" SELECT 4500000000000 + i * 1009, 5500000000000 + (1 + i % 42) * 7919, 's' || (1 + i % 42) || '@example.com', '#' || (1000 + i), 'CAD', 0, 0, 0, 0, CASE i % 15 WHEN 4 THEN 'voided' WHEN 9 THEN 'refunded' ELSE 'paid' END, NULL, i % 50 = 0, CASE WHEN i % 15 = 4 THEN '2024-12-31T00:00:00-05:00' END, datetime('2024-02-01', i || ' days') || 'Z', datetime('2024-02-01', i || ' days'), '2025-01-01', '2025-01-01' FROM n WHERE i <= 160;
INSERT INTO order_line SELECT 1200000000000 + i * 13, 4500000000000 + (1 + i % 160) * 1009, 7700000000000 + (1 + i % 11) * 104729, 4400000000000 + (1 + i % 22) * 31, 'Board', 'Board - Size', 'B', 1 + i % 2, 20 + i % 22, CASE WHEN i % 5 = 0 THEN 3 ELSE 0 END, '2025-01-01' FROM n WHERE i <= 350;
UPDATE "order" SET subtotal_price = (SELECT sum(quantity * price - total_discount) FROM order_line WHERE order_id = "order".id), total_discounts = (SELECT sum(total_discount) FROM order_line WHERE order_id = "order".id);
UPDATE "order" SET total_tax = round(subtotal_price * 0.13, 2), total_price = subtotal_price + round(subtotal_price * 0.13, 2);
INSERT INTO refund SELECT i, 4500000000000 + i * 1009, '2024-06-06', 7.5 FROM n WHERE i <= 10;
SQL
totals warehouse "$(ask warehouse 'SELECT count(DISTINCT o.id), count(DISTINCT customer_id), sum((financial_status <> "refunded") * (quantity * price - total_discount)) FROM "order" o JOIN order_line ON order_id = o.id WHERE cancelled_at IS NULL')"
rows warehouse order_line
writes warehouse "the discount is a sum off the line, by the orders' totals" 'subtotal_price in all 100 orders'
same "warehouse: products, not variants" "$(ask warehouse "SELECT count(DISTINCT product_id) FROM ($(query warehouse transactions)
)")" 11
says warehouse "refunds in a table of their own are said" 'refund \(10 rows, 75\.00 in all\) refers to the sales and is not taken off'
says warehouse "test orders are said" 'order.test is 0 157, 1 3'
says warehouse "and those with a day of cancellation do not count" 'order.cancelled_at is filled in 11 of 160 rows \(6.9%\): these do not count'
that "warehouse: the report tells of the tests" grep -q 'test is not used; its values are 0: .*; 1: ' <(jq -r '.findings[] | select(.code == "unused-columns") | .what' warehouse.json)
use warehouse 'test'
totals warehouse "$(ask warehouse 'SELECT count(DISTINCT o.id), '"$buyers"', sum((financial_status <> "refunded") * (quantity * price - total_discount)) FROM "order" o JOIN order_line ON order_id = o.id WHERE NOT test AND cancelled_at IS NULL')"

# Without any key, as data frames are stored; a customer_id that is new with every order.
make marketplace <<'SQL'
CREATE TABLE customers ("index" BIGINT, customer_id TEXT, customer_unique_id TEXT, customer_zip_code_prefix BIGINT, customer_city TEXT, customer_state TEXT);
CREATE TABLE orders ("index" BIGINT, order_id TEXT, customer_id TEXT, order_status TEXT, order_purchase_timestamp TEXT, order_approved_at TEXT, order_delivered_carrier_date TEXT, order_estimated_delivery_date TEXT);
CREATE TABLE order_items ("index" BIGINT, order_id TEXT, order_item_id BIGINT, product_id TEXT, seller_id TEXT, shipping_limit_date TEXT, price FLOAT, freight_value FLOAT);
CREATE TABLE order_payments ("index" BIGINT, order_id TEXT, payment_sequential BIGINT, payment_type TEXT, payment_installments BIGINT, payment_value FLOAT);
CREATE TABLE order_reviews ("index" BIGINT, review_id TEXT, order_id TEXT, review_score BIGINT, review_creation_date TEXT);
CREATE TABLE products ("index" BIGINT, product_id TEXT, product_category_name TEXT, product_name_lenght FLOAT, product_weight_g FLOAT);
CREATE TABLE sellers ("index" BIGINT, seller_id TEXT, seller_zip_code_prefix BIGINT, seller_city TEXT);
CREATE TABLE product_category_name_translation ("index" BIGINT, product_category_name TEXT, product_category_name_english TEXT);
INSERT INTO customers SELECT i, printf('%032x', i * 7919), printf('%032x', 1000000 + i % 110), 1000 + i, 'sao paulo', 'SP' FROM n WHERE i <= 150;
INSERT INTO orders SELECT i, printf('%032x', 5000000 + i), printf('%032x', i * 7919), CASE WHEN i % 25 = 0 THEN 'canceled' ELSE 'delivered' END, datetime('2024-01-01', i || ' days'), datetime('2024-01-01', i || ' days', '1 hour'), datetime('2024-01-03', i || ' days'), '2025-06-06 00:00:00' FROM n WHERE i <= 150;
INSERT INTO order_items SELECT i, printf('%032x', 5000000 + 1 + i % 150), 1 + i / 150, printf('%032x', 9000000 + i % 20), printf('%032x', 8000000 + i % 3), '2024-12-12 00:00:00', 15.5 + i % 40, 8.25 FROM n WHERE i <= 320;
INSERT INTO order_payments SELECT i, printf('%032x', 5000000 + i), 1, 'boleto', 1, 0 FROM n WHERE i <= 150;
UPDATE order_payments SET payment_value = (SELECT sum(price + freight_value) FROM order_items WHERE order_items.order_id = order_payments.order_id);
INSERT INTO order_reviews SELECT i, printf('%032x', 3000000 + i), printf('%032x', 5000000 + i), 5, '2024-03-03' FROM n WHERE i <= 150;
INSERT INTO products SELECT i, printf('%032x', 9000000 + i - 1), CASE i % 2 WHEN 0 THEN 'beleza_saude' ELSE 'cama_mesa' END, 40, 500 FROM n WHERE i <= 20;
INSERT INTO sellers SELECT i, printf('%032x', 8000000 + i - 1), 1, 'x' FROM n WHERE i <= 3;
INSERT INTO product_category_name_translation VALUES (0, 'beleza_saude', 'health_beauty'), (1, 'cama_mesa', 'bed_bath_table');
SQL
totals marketplace "$(ask marketplace "SELECT count(DISTINCT order_id), count(DISTINCT customer_unique_id), sum(price) FROM order_items JOIN orders USING (order_id) JOIN customers USING (customer_id) WHERE order_status = 'delivered'")"
rows marketplace order_items
says marketplace "the person behind the orders is found" 'orders.customer_id is another in every order: customers are told apart by customers.customer_unique_id'
writes marketplace "the date is the purchase's" 'order_purchase_timestamp" AS date'
fact marketplace "categories are known" '[.segments[].categories[].name] | unique' '["beleza_saude","cama_mesa"]'

# --- money ----------------------------------------------------------------------------------------

make cents <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, ordered_at INTEGER, total_cents INTEGER, currency TEXT);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, quantity INTEGER, unit_price_cents INTEGER);
INSERT INTO customers SELECT i, 'P ' || i FROM n WHERE i <= 30;
INSERT INTO orders SELECT i, 1 + i % 30, 1704067200 + i * 86400, 0, 'GBP' FROM n WHERE i <= 80;
INSERT INTO order_items SELECT i, 1 + i % 80, 1 + i % 3, 199 + i % 77 FROM n WHERE i <= 200;
UPDATE orders SET total_cents = (SELECT sum(quantity * unit_price_cents) FROM order_items WHERE order_id = orders.id);
SQL
totals cents "$(ask cents "SELECT count(DISTINCT o.id), count(DISTINCT customer_id), sum(quantity * unit_price_cents) / 100.0 FROM orders o JOIN order_items ON order_id = o.id")"
says cents "cents are said" 'quantity × unit_price_cents / 100'
writes cents "the currency is taken over" '^currency: GBP'

make amounts <<'SQL'
CREATE TABLE clients (client_no INTEGER PRIMARY KEY, company TEXT, email TEXT);
CREATE TABLE invoices (invoice_no INTEGER PRIMARY KEY, client_no INTEGER, issued DATE, amount_in_cents INTEGER, vat_in_cents INTEGER);
INSERT INTO clients SELECT i, 'Firm ' || i, 'f' || i || '@example.com' FROM n WHERE i <= 20;
INSERT INTO invoices SELECT 5000 + i, 1 + i % 19, date('2024-01-01', i || ' days'), 10000 + i * 37, 2000 FROM n WHERE i <= 70;
SQL
totals amounts "$(ask amounts "SELECT count(*), count(DISTINCT client_no), sum(amount_in_cents) / 100.0 FROM invoices")"

make priced <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category TEXT, price REAL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, order_date TEXT);
CREATE TABLE order_items (order_id INTEGER, product_id INTEGER, quantity INTEGER, PRIMARY KEY (order_id, product_id)) WITHOUT ROWID;
INSERT INTO customers SELECT i, 'F' || i, 'L' || i FROM n WHERE i <= 25;
INSERT INTO products SELECT i, 'Pot ' || i, 'Kitchen', 3.25 * i FROM n WHERE i <= 10;
INSERT INTO orders SELECT i, 1 + i % 24, date('2024-01-01', i || ' days') FROM n WHERE i <= 60;
INSERT INTO order_items SELECT DISTINCT 1 + i % 60, 1 + (i / 60) * 3 % 10, 1 + i % 4 FROM n WHERE i < 180;
SQL
totals priced "$(ask priced "SELECT count(DISTINCT o.id), count(DISTINCT customer_id), sum(quantity * price) FROM orders o JOIN order_items ON order_id = o.id JOIN products p ON p.id = product_id")"
rows priced order_items
says priced "that the price is today's" 'quantity × products.price, the price of today'

# The price is the line's, which only the orders' totals tell.
make lineprice <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, created_at TEXT, total REAL, shipping REAL);
CREATE TABLE order_lines (id INTEGER PRIMARY KEY, order_id INTEGER, quantity INTEGER, price REAL);
INSERT INTO customers SELECT i, 'c' || i || '@example.com' FROM n WHERE i <= 20;
INSERT INTO orders SELECT i, 1 + i % 20, datetime('2024-01-01', i || ' days'), 0, 3.5 FROM n WHERE i <= 50;
INSERT INTO order_lines SELECT i, 1 + i % 50, 1 + i % 4, (1 + i % 4) * 7.5 FROM n WHERE i <= 130;
UPDATE orders SET total = shipping + (SELECT sum(price) FROM order_lines WHERE order_id = orders.id);
SQL
totals lineprice "$(ask lineprice "SELECT 50, 20, sum(price) FROM order_lines")"
writes lineprice "what the total has besides" 'the lines of an order, with its shipping, make orders.total in all 50'

# Discounts of the orders, which the lines do not show.
make coupons <<'SQL'
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT, joined DATE);
CREATE TABLE orders (id INTEGER PRIMARY KEY, member_id INTEGER, placed_at TEXT, discount REAL, total REAL);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, qty INTEGER, price REAL);
INSERT INTO members SELECT i, 'M ' || i, '2023-01-01' FROM n WHERE i <= 22;
INSERT INTO orders SELECT i, 1 + i % 22, datetime('2024-01-01', i || ' days'), CASE WHEN i % 3 = 0 THEN 5 ELSE 0 END, 0 FROM n WHERE i <= 66;
INSERT INTO order_items SELECT i, 1 + i % 66, 1 + i % 2, 10 + i % 6 FROM n WHERE i <= 170;
UPDATE orders SET total = (SELECT sum(qty * price) FROM order_items WHERE order_id = orders.id) - discount;
SQL
totals coupons "$(ask coupons "SELECT count(*), count(DISTINCT member_id), sum(total) FROM orders")"
rows coupons order_items
writes coupons "that they are spread is said" "the orders' discounts are spread over their lines"

make percents <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE sales (id INTEGER PRIMARY KEY, customer_id INTEGER, sale_date TEXT, quantity INTEGER, unit_price REAL, discount_percent INTEGER, line_total REAL);
INSERT INTO customers SELECT i, 'C ' || i FROM n WHERE i <= 20;
INSERT INTO sales SELECT i, 1 + i % 20, date('2024-01-01', i || ' days'), 1 + i % 3, 10, 10 * (i % 3), (1 + i % 3) * 10.0 FROM n WHERE i <= 90;
SQL
totals percents "$(ask percents "SELECT count(*), count(DISTINCT customer_id), sum(line_total * (1 - discount_percent / 100.0)) FROM sales")"
says percents "the total is before the percentage" 'line_total × \(1 − discount_percent / 100\)'

make currencies <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, order_date TEXT, amount REAL, currency TEXT);
INSERT INTO customers SELECT i, 'C ' || i FROM n WHERE i <= 20;
INSERT INTO orders SELECT i, 1 + i % 20, date('2024-01-01', i || ' days'), 10 + i, CASE WHEN i % 4 THEN 'EUR' ELSE 'PLN' END FROM n WHERE i <= 80;
SQL
says currencies "several currencies are said" 'orders.currency is EUR 60, PLN 20: amounts in several currencies are no sum'
says currencies "and refused until one is named" 'it does not read yet: .*several currencies.*--only-currency'
sed -i 's/^#only-currency:.*/only-currency: EUR/' currencies.yaml
"$CLIENTELE" check currencies.db --config currencies.yaml --json --as-of 2025-12-31 -q >currencies.json 2>&1
same "currencies: then it is read" "$(jq -c '[.purchases, .revenue]' currencies.json)" "$(ask currencies "SELECT '[' || count(*) || ',' || cast(sum(amount) AS INTEGER) || ']' FROM orders WHERE currency = 'EUR'")"
sed -i 's/^only-currency:.*//' currencies.yaml
use currencies 'currency'
"$CLIENTELE" check currencies.db --config currencies.yaml --json --as-of 2025-12-31 -q >again.json 2>&1
same "currencies: or the line is used" "$(jq -c '[.purchases, .revenue]' again.json)" "$(jq -c '[.purchases, .revenue]' currencies.json)"

# --- what does not fit ----------------------------------------------------------------------------

# Categories for 7 % of the revenue; orders without lines; guests; staff beside the customers.
make gaps <<'SQL'
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, role TEXT);
CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, title TEXT, category_id INTEGER, price REAL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, created_by INTEGER, assigned_user_id INTEGER, created_at TEXT, total REAL);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, product_id INTEGER, quantity INTEGER, price REAL);
INSERT INTO users SELECT i, 'U ' || i, 'u' || i || '@example.com', 'x' FROM n WHERE i <= 40;
INSERT INTO categories VALUES (1, 'Known');
INSERT INTO products SELECT i, 'Item ' || i, CASE WHEN i = 1 THEN 1 END, 10 FROM n WHERE i <= 14;
INSERT INTO orders SELECT i, CASE WHEN i % 10 THEN 3 + i % 30 END, 1, 2, datetime('2024-01-01', i || ' days'), 20 FROM n WHERE i <= 100;
INSERT INTO order_items SELECT i, 1 + i % 98, 1 + i % 14, 1, 10 FROM n WHERE i <= 196;
SQL
totals gaps "$(ask gaps "SELECT count(DISTINCT o.id), count(DISTINCT user_id), sum(quantity * price) FROM orders o JOIN order_items ON order_id = o.id WHERE user_id IS NOT NULL")"
rows gaps order_items
says gaps "few categories are no categories" 'categories were found for 7\.1% of the revenue only and are left out'
lacks gaps "and are not written" 'AS category'
says gaps "guests are said" 'orders.user_id is empty or 0 in 10 of 100 rows'
says gaps "orders without lines are said" '2 of 100 rows of orders \(2.0%\) have no rows in order_items'

make bare <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, created_at TEXT, total REAL);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, quantity INTEGER, price REAL);
INSERT INTO customers SELECT i, 'C ' || i FROM n WHERE i <= 20;
INSERT INTO orders SELECT i, 1 + i % 20, date('2024-01-01', i || ' days'), 30 FROM n WHERE i <= 100;
INSERT INTO order_items SELECT i, 1 + i % 40, 3, 10 FROM n WHERE i <= 40;
SQL
totals bare "100|20|3000"
says bare "why the orders are taken" '60 of 100 rows of orders \(60.0%\) have no rows in order_items: so the rows of orders are the sales'

make guests <<'SQL'
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, email TEXT, created_at TEXT, total REAL);
INSERT INTO users SELECT i, 'U ' || i FROM n WHERE i <= 10;
INSERT INTO orders SELECT i, CASE WHEN i % 5 = 0 THEN 1 + i % 10 END, 'g' || (i % 33) || '@example.com', date('2024-01-01', i || ' days'), 12.5 FROM n WHERE i <= 120;
SQL
totals guests "120|33|1500"
says guests "addresses tell the customers apart" 'orders.user_id is blank in most rows: customers are told apart by orders.email'

# A link that holds for most rows only.
make holes <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, created_at TEXT, total REAL);
CREATE TABLE orders_archive (id INTEGER PRIMARY KEY, customer_id INTEGER, created_at TEXT, total REAL);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, quantity INTEGER, price REAL);
INSERT INTO customers SELECT i, 'C ' || i FROM n WHERE i <= 20;
INSERT INTO orders SELECT i, 1 + i % 20, date('2024-01-01', i || ' days'), 10 FROM n WHERE i BETWEEN 51 AND 250;
INSERT INTO orders_archive SELECT i, 1 + i % 20, date('2020-01-01', i || ' days'), 10 FROM n WHERE i <= 50;
INSERT INTO order_items SELECT i, i, 1, 10 FROM n WHERE i <= 250;
SQL
totals holes "200|20|2000"
rows holes order_items
says holes "a join that misses rows is told with figures" 'order_items.order_id leads to orders: 200 of 250 rows \(80.0%\) are there'
says holes "the archive is told" 'orders_archive \(50 rows\) looks like sales too'

# --- names and values that mean harm --------------------------------------------------------------

make nasty <<'SQL'
CREATE TABLE "user's table" ("select" INTEGER PRIMARY KEY, "full name" TEXT, "e-mail" TEXT, "group" TEXT);
CREATE TABLE "order -- ""x""" ("id" INTEGER PRIMARY KEY, "customer id" INTEGER REFERENCES "user's table" ("select"), "order date" TEXT, "the status" TEXT, "parent order id" INTEGER REFERENCES "order -- ""x""" ("id"));
CREATE TABLE "from" ("where" INTEGER PRIMARY KEY, "order id" INTEGER REFERENCES "order -- ""x""" ("id"), "qty; DROP TABLE x" INTEGER, "unit	price" REAL, "unit price: #1" REAL);
CREATE TABLE "größe" (id INTEGER PRIMARY KEY, "länge" TEXT);
CREATE VIRTUAL TABLE search USING fts5(body);
CREATE VIEW gone AS SELECT * FROM missing;
CREATE VIEW endless AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT sum(x) AS total FROM r;
INSERT INTO "user's table" SELECT i, 'N ' || i, 'n' || i || '@example.com', 'g' FROM n WHERE i <= 20;
INSERT INTO "order -- ""x""" SELECT i, 1 + i % 20, date('2024-01-01', i || ' days'), CASE i % 4 WHEN 0 THEN 'cancelled: can''t pay' WHEN 1 THEN 'failed' || char(10) || '  transactions: x' WHEN 2 THEN 'paid' || char(8232) || 'y' ELSE '"; --' END, CASE WHEN i % 9 = 0 THEN i - 1 END FROM n WHERE i <= 60;
INSERT INTO "from" SELECT i, 1 + i % 60, 1 + i % 2, 1, 9.5 FROM n WHERE i <= 150;
INSERT INTO search SELECT 'text ' || i FROM n WHERE i <= 50;
SQL
totals nasty "$(ask nasty 'SELECT count(DISTINCT o.id), count(DISTINCT "customer id"), sum("qty; DROP TABLE x" * "unit price: #1") FROM "order -- ""x""" o JOIN "from" ON "order id" = o.id')"
rows nasty '"from"'
same "nasty: one document, four tables" "$(grep -cE '^  #? ?(customers|products|transactions|interactions):' nasty.yaml)" 4
use nasty 'the status'
totals nasty "$(ask nasty 'SELECT count(DISTINCT o.id), '"$buyers"', sum("qty; DROP TABLE x" * "unit price: #1") FROM "order -- ""x""" o JOIN "from" ON "order id" = o.id WHERE "the status" NOT LIKE '"'canc%'")"
says nasty "a view over nothing is skipped" 'the view gone is not read: no such table: main.missing'
says nasty "a view without an end is skipped" 'the view endless is not read: it takes too long'
says nasty "a virtual table is skipped" 'the table search is not read: it is a virtual table'

# Keys that are told by their values alone, and views of them where there is nothing else.
make uuids <<'SQL'
CREATE TABLE persons (pid TEXT, label TEXT, mail TEXT);
CREATE TABLE deals (ref TEXT, whose TEXT, made_on TEXT);
CREATE TABLE positions (ref TEXT, belongs TEXT, article TEXT, pieces INTEGER, price REAL);
INSERT INTO persons SELECT printf('%08x-0000-4000-8000-%012x', i * 7919, i), 'X' || i, 'p' || i || '@example.com' FROM n WHERE i <= 30;
INSERT INTO deals SELECT printf('%08x-1111-4000-8000-%012x', i * 104729, i), printf('%08x-0000-4000-8000-%012x', (1 + i % 28) * 7919, 1 + i % 28), date('2024-01-01', i || ' days') FROM n WHERE i <= 90;
INSERT INTO positions SELECT printf('%08x-2222-4000-8000-%012x', i * 13, i), printf('%08x-1111-4000-8000-%012x', (1 + i % 90) * 104729, 1 + i % 90), 'A' || i % 5, 1 + i % 3, 4.5 FROM n WHERE i <= 220;
SQL
totals uuids "$(ask uuids "SELECT count(DISTINCT d.ref), count(DISTINCT whose), sum(pieces * price) FROM deals d JOIN positions p ON belongs = d.ref")"
rows uuids positions

make views <<'SQL'
CREATE TABLE t1 (a INTEGER, b TEXT);
CREATE TABLE t2 (a INTEGER, b INTEGER, c TEXT, d REAL);
CREATE VIEW customers AS SELECT a AS id, upper(b) AS name FROM t1;
CREATE VIEW orders AS SELECT a AS id, b AS customer_id, c AS order_date, d AS total FROM t2;
INSERT INTO t1 SELECT i, 'V ' || i FROM n WHERE i <= 20;
INSERT INTO t2 SELECT i, 1 + i % 20, date('2024-01-01', i || ' days'), i * 1.5 FROM n WHERE i <= 60;
SQL
totals views "$(ask views "SELECT count(*), count(DISTINCT customer_id), sum(total) FROM orders")"

# Categories for most of the revenue: written, told, and the rest is shown as such.
make partly <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category_id INTEGER);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, product_id INTEGER, order_date TEXT, amount REAL);
INSERT INTO customers SELECT i, 'C ' || i FROM n WHERE i <= 40;
INSERT INTO categories VALUES (1, 'Tea'), (2, 'Milk');
INSERT INTO products SELECT i, 'P ' || i, CASE WHEN i < 9 THEN 1 + i % 2 END FROM n WHERE i <= 10;
INSERT INTO orders SELECT i, 1 + i % 40, 1 + i % 10, date('2024-01-01', i || ' days'), 10 FROM n WHERE i <= 300;
SQL
totals partly "300|40|3000"
says partly "it is told" '80\.0% of the revenue has a category'
says partly "also with the figures" 'category known +for 80\.0% of the revenue'
fact partly "what has no category is shown" '[.segments[].categories[] | select(.name == "(no category)") | .amount] | add' 600
fact partly "shares are of all" '[.segments[].categories | map(.share) | add * 1000 | round] | unique' '[1000]'

# Larger than what is counted: a guess from samples, in no more time.
make large <<'SQL'
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, picture BLOB);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, created_at TEXT, status TEXT);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, quantity INTEGER, price REAL);
CREATE TABLE page_views (id INTEGER PRIMARY KEY, url TEXT, viewed_at TEXT);
INSERT INTO customers SELECT i, 'C ' || i, zeroblob(3000) FROM n;
INSERT INTO orders SELECT 1000 * (a.i - 1) + b.i, 1 + (a.i * b.i) % 1000, date('2022-01-01', (a.i % 700) || ' days'), CASE WHEN b.i % 10 THEN 'paid' ELSE 'cancelled' END FROM n AS a, n AS b WHERE a.i <= 310;
INSERT INTO order_items SELECT id, id, 1 + id % 3, 5 FROM orders;
INSERT INTO page_views SELECT id, 'x', '2024-01-01' FROM orders;
SQL
totals large "$(ask large "SELECT count(*), count(DISTINCT customer_id), sum(quantity * price) FROM order_items JOIN orders ON orders.id = order_id WHERE status = 'paid'")"
writes large "its joins are told from samples" 'order_items.order_id leads to orders: of a sample of its values 100% are there'
writes large "and so is its status" 'orders.status is paid [0-9]+, cancelled [0-9]+ of 1,000 rows looked at'
sqlite3 large.db "INSERT INTO order_items SELECT id + a * 1000000, order_id, 1, 1 FROM order_items, (SELECT 1 AS a UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6)"
"$CLIENTELE" init large.db --out huge.yaml >/dev/null 2>large.err
says large "a huge shop is not read at once" 'large.db is large: see what it comes to with  clientele check large.db --config huge.yaml'
rm large.db

cp rails.yaml again.yaml
"$CLIENTELE" init rails.db --out again.yaml --force -q >/dev/null
"$CLIENTELE" init rails.db --out once.yaml --force -q >/dev/null
that "the same database gives the same configuration" cmp again.yaml once.yaml
finish
