"""Small shops in which little is common: few categories and countries, large customers, returns.

privacy_shops.py SEED FILE: the same seed makes the same shop. Its last week is before 2025-06-30.
"""
import datetime, os, random, sqlite3, sys


def make(seed, path):
    r = random.Random(seed)
    customers = r.choice([30, 45, 60, 80, 120, 180, 260])
    # Only a week of many customers, none of whom is large, has figures of its own.
    many = seed % 10 == 7
    if many: customers = 6000
    countries = r.sample(["Austria", "Belgium", "Chile", "Denmark"], r.choice([1, 2, 2, 3, 4]))
    categories = r.sample(["Books", "Music", "Games", "Tea"], r.choice([1, 2, 2, 3, 4]))
    products = [(i + 1, f"{c} {n + 1}", c, round(r.uniform(3, 90), 2))
                for i, (c, n) in enumerate((c, n) for c in categories for n in range(r.choice([1, 2, 3, 5])))]
    skew = r.choice([0, 0.5, 1.2])  # of countries and categories: how rare the rare ones are
    whales = 0 if many else r.choice([0, 1, 2, 5])
    returns = r.random() < 0.3
    start, end = datetime.date(2024, 1, 1), datetime.date(2025, 6, 29)
    if os.path.exists(path): os.remove(path)
    db = sqlite3.connect(path)
    db.executescript("""
      CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, name TEXT, email TEXT, signup_date DATE, country TEXT);
      CREATE TABLE products (product_id INTEGER PRIMARY KEY, product_name TEXT, category TEXT, price REAL);
      CREATE TABLE transactions (transaction_id INTEGER PRIMARY KEY, customer_id INTEGER, product_id INTEGER,
        transaction_date DATE, quantity INTEGER, total_amount REAL);""")
    db.executemany("INSERT INTO products VALUES (?,?,?,?)", products)
    weights = lambda n: [1 / (i + 1) ** (2 * skew) for i in range(n)]
    number = 0
    for c in range(1, customers + 1):
        signup = start + datetime.timedelta(days=r.randrange((end - start).days))
        country = r.choices(countries, weights(len(countries)))[0] if r.random() < 0.97 else None
        db.execute("INSERT INTO customers VALUES (?,?,?,?,?)", (c, f"Name {c}", f"c{c}@x.test", signup.isoformat(), country))
        if r.random() < 0.06: continue  # never bought
        size = r.lognormvariate(0, 0.2 if many else 0.7) * (r.uniform(8, 40) if c <= whales else 1)
        for _ in range(1 + int(r.expovariate(1 / r.choice([1, 3, 8]))) if not many else r.choice([1, 1, 2, 3])):
            day = signup + datetime.timedelta(days=r.randrange((end - signup).days + 1))
            product = r.choices(products, weights(len(products)))[0]
            amount = round(product[3] * size * r.uniform(0.8, 1.25), 2)
            if returns and r.random() < 0.05: amount = -amount
            number += 1
            db.execute("INSERT INTO transactions VALUES (?,?,?,?,?,?)", (number, c, product[0], day.isoformat(), 1, amount))
    db.commit()
    db.close()


if __name__ == "__main__":
    make(int(sys.argv[1]), sys.argv[2])
