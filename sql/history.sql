-- The file of --history: what every run found. Version 1 (PRAGMA user_version); history_2.sql goes on.
--
-- A run is known by its as-of date; making it again replaces it. Dates are texts, YYYY-MM-DD.
-- No clock time is kept, so that the same runs give the same rows.

CREATE TABLE runs (
    as_of     TEXT PRIMARY KEY,
    previous  TEXT,              -- the run before it, whose names it carries on; NULL for the first
    customers INTEGER NOT NULL   -- values in each of its columns (below)
) WITHOUT ROWID;

-- What the user had set: k, seed, labels, prospects, currency.
CREATE TABLE settings (
    as_of TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (as_of, key)
) WITHOUT ROWID;

-- The key figures by name, as report.json has them. A figure that was not known is not there.
CREATE TABLE figures (
    as_of TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    key   TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (as_of, key)
) WITHOUT ROWID;

-- The segments in the report's order. The same lineage in two runs is the same segment.
CREATE TABLE segments (
    as_of     TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    place     INTEGER NOT NULL,  -- from 0
    lineage   INTEGER NOT NULL,
    label     TEXT NOT NULL,
    slug      TEXT NOT NULL,
    archetype TEXT NOT NULL,
    colour    INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    revenue   REAL NOT NULL,
    PRIMARY KEY (as_of, place)
) WITHOUT ROWID;

-- What made a feature's values comparable: (value - mean) / sd; sd 0 for a constant.
CREATE TABLE scaling (
    as_of   TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    feature TEXT NOT NULL,
    mean    REAL NOT NULL,
    sd      REAL NOT NULL,
    PRIMARY KEY (as_of, feature)
) WITHOUT ROWID;

-- The clusters' centres in the features' own units, and the segment that a cluster is part of.
CREATE TABLE centroids (
    as_of   TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    cluster INTEGER NOT NULL,
    segment INTEGER NOT NULL,    -- segments.place
    feature TEXT NOT NULL,
    value   REAL NOT NULL,
    PRIMARY KEY (as_of, cluster, feature)
) WITHOUT ROWID;

-- The customers, a column a row: "customer_id"; "identity", where the shop knows its customers by
-- texts; "segment" (a byte each: segments.place); and every feature. Packed as
-- src/history/pack.h says.
CREATE TABLE columns (
    as_of TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    key   TEXT NOT NULL,
    data  BLOB NOT NULL,
    PRIMARY KEY (as_of, key)
);
