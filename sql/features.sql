-- One row a customer: the features that segments are made of, as of the day :as_of (YYYY-MM-DD).
--
-- This is the definition. clientele takes the same figures in one scan of each table, which is many
-- times faster, and its tests prove both equal; any other tool can run this query.
--
-- Rows dated after :as_of do not count, so that any past week can be replayed. Each table is
-- aggregated before it is joined, so that a customer's purchases and interactions do not multiply
-- each other. Days are whole: the time of day, if there is one, is cut off.
--
-- A purchase is what a customer bought at one time, by :purchase_rule: 'order' (rows of one customer
-- with one transaction_id), 'day' (a customer's rows of a day), 'row' (every row). Everything that is
-- counted in purchases comes from the orders below; lines tell the products alone.

WITH
-- Lines that count: dated, with an amount, not after :as_of. Those of one customer with the same
-- purchase_key are one purchase.
counted AS (
    SELECT
        customer_id,
        product_id,
        substr(trim(transaction_date), 1, 10) AS day,
        total_amount,
        CASE :purchase_rule
            WHEN 'order' THEN coalesce(transaction_id, 'row ' || row_number() OVER ())
            WHEN 'day'   THEN substr(trim(transaction_date), 1, 10)
            ELSE row_number() OVER ()
        END AS purchase_key
    FROM transactions
    WHERE substr(trim(transaction_date), 1, 10) <= :as_of
      AND total_amount IS NOT NULL
),

-- What came in, net of returns and cancellations: those have a negative amount.
spend AS (
    SELECT customer_id, sum(total_amount) AS total_spend
    FROM counted
    GROUP BY customer_id
),

-- The purchases, net of what was returned from them. Returns alone are no purchase. Amounts of zero
-- (gifts, samples) are purchases.
orders AS (
    SELECT
        customer_id,
        min(CASE WHEN total_amount >= 0 THEN day END) AS day,
        sum(total_amount)                             AS net
    FROM counted
    GROUP BY customer_id, purchase_key
    HAVING max(total_amount) >= 0
),

-- Recency, frequency, and what else the purchases tell.
rfm AS (
    SELECT
        customer_id,
        julianday(:as_of) - julianday(max(day)) AS recency_days,
        count(*)                                AS frequency,
        max(net)                                AS max_purchase,
        min(net)                                AS min_purchase,
        min(day)                                AS first_day
    FROM orders
    GROUP BY customer_id
),

-- What the lines tell: the different products that were bought.
goods AS (
    SELECT customer_id, count(DISTINCT product_id) AS unique_products
    FROM counted
    WHERE total_amount >= 0
    GROUP BY customer_id
),

-- Interactions by number, length and kind.
contacts AS (
    SELECT
        customer_id,
        count(*)                                  AS interaction_count,
        avg(duration_seconds)                     AS avg_interaction_duration,
        count(DISTINCT interaction_type)          AS interaction_types,
        sum(interaction_type = 'email_open')      AS email_opens,
        sum(interaction_type = 'website_visit')   AS website_visits
    FROM interactions
    WHERE substr(trim(interaction_date), 1, 10) <= :as_of
    GROUP BY customer_id
),

-- Days since the customer signed up. Where that is not known, or lies after :as_of, since the first
-- purchase.
tenure AS (
    SELECT
        customers.customer_id,
        julianday(:as_of) - julianday(
            CASE
                WHEN substr(trim(signup_date), 1, 10) <= :as_of
                THEN substr(trim(signup_date), 1, 10)
                ELSE first_day
            END
        ) AS tenure_days
    FROM customers
    LEFT JOIN rfm ON rfm.customer_id = customers.customer_id
)

SELECT
    customers.customer_id,
    customers.name,
    -- A customer without a purchase has no recency; 365 stands in for it, and such customers are
    -- kept apart from the buyers.
    coalesce(rfm.recency_days, 365)               AS recency_days,
    coalesce(rfm.frequency, 0)                    AS frequency,
    coalesce(spend.total_spend, 0)                AS total_spend,
    coalesce(spend.total_spend / rfm.frequency, 0) AS avg_purchase,
    coalesce(goods.unique_products, 0)            AS unique_products,
    coalesce(rfm.max_purchase, 0)                 AS max_purchase,
    coalesce(rfm.min_purchase, 0)                 AS min_purchase,
    coalesce(contacts.interaction_count, 0)       AS interaction_count,
    coalesce(contacts.avg_interaction_duration, 0) AS avg_interaction_duration,
    coalesce(contacts.interaction_types, 0)       AS interaction_types,
    coalesce(contacts.email_opens, 0)             AS email_opens,
    coalesce(contacts.website_visits, 0)          AS website_visits,
    coalesce(tenure.tenure_days, 0)               AS tenure_days
FROM customers
LEFT JOIN spend    ON spend.customer_id = customers.customer_id
LEFT JOIN rfm      ON rfm.customer_id = customers.customer_id
LEFT JOIN goods    ON goods.customer_id = customers.customer_id
LEFT JOIN contacts ON contacts.customer_id = customers.customer_id
LEFT JOIN tenure   ON tenure.customer_id = customers.customer_id
-- Who signed up after :as_of and did nothing before is no customer yet.
WHERE customers.signup_date IS NULL
   OR substr(trim(customers.signup_date), 1, 10) <= :as_of
   OR spend.customer_id IS NOT NULL
   OR contacts.customer_id IS NOT NULL
ORDER BY customers.customer_id;
