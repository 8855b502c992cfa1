-- Sales by calendar month up to :as_of, for the months that have any: revenue, transactions, customers
-- who bought, and those among them who bought for the first time.

WITH
-- Transactions that count, with their month.
purchases AS (
    SELECT
        transactions.customer_id,
        substr(trim(transaction_date), 1, 7) AS month,
        total_amount
    FROM transactions
    JOIN customers ON customers.customer_id = transactions.customer_id
    WHERE substr(trim(transaction_date), 1, 10) <= :as_of
      AND total_amount IS NOT NULL
),

-- The month in which each customer bought first.
debuts AS (
    SELECT customer_id, min(month) AS month
    FROM purchases
    GROUP BY customer_id
),

new_by_month AS (
    SELECT month, count(*) AS new_customers
    FROM debuts
    GROUP BY month
)

SELECT
    purchases.month,
    sum(total_amount)                         AS revenue,
    count(*)                                  AS transactions,
    count(DISTINCT purchases.customer_id)     AS active_customers,
    coalesce(max(new_by_month.new_customers), 0) AS new_customers
FROM purchases
LEFT JOIN new_by_month ON new_by_month.month = purchases.month
GROUP BY purchases.month
ORDER BY purchases.month;
