"""One small simulated shop, from which make.py writes every known export.

Amounts are whole cents with 21 % tax in them. Nobody in it is real; addresses are example.com.
The same seed gives the same shop on every machine: the random numbers are our own.
"""
import datetime

SEED = 20260105
FIRST = datetime.datetime(2026, 1, 5, 8, 0)
ORDERS, CUSTOMERS = 120, 40
# What became of an order; the rest was paid. In the order they are dealt out.
STATES = (["pending"] * 6 + ["cancelled"] * 5 + ["cancelled_refunded"] * 3 + ["refunded"] * 6
          + ["part"] * 8 + ["failed"] * 3)


class Random:
    """Knuth's 64-bit linear congruential generator; its upper bits."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, items):
        return items[self.below(len(items))]


class Product:
    def __init__(self, number, sku, name, category, price):
        self.number, self.sku, self.name, self.category, self.price = (
            number, sku, name, category, price)

    @property
    def id(self):  # as nearly every export has it: the SKU, else the name
        return self.sku or self.name


PRODUCTS = [
    Product(101, "TEA-001", "Sencha 50 g", "Green tea", 1250),
    Product(102, "TEA-002", "Assam 250 g", "Black tea", 990),
    Product(103, "TEA-003", "Teapot, cast iron", "Teaware", 6400),
    Product(104, "TEA-004", 'Cup "Kyoto"', "Teaware", 1100),
    Product(105, "TEA-005", "Matcha 100 g", "Green tea", 2995),
    Product(106, "TEA-006", "Earl Grey & bergamot", "Black tea", 750),
    Product(107, "0042", "Thé à la menthe", "Herbal", 845),
    Product(108, "", "Gift card", "", 2500),
    Product(109, "TEA-009", "Electric kettle", "Teaware", 42900),
]


class Customer:
    def __init__(self, number, first, last, country, random):
        self.number, self.first, self.last, self.country = number, first, last, country
        plain = (first + "." + last).lower().replace("'", "")
        for letter, ascii_letter in (("ü", "ue"), ("é", "e"), ("á", "a"), ("ø", "oe"), ("å", "aa")):
            plain = plain.replace(letter, ascii_letter)
        self.email = "%s%d@example.com" % (plain, number)
        self.phone = "+3161000%04d" % (number * 37) if number % 2 else ""
        self.username = "%s_%d" % (plain.replace(".", "_"), number)
        self.code = "%s-%04X" % (last[:3].upper(), number * 97)  # as a till numbers its customers
        self.consent = random.chance(60)

    @property
    def name(self):
        return self.first + " " + self.last


class Line:
    def __init__(self, product, quantity, discount):
        self.product, self.quantity, self.discount, self.share = product, quantity, discount, 0

    @property
    def list_total(self):
        return self.quantity * self.product.price

    @property
    def paid(self):  # less its own discount and its share of the coupon
        return self.list_total - self.discount - self.share


class Order:
    def __init__(self, number, when, customer, lines, random):
        self.number, self.when, self.customer, self.lines = number, when, customer, lines
        self.state, self.refund = "paid", 0
        self.custom = self.test = self.by_amount = False
        self.account = bool(customer) and not random.chance(20)  # else a guest's checkout
        self.shout = random.chance(15)  # the e-mail address typed in capitals
        subtotal = sum(line.list_total - line.discount for line in lines)
        self.coupon = subtotal // 10 if random.chance(15) else 0
        for line, part in zip(lines, spread(self.coupon, [line.list_total for line in lines])):
            line.share = part
        self.shipping = 0 if subtotal >= 5000 else 495
        self.tip = random.pick([0, 0, 100, 250])

    @property
    def goods(self):
        return sum(line.paid for line in self.lines)

    @property
    def total(self):
        return self.goods + self.shipping

    @property
    def day(self):
        return self.when.date().isoformat()

    @property
    def email(self):
        if not self.customer or not self.customer.email:
            return ""
        return self.customer.email.upper() if self.shout else self.customer.email

    @property
    def phone(self):
        return self.customer.phone if self.customer else ""

    @property
    def name(self):
        return self.customer.name if self.customer else ""

    @property
    def country(self):
        return self.customer.country if self.customer else ""

    @property
    def consent(self):  # customer 2 withdraws hers in the middle of the year
        if not self.customer:
            return False
        return self.when.month < 7 if self.customer.number == 2 else self.customer.consent

    @property
    def refunded(self):  # cents given back
        return {"refunded": self.total, "cancelled_refunded": self.total,
                "part": self.refund}.get(self.state, 0)

    @property
    def kept(self):
        return self.state in ("paid", "refunded", "part")


def spread(amount, weights):
    """The amount over the weights, to the cent: rounded running sums, so that none is lost."""
    total = sum(abs(w) for w in weights)
    if not total:
        weights, total = [1] * len(weights), len(weights)
    parts, running, given = [], 0, 0
    for weight in weights:
        running += abs(weight)
        upto = (2 * abs(amount) * running + total) // (2 * total)
        parts.append(upto - given)
        given = upto
    return parts if amount >= 0 else [-part for part in parts]


def tax_in(cents):
    """The tax in an amount, rounded half up."""
    return (2 * cents * 21 + 121) // (2 * 121)


def without_tax(cents):
    return cents - tax_in(cents)


def make_customers(random):
    firsts = ["Anna", "Bram", "Carla", "Dirk", "Els", "Finn", "Greta", "Hugo", "Inés", "Jan"]
    lasts = ["Müller", "O'Brien", "Novák", "Jansen", "Øster", "Peeters", "Åkesson", "Rossi"]
    countries = ["NL", "NL", "NL", "BE", "DE", "GB"]
    customers = [Customer(n + 1, firsts[n % 10], lasts[(n * 3 + n // 10) % 8],
                          random.pick(countries), random) for n in range(CUSTOMERS)]
    customers[6].email = ""  # known by telephone only
    customers[4].first, customers[4].last = "Anton", customers[0].last  # A. Müller, as Anna is
    customers[2].consent = True
    return customers


def make_lines(random):
    lines = [Line(random.pick(PRODUCTS), random.pick([1, 1, 1, 2, 3]), 0)
             for _ in range(random.pick([1, 1, 2, 2, 3, 4]))]
    if len(lines) > 2 and random.chance(30):
        lines[1] = Line(lines[0].product, lines[0].quantity, 0)  # the same thing twice
    if random.chance(12):
        lines[0].discount = lines[0].list_total // 5
    return lines


def deal_states(orders, random):
    places = [o for o in orders if len(o.lines) > 1]
    for i, state in enumerate(STATES):
        order = random.pick([o for o in places if o.state == "paid"])
        order.state = state
        if state == "part":  # the first line came back, or as much money
            order.refund, order.by_amount = order.lines[0].paid, i % 2 == 1
    for order in [o for o in orders if o.state == "paid"][10:50:20]:
        order.custom = True  # a status that the shop made up
    for order in [o for o in orders if o.state == "paid" and not o.custom][3:60:19]:
        order.test = True  # made while trying out the payment service


def make_shop(seed=SEED):
    random = Random(seed)
    customers = make_customers(random)
    orders, when = [], FIRST
    for n in range(ORDERS):
        when += datetime.timedelta(minutes=2000 + random.below(3900), seconds=random.below(60))
        # A few buy often, many once: the smaller of two draws.
        who = customers[min(random.below(CUSTOMERS), random.below(CUSTOMERS))]
        customer = None if random.chance(11) else who
        orders.append(Order(1001 + n, when, customer, make_lines(random), random))
    deal_states(orders, random)
    return orders
