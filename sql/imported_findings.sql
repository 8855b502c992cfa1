-- What an import found in its files, kept so that a report on the database can tell it later. kind: 0 a
-- part is absent, 1 a note, 2 a warning. What was left out of the database counts in its ledger, with
-- revenue and returns, the number of its orders, and what they are in a word or two. Rows of further imports with --append are added.

CREATE TABLE IF NOT EXISTS imported_findings (
    kind        INTEGER,
    code        TEXT,
    table_name  TEXT,
    column_name TEXT,
    found       INTEGER,
    looked_at   INTEGER,
    what        TEXT,
    action      TEXT,
    advice      TEXT,
    example     TEXT,
    subject     TEXT,
    left_out    INTEGER,
    revenue     REAL,
    returns     REAL,
    brief       TEXT,
    orders      INTEGER
);
