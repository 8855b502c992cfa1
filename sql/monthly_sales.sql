-- Sales by calendar month up to :as_of, for the months that have any: revenue net of returns, purchases,
-- customers who bought, those among them who bought for the first time, and the returns alone (their
-- amounts are negative; gross sales are revenue - returns).

WITH
-- Transactions that count, with their month.
counted AS (
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
    FROM counted
    WHERE total_amount >= 0
    GROUP BY customer_id
),

new_by_month AS (
    SELECT month, count(*) AS new_customers
    FROM debuts
    GROUP BY month
)

SELECT
    counted.month,
    sum(total_amount)                                           AS revenue,
    sum(total_amount >= 0)                                      AS transactions,
    count(DISTINCT CASE WHEN total_amount >= 0 THEN customer_id END) AS active_customers,
    coalesce(max(new_by_month.new_customers), 0)                AS new_customers,
    sum(CASE WHEN total_amount < 0 THEN total_amount ELSE 0 END) AS returns
FROM counted
LEFT JOIN new_by_month ON new_by_month.month = counted.month
GROUP BY counted.month
ORDER BY counted.month;
