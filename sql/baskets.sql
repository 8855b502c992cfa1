-- What each customer bought of each product, up to :as_of: revenue net of returns.
--
-- The definition of the baskets that segments' top products and categories come from. A product that
-- is not in products has the product_id NULL here.

SELECT
    transactions.customer_id,
    products.product_id,
    sum(transactions.total_amount) AS revenue
FROM transactions
JOIN customers     ON customers.customer_id = transactions.customer_id
LEFT JOIN products ON products.product_id = transactions.product_id
WHERE substr(trim(transactions.transaction_date), 1, 10) <= :as_of
  AND transactions.total_amount IS NOT NULL
GROUP BY transactions.customer_id, products.product_id
ORDER BY transactions.customer_id, products.product_id IS NULL, products.product_id;
