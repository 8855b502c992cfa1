-- The tables of an imported shop: those of sql/schema.sql, except that transactions are the lines of
-- orders. Lines of one order share its transaction_id, which is the shop's own, a whole number or a text;
-- NULL where the files have no order ids. line_number tells lines apart that are otherwise the same.

CREATE TABLE customers (
    customer_id INTEGER PRIMARY KEY,
    name        TEXT,
    email       TEXT,
    signup_date DATE,
    country     TEXT,
    consent     INTEGER
);

CREATE TABLE products (
    product_id   INTEGER PRIMARY KEY,
    product_name TEXT,
    category     TEXT,
    price        REAL
);

CREATE TABLE transactions (
    transaction_id,
    customer_id      INTEGER,
    product_id       INTEGER,
    transaction_date DATE,
    quantity         NUMERIC,
    total_amount     REAL,
    line_number      INTEGER
);

CREATE TABLE interactions (
    interaction_id   INTEGER PRIMARY KEY,
    customer_id      INTEGER,
    interaction_type TEXT,
    interaction_date DATE,
    duration_seconds INTEGER
);

-- Which number stands for which id of the source, where those are texts ("AA-10315"). A later import
-- with --append goes on from here.
CREATE TABLE imported_ids (
    kind   TEXT,
    source TEXT,
    id     INTEGER,
    PRIMARY KEY (kind, source)
) WITHOUT ROWID;
