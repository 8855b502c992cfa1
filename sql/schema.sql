-- The tables that clientele reads, and that `clientele demo` makes.
--
-- Dates are texts, YYYY-MM-DD. Amounts are in one currency. No index is needed, and none is ever made.
--
-- Other columns and tables may be there. They are not read, except columns of transactions and customers
-- that say whether and how a sale counts, or who may be written to: a state, a day of cancellation, a
-- currency, a discount, a refund, consent. A database that has them is read by the same rules as files.
--
-- customers may have a column consent: may the customer be written to? 1 or 0, yes or no, or the day on
-- which it was given. Who has no yes there is in no list of addresses.

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
