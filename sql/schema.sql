-- The tables that clientele reads, and that `clientele demo` makes.
--
-- Dates are texts, YYYY-MM-DD. Amounts are in one currency. Other columns and tables may be there;
-- they are not read. No index is needed, and none is ever made.

CREATE TABLE customers (
    customer_id INTEGER PRIMARY KEY,
    name        TEXT,
    email       TEXT,
    signup_date DATE,
    country     TEXT
);

CREATE TABLE products (
    product_id   INTEGER PRIMARY KEY,
    product_name TEXT,
    category     TEXT,
    price        REAL
);

CREATE TABLE transactions (
    transaction_id   INTEGER PRIMARY KEY,
    customer_id      INTEGER,
    product_id       INTEGER,
    transaction_date DATE,
    quantity         INTEGER,
    total_amount     REAL,
    FOREIGN KEY (customer_id) REFERENCES customers (customer_id),
    FOREIGN KEY (product_id) REFERENCES products (product_id)
);

CREATE TABLE interactions (
    interaction_id   INTEGER PRIMARY KEY,
    customer_id      INTEGER,
    interaction_type TEXT,
    interaction_date DATE,
    duration_seconds INTEGER,
    FOREIGN KEY (customer_id) REFERENCES customers (customer_id)
);
