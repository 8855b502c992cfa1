-- Sales by calendar month up to :as_of, for the months that have any: revenue net of returns, purchases,
-- customers who bought, those among them who bought for the first time, and the returns alone (their
-- amounts are negative; gross sales are revenue - returns). Money counts in the month of its line,
-- a purchase in that of its first day; :purchase_rule is that of sql/features.sql.

WITH
-- Lines that count. Those of one customer with the same purchase_key are one purchase.
counted AS (
    SELECT
        transactions.customer_id,
        substr(trim(transaction_date), 1, 10) AS day,
        total_amount,
        CASE :purchase_rule
            WHEN 'order' THEN coalesce(transaction_id, 'row ' || row_number() OVER ())
            WHEN 'day'   THEN substr(trim(transaction_date), 1, 10)
            ELSE row_number() OVER ()
        END AS purchase_key
    FROM transactions
    JOIN customers ON customers.customer_id = transactions.customer_id
    WHERE substr(trim(transaction_date), 1, 10) <= :as_of
      AND total_amount IS NOT NULL
),

money AS (
    SELECT
        substr(day, 1, 7)                                            AS month,
        sum(total_amount)                                            AS revenue,
        sum(CASE WHEN total_amount < 0 THEN total_amount ELSE 0 END) AS returns
    FROM counted
    GROUP BY month
),

orders AS (
    SELECT
        customer_id,
        substr(min(CASE WHEN total_amount >= 0 THEN day END), 1, 7) AS month
    FROM counted
    GROUP BY customer_id, purchase_key
    HAVING max(total_amount) >= 0
),

sold AS (
    SELECT month, count(*) AS purchases, count(DISTINCT customer_id) AS active_customers
    FROM orders
    GROUP BY month
),

-- Who bought for the first time, by month.
debuts AS (
    SELECT month, count(*) AS new_customers
    FROM (SELECT min(month) AS month FROM orders GROUP BY customer_id)
    GROUP BY month
)

SELECT
    money.month,
    money.revenue,
    coalesce(sold.purchases, 0)        AS purchases,
    coalesce(sold.active_customers, 0) AS active_customers,
    coalesce(debuts.new_customers, 0)  AS new_customers,
    money.returns
FROM money
LEFT JOIN sold   ON sold.month = money.month
LEFT JOIN debuts ON debuts.month = money.month
ORDER BY money.month;
