-- The file of --history, from version 1 to 2: what a run remembers says what it means.
--
-- A definition is a text that is another one when the values mean something else: "frequency/1 by
-- row" is the first definition of frequency, where every row is a purchase. Only what has the same
-- definition in two runs is compared.

-- What is called otherwise since.
UPDATE columns SET key = 'avg_purchase' WHERE key = 'avg_transaction_value';
UPDATE scaling SET feature = 'avg_purchase' WHERE feature = 'avg_transaction_value';
UPDATE centroids SET feature = 'avg_purchase' WHERE feature = 'avg_transaction_value';

-- The features of a run. All of them have a column in `columns`.
CREATE TABLE features (
    as_of      TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    key        TEXT NOT NULL,
    definition TEXT NOT NULL,
    clustered  INTEGER NOT NULL,  -- 1: the clusters were made by it; it has a scaling and centroids
    divisor    TEXT,              -- the feature over which its column is packed; NULL for none
    PRIMARY KEY (as_of, key)
) WITHOUT ROWID;

ALTER TABLE figures ADD COLUMN definition TEXT NOT NULL DEFAULT '';

-- What held while files were of version 1: thirteen features, and a row was a purchase.
INSERT INTO features
SELECT runs.as_of, feature.column1, feature.column2, feature.column3, feature.column4
FROM runs,
     (VALUES
        ('recency_days',             'recency_days/1 by row',          1, NULL),
        ('frequency',                'frequency/1 by row',             1, NULL),
        ('total_spend',              'total_spend/1',                  1, NULL),
        ('avg_purchase',             'avg_purchase/1 by row',          1, 'frequency'),
        ('unique_products',          'unique_products/1',              1, NULL),
        ('max_purchase',             'max_purchase/1 by row',          1, NULL),
        ('min_purchase',             'min_purchase/1 by row',          0, NULL),
        ('interaction_count',        'interaction_count/1',            1, NULL),
        ('avg_interaction_duration', 'avg_interaction_duration/1',     1, 'interaction_count'),
        ('interaction_types',        'interaction_types/1',            1, NULL),
        ('email_opens',              'email_opens/1',                  0, NULL),
        ('website_visits',           'website_visits/1',               0, NULL),
        ('tenure_days',              'tenure_days/1',                  1, NULL)
     ) AS feature;

UPDATE figures
SET definition = key || '/1' ||
    CASE
        WHEN key IN ('purchases', 'average_frequency', 'average_purchase', 'overdue',
                     'overdue_spend', 'returned', 'fell_silent')
        THEN ' by row'
        ELSE ''
    END;

INSERT INTO settings SELECT as_of, 'purchase_rule', 'row' FROM runs;
