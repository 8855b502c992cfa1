"""An outsider's attack on aggregate reports, independent of the program: what can be worked out of all that a
report gives out (report.json, the CSV files, the PDF's text where there is one), by linear programs over the
cells of which the figures are sums.

privacy_attack.py CLIENTELE FOLDER FIRST LAST [WEEKS]: shops of the seeds FIRST to LAST. The attacker is given
more than a reader has: which step each figure was rounded to. A cell is secret that has fewer than ten customers,
or of which one has over four fifths. It is known if it lies between 0.9 and 1.1 of its value.
"""
import collections, csv, datetime, itertools, json, math, os, re, sqlite3, subprocess, sys
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import privacy_shops

GROUP, COUNT_STEP, WITHIN = 10, 5, 0.1
LAST_WEEKS = ["2025-06-23", "2025-06-30"]


def fail(text):
    print("FAILED:", text)
    sys.exit(1)


# --- what is so ------------------------------------------------------------------------------------------------

def secret(amounts):
    """amounts: what each customer brings."""
    amounts = [a for a in amounts if abs(a) > 1e-9]
    if not amounts: return False
    return len(amounts) < GROUP or max(map(abs, amounts)) > 0.8 * abs(sum(amounts)) + 1e-9


def step_of(amounts):
    top = sum(sorted((abs(a) for a in amounts), reverse=True)[:GROUP - 1]) / 5
    if top <= 0: return 0
    power = 10.0 ** math.floor(math.log10(top) + 1e-12)
    return next(d * power for d in (1, 2, 5, 10) if d * power >= top * (1 - 1e-9))


class Truth:
    """Customers with their segment as the report shows it, and what they bought by product and month."""
    def __init__(self, shop, full, report, as_of):
        shown = {s["label"] for s in report["segments"]}
        self.segment, self.silence = {}, {}
        for row in csv.DictReader(open(f"{full}/attachments/customer_segments.csv")):
            few = row["segment"] != "Prospects"  # segments that are put together; a few prospects are left out
            label = row["segment"] if row["segment"] in shown else "Other Customers" if few else None
            if label not in shown: continue
            self.segment[int(row["customer_id"])] = label
            self.silence[int(row["customer_id"])] = row["silence"]
        db = sqlite3.connect(shop)
        self.country = dict(db.execute("SELECT customer_id, country FROM customers"))
        self.category = dict(db.execute("SELECT product_name, category FROM products"))
        self.spend = collections.defaultdict(lambda: collections.defaultdict(float))
        self.month = collections.defaultdict(lambda: collections.defaultdict(float))
        self.day = collections.defaultdict(lambda: collections.defaultdict(list))
        for customer, product, day, amount in db.execute(
                "SELECT customer_id, product_name, transaction_date, total_amount FROM transactions JOIN products USING (product_id)"
                " WHERE transaction_date <= ?", (as_of,)):
            self.day[day][customer].append(amount)
            if customer not in self.segment: continue
            self.spend[customer][product] += amount
            self.month[day[:7]][customer] += amount
        self.first, self.first_day = {}, {}
        for customer, day in db.execute("SELECT customer_id, min(transaction_date) FROM transactions WHERE total_amount >= 0"
                                        " AND transaction_date <= ? GROUP BY 1", (as_of,)):
            self.first[customer] = day[:7]
            self.first_day[customer] = day

    def members(self, label): return [c for c, l in self.segment.items() if l == label]

    def days(self, first, last):
        """What customers bring from one day to another, and how often they buy."""
        revenue, times = collections.defaultdict(float), collections.Counter()
        for n in range((last - first).days + 1):
            for customer, amounts in self.day[str(first + datetime.timedelta(n))].items():
                revenue[customer] += sum(amounts)
                times[customer] += any(a >= 0 for a in amounts)
        return revenue, +times

    def amounts(self, cells):
        """What customers bring to a set of (segment, product) pairs, by customer."""
        by = collections.defaultdict(set)
        for label, product in cells: by[label].add(product)
        out = {}
        for customer, label in self.segment.items():
            if label in by:
                amount = sum(v for p, v in self.spend[customer].items() if p in by[label])
                if abs(amount) > 1e-9: out[customer] = amount
        return out


# --- what is given out -----------------------------------------------------------------------------------------

class System:
    """Cells, none below 0 unless it is, and sums of them that lie between two values."""
    def __init__(self): self.cells, self.rows, self.low, self.high, self.equal = {}, [], [], [], None

    def cell(self, name): return self.cells.setdefault(name, len(self.cells))

    def know(self, names, low, high):
        self.rows.append([self.cell(n) for n in names])
        self.low.append(low)
        self.high.append(high)

    def bounds(self, names, least):
        n = len(self.cells)
        a = csr_matrix((np.ones(sum(map(len, self.rows))),
                        (np.repeat(range(len(self.rows)), list(map(len, self.rows))), list(itertools.chain(*self.rows)))),
                       shape=(len(self.rows), n))
        keep_high, keep_low = np.isfinite(self.high), np.isfinite(self.low)
        ub = vstack([a[keep_high], -a[keep_low]])
        b = np.concatenate([np.array(self.high)[keep_high], -np.array(self.low)[keep_low]])
        c, equal = np.zeros(n), None
        for name in names: c[self.cell(name)] += 1
        if self.equal:
            equal = np.zeros((1, n))
            for side, sign in zip(self.equal, (1, -1)): equal[0, [self.cell(name) for name in side]] = sign
        out = []
        for sign in (1, -1):
            got = linprog(sign * c, A_ub=ub, b_ub=b, A_eq=equal, b_eq=None if equal is None else [0], bounds=[(least.get(name, 0), None) for name in self.cells], method="highs")
            if got.status == 3: out.append(-sign * math.inf)
            elif got.status != 0: fail(f"the attacker's system has no solution: {got.message}")
            else: out.append(sign * got.fun)
        return out[0], out[1]


def known(value, low, high):
    return low >= (1 - WITHIN) * value - 1e-6 and high <= (1 + WITHIN) * value + 1e-6


class Attack:
    def __init__(self, shop, report, truth):
        self.shop, self.report, self.truth = shop, report, truth
        self.tried = self.broken = 0
        self.shown = self.withheld = 0
        self.found = []
        self.money()
        self.counts()
        self.quiet()
        self.week()

    def judge(self, system, what, names, value, least):
        self.tried += 1
        low, high = system.bounds(names, least)
        if not low - 1e-4 * max(1, abs(value)) <= value <= high + 1e-4 * max(1, abs(value)):
            fail(f"{self.shop}: {what}: the truth, {value}, is not within {low}..{high}")
        if known(value, low, high):
            self.broken += 1
            self.found.append(f"{self.shop}: {what} is {value:.2f}: {low:.2f} to {high:.2f}")

    # money by product and category; months
    def money(self):
        report, truth = self.report, self.truth
        buying = [s for s in report["segments"] if s["clusters"]]  # the others may have returned something
        labels = [s["label"] for s in buying]
        products = sorted({p["name"] for s in report["segments"] for p in s["products"]})
        categories = sorted({k["name"] for s in report["segments"] for k in s["categories"]})
        every = sorted(truth.category)
        part = lambda p: p if p in products else ("rest", truth.category[p]) if truth.category[p] in categories else "rest"
        parts = sorted({part(p) for p in every}, key=str) + ["nothing"]
        system, least, groups = System(), {}, {}
        for label in labels:
            for p in parts: system.cell((label, p))
        cells = lambda ls, ps: [(l, p) for l in ls for p in sorted({part(q) for q in ps}, key=str)]
        def amounts(ls, ps): return truth.amounts([(l, p) for l in ls for p in ps])
        for label, p in cells(labels, every):
            value = sum(amounts([label], [q for q in every if part(q) == p]).values())
            least[(label, p)] = min(0, value)
        def figure(ls, ps, shown, what):
            got = amounts(ls, ps).values()
            step, value = step_of(got), sum(got)
            if abs(shown - value) > step / 2 + 1e-6 * abs(value) or abs(shown / step - round(shown / step)) > 1e-6:
                fail(f"{self.shop}: {what}: {shown} is not {value} in steps of {step}")
            if secret(got): self.broken += 1; self.found.append(f"{self.shop}: {what} is given out")
            self.shown += 1
            system.know(cells(ls, ps), shown - step / 2, shown + step / 2)
        self.goods, self.goods_least, self.goods_cells = system, least, cells
        total = sum(s["revenue"] for s in buying)
        def complement(what, ls, ps, told):
            """What a sum leaves beside the parts of it that are told: sets of (segments, products)."""
            left = set((l, p) for l in ls for p in ps) - set((l, p) for tl, tp in told for l in tl for p in tp)
            groups[what] = left
        told_all = {"products": {}, "categories": {}}
        for s in buying:
            label, of = s["label"], {}
            figure([label], every, s["revenue"], f"{label}: revenue")
            for key in ("products", "categories"):
                names = {n["name"]: n for n in s[key]}
                inside = lambda name: [name] if key == "products" else [q for q in every if truth.category[q] == name]
                for name, n in names.items():
                    figure([label], inside(name), n["amount"], f"{label}: {name}")
                    if n["base_share"] is not None: told_all[key][name] = n["base_share"]
                complement(f"{label}: other {key}", [label], every, [([label], inside(n)) for n in names])
                of[key] = names
                everything = every if key == "products" else sorted(set(truth.category.values()))
                for name in everything:
                    got = amounts([label], inside(name)).values()
                    if name not in names and sum(got) > 0 and not secret(got): self.withheld += len(names) < 5
            for k in of["categories"]:
                inner = [q for q in every if truth.category[q] == k]
                complement(f"{label}: the rest of {k}", [label], inner, [([label], [p]) for p in of["products"]])
        for key, told in told_all.items():
            inside = lambda name: [name] if key == "products" else [q for q in every if truth.category[q] == name]
            for name, share in told.items():
                if share < 1: figure(labels, inside(name), share * total, f"all: {name}")
                listed = [s["label"] for s in buying if name in [n["name"] for n in s[key]]]
                complement(f"{name}: other segments", labels, inside(name), [([l], inside(name)) for l in listed])
            complement(f"all: other {key}", labels, every, [(labels, inside(n)) for n in told])
        for label in labels:
            for p in every: groups[f"{label}: {p}"] = {(label, p)}
            for k in set(truth.category.values()): groups[f"{label}: {k}"] = {(label, p) for p in every if truth.category[p] == k}
        for p in every: groups[f"all: {p}"] = {(l, p) for l in labels}
        for k in set(truth.category.values()): groups[f"all: {k}"] = {(l, p) for l in labels for p in every if truth.category[p] == k}
        for s in report["segments"]:
            got = amounts([s["label"]], every).values()
            if s not in buying and secret(got) and s["revenue"]: fail(f"{self.shop}: revenue of {s['label']} is given out")
        self.months(system, least, labels, parts, amounts)
        for what, group in groups.items():
            got = truth.amounts(group)
            if not group or not secret(got.values()) or abs(sum(got.values())) < 0.01: continue
            names = {(l, part(p)) for l, p in group}
            whole = {(l, p) for l in labels for p in every if (l, part(p)) in names}
            if whole != set(group): continue  # a part of a cell that nothing is said of
            self.judge(system, what, names, sum(got.values()), least)

    def months(self, system, least, labels, parts, amounts):
        truth = self.truth
        told = {m["month"][:7]: m for m in self.report["months"]}
        every = sorted(set(truth.month) | set(told))
        for m in every:
            value = sum(truth.month[m].values())
            least[("month", m)] = min(0, value)
            system.cell(("month", m))
        for m, shown in told.items():
            step = step_of(truth.month[m].values())
            if secret(truth.month[m].values()): self.broken += 1; self.found.append(f"{self.shop}: {m} is given out")
            system.know([("month", m)], shown["revenue"] - step / 2, shown["revenue"] + step / 2)
            self.shown += 1
        # The months and the segments have the same sum, unless who never bought has returned something.
        if not any(amounts([s["label"]], truth.category) for s in self.report["segments"] if not s["clusters"]):
            system.equal = [("month", m) for m in every], [(l, p) for l in labels for p in parts]
        hidden = [m for m in every if m not in told]
        for group in [[m] for m in hidden] + ([hidden] if hidden else []):
            by = collections.defaultdict(float)
            for m in group:
                for c, v in truth.month[m].items(): by[c] += v
            if secret(by.values()): self.judge(system, f"revenue of {group[0]} and others", [("month", m) for m in group], sum(by.values()), least)

    # customers by country; new customers
    def counts(self):
        report, truth, system = self.report, self.truth, System()
        labels = [s["label"] for s in report["segments"]]
        names = sorted({c["name"] for s in report["segments"] for c in s["countries"]})
        part = lambda c: c if c in names else "rest"
        count = collections.Counter((l, part(truth.country[c])) for c, l in truth.segment.items())
        for l in labels:
            for c in names + ["rest"]: system.cell((l, c))
        def figure(cells, shown, what):
            value = sum(count[c] for c in cells)
            low, high = max(math.ceil(shown - COUNT_STEP / 2), GROUP), math.ceil(shown + COUNT_STEP / 2) - 1
            if not low <= value <= high or shown % COUNT_STEP: fail(f"{self.shop}: {what}: {shown} is not {value}")
            self.shown += 1
            system.know(cells, low, high)
        self.places = system
        targets = {}
        told_all = {}
        for s in report["segments"]:
            l = s["label"]
            figure([(l, c) for c in names + ["rest"]], s["customers"], l)
            for c in s["countries"]:
                figure([(l, c["name"])], c["amount"], f"{l}: {c['name']}")
                if c["base_share"] is not None: told_all[c["name"]] = c["base_share"]
            told = [c["name"] for c in s["countries"]]
            targets[f"{l}: other countries"] = [(l, c) for c in names + ["rest"] if c not in told]
            for c in names: self.withheld += c not in told and count[(l, c)] >= GROUP
        for name, share in told_all.items():
            if share < 1: figure([(l, name) for l in labels], round(share * report["customers"]), f"all: {name}")
            targets[f"{name}: other segments"] = [(s["label"], name) for s in report["segments"] if name not in [c["name"] for c in s["countries"]]]
        targets["all: other countries"] = [(l, c) for l in labels for c in names + ["rest"] if c not in told_all]
        for l in labels:
            for c in names + ["rest"]: targets[f"{l}: {c}"] = [(l, c)]
        for what, cells in targets.items():
            value = sum(count[c] for c in cells)
            if 0 < value < GROUP: self.judge(system, what, cells, value, {})
        self.new_customers()

    def new_customers(self):
        system, truth = System(), self.truth
        new = collections.Counter(truth.first[c] for c in truth.segment if c in truth.first)
        told = {m["month"][:7]: m["new_customers"] for m in self.report["months"]}
        for m in sorted(set(new) | set(told)): system.cell(m)
        segments = [s for s in self.report["segments"] if s["clusters"]]
        system.know(list(system.cells), sum(max(s["customers"] - 2, GROUP) for s in segments), sum(s["customers"] + 2 for s in segments))
        for m, shown in told.items():
            if shown is None: continue
            low = max(shown - 2, GROUP) if shown else 0
            if not low <= new[m] <= shown + 2: fail(f"{self.shop}: new customers of {m}: {shown} is not {new[m]}")
            system.know([m], low, shown + 2 if shown else 0)
        for m in list(system.cells):
            if 0 < new[m] < GROUP: self.judge(system, f"new customers of {m}", [m], new[m], {})

    # who has gone quiet
    def quiet(self):
        report, truth, system = self.report, self.truth, System()
        labels, parts = [s["label"] for s in report["segments"]], ["quiet", "getting quiet", "usual", "not judged"]
        count = collections.Counter((l, truth.silence[c]) for c, l in truth.segment.items())
        spend = lambda ls: [sum(truth.spend[c].values()) for c, l in truth.segment.items() if l in ls and truth.silence[c] == "quiet"]
        for l in labels:
            for p in parts: system.cell((l, p))
        told = {}
        def figures(ls, of, what, customers):
            if of["quiet"] is None: return
            told[what] = ls
            shown = {"quiet": of["quiet"], "getting quiet": of["getting_quiet"], "usual": of["judged"] - of["quiet"] - of["getting_quiet"]}
            for p, n in shown.items():
                value = sum(count[(l, p)] for l in ls)
                low, high = (max(math.ceil(n - COUNT_STEP / 2), GROUP), math.ceil(n + COUNT_STEP / 2) - 1) if n else (0, 0)
                # No more are told to be judged than there are customers.
                if p == "usual" and of["judged"] >= customers: low, high = low if n else 0, sum(count.values())
                if not low <= value <= high: fail(f"{self.shop}: {what}: {n} {p} are not {value}")
                system.know([(l, p) for l in ls], low, high)
                self.shown += 1
            if of["quiet_spend"] is not None and secret(spend(ls)): self.broken += 1; self.found.append(f"{self.shop}: {what}: what the quiet spent is given out")
        for s in report["segments"]:
            n = s["customers"]
            system.know([(s["label"], p) for p in parts], max(math.ceil(n - COUNT_STEP / 2), GROUP), math.ceil(n + COUNT_STEP / 2) - 1)
            figures([s["label"]], s, s["label"], n)
        figures(labels, report, "all", report["buyers"])
        rest = [l for l in labels if l not in told]
        for p in parts:
            targets = {f"{l}: {p}": [(l, p)] for l in labels}
            targets[f"all: {p}"] = [(l, p) for l in labels]
            targets[f"segments not told of: {p}"] = [(l, p) for l in rest]
            for what, cells in targets.items():
                value = sum(count[c] for c in cells)
                if 0 < value < GROUP: self.judge(system, what, cells, value, {})


    # the week, and that of a year ago
    def week(self):
        report, truth, week = self.report, self.truth, self.report["week"]
        labels = [s["label"] for s in report["segments"] if s["clusters"]]
        segments = [[sum(truth.spend[c].values()) for c in truth.members(l)] for l in labels]
        day = datetime.date.fromisoformat
        self.flows = {}
        for key, back in (("value", 0), ("year_before", 364)):
            first, last = (day(week[d]) - datetime.timedelta(back) for d in ("from", "to"))
            revenue, times = truth.days(first, last)
            new = [c for c in times if str(first) <= truth.first_day[c] <= str(last)]
            counts = {"buyers": len(times), "new_customers": len(new), "returning_customers": len(times) - len(new)}
            told = self.flows[key] = {}
            for name, value in counts.items():
                if week[name][key] is None: continue
                told[name] = week[name][key] - COUNT_STEP, week[name][key] + COUNT_STEP - 1
                if value < GROUP: self.broken += 1; self.found.append(f"{self.shop}: {value} {name} of the week are given out")
                if not told[name][0] <= value <= told[name][1]: fail(f"{self.shop}: week: {week[name][key]} {name} are not {value}")
            if week["revenue"][key] is not None:
                got, shown = revenue.values(), week["revenue"][key]
                step = max(map(step_of, [got] + segments))
                if secret(got): self.broken += 1; self.found.append(f"{self.shop}: the week's revenue is given out")
                if abs(shown - sum(got)) > step / 2 + 1e-6 or abs(shown / step - round(shown / step)) > 1e-6:
                    fail(f"{self.shop}: the week's revenue: {shown} is not {sum(got)} in steps of {step}")
                told["revenue"] = shown - step / 2, shown + step / 2
            self.shown += len(told)
            self.flow_parts(told, counts)
            if "revenue" in told: self.rest_of_months(first, last, told["revenue"])

    def flow_parts(self, told, counts):
        """New and returning customers together are the buyers."""
        system = System()
        for name in ("new_customers", "returning_customers"):
            system.cell(name)
            if name in told: system.know([name], *told[name])
        if "buyers" in told: system.know(list(system.cells), *told["buyers"])
        for name in list(system.cells):
            if 0 < counts[name] < GROUP and told: self.judge(system, f"{name} of the week", [name], counts[name], {})

    def rest_of_months(self, first, last, week):
        """The months that a week lies in, less the week."""
        names = {str(first)[:7], str(last)[:7]}
        told = {m["month"][:7]: m for m in self.report["months"] if m["month"][:7] in names}
        if set(told) != names: return
        by, low, high = collections.defaultdict(float), -week[1], -week[0]
        for name, m in told.items():
            half = step_of(self.truth.month[name].values()) / 2
            low, high = low + m["revenue"] - half, high + m["revenue"] + half
            for c, v in self.truth.month[name].items(): by[c] += v
        for c, v in self.truth.days(first, last)[0].items(): by[c] -= v
        value = sum(by.values())
        if value < 0: value, low, high = -value, -high, -low
        if not secret(by.values()) or value < 0.01: return
        self.tried += 1
        if known(value, low, high): self.broken += 1; self.found.append(f"{self.shop}: the months of the week without it are {value:.2f}: {low:.2f} to {high:.2f}")


# --- the files ---------------------------------------------------------------------------------------------------

def numbers_of(report):
    """Every number of report.json, and every figure in its texts."""
    out = set()
    def walk(v):
        if isinstance(v, dict): [walk(x) for x in v.values()]
        elif isinstance(v, list): [walk(x) for x in v]
        elif isinstance(v, (int, float)) and not isinstance(v, bool): out.add(round(abs(v), 2))
        elif isinstance(v, str): out.update(round(float(x.replace(",", "")), 2) for x in re.findall(r"\d[\d,]*(?:\.\d+)?", v))
    walk(report)
    return out


def is_told(text, told):
    """Whether a figure as a text, "1,652", "190K", "1.2M", is one of report.json, to its own digits."""
    number, unit = re.fullmatch(r"([\d,]+(?:\.\d+)?)([KM]?)", text).groups()
    scale = {"": 1, "K": 1e3, "M": 1e6}[unit]
    value, digits = float(number.replace(",", "")) * scale, len(number.partition(".")[2])
    return any(abs(value - t) <= (0.5 * 10 ** -digits + 0.006) * scale for t in told)


def same_figures(folder, report):
    """The other files say nothing that report.json does not: they are walks over the same figures."""
    told = numbers_of(report)
    if os.path.exists(f"{folder}/report.pdf"):
        text = subprocess.run(["pdftotext", "-raw", f"{folder}/report.pdf", "-"], capture_output=True, text=True).stdout
        amounts = set(re.findall(r"\$(\d[\d,]*(?<!,)(?:\.\d+)?[KM]?)", text))
        if len(amounts) < 5: fail(f"{folder}: the PDF has few amounts: {amounts}")
        for amount in amounts:
            tick = len(re.sub(r"[^\d]", "", amount).strip("0")) <= 2  # of an axis
            if not tick and not is_told(amount, told): fail(f"{folder}: the PDF's ${amount} is not in report.json")
    for path in sorted(os.listdir(f"{folder}/attachments")):
        if not path.endswith(".csv"): continue
        for row in csv.DictReader(open(f"{folder}/attachments/{path}")):
            for key, text in row.items():
                if not re.fullmatch(r"-?\d+(\.\d+)?", text or ""): continue
                if not is_told(text.lstrip("-"), told):
                    fail(f"{folder}: {path}: {key} {text} is not in report.json")


# --- the weeks ---------------------------------------------------------------------------------------------------

class Both:
    """Two weeks' systems as one: what they differ by is the newer one's week. None that is not told of ties them."""
    def __init__(self, before, now): self.systems, self.links = (before, now), []

    def link(self, then, now, low, high): self.links.append((then, now, low, high))

    def bounds(self, then, now, least):
        n, width, rows, b, low, equal = [], sum(len(s.cells) for s in self.systems), [], [], [], []
        offset = (0, len(self.systems[0].cells))
        def row(cells):
            out = np.zeros(width)
            for i, sign, names in cells:
                for name in names: out[offset[i] + self.systems[i].cell(name)] += sign
            return out
        for i, s in enumerate(self.systems):
            for cells, lo, hi in zip(s.rows, s.low, s.high):
                r = np.zeros(width)
                for c in cells: r[offset[i] + c] += 1
                if np.isfinite(hi): rows.append(r); b.append(hi)
                if np.isfinite(lo): rows.append(-r); b.append(-lo)
            low += [(least[i].get(name, 0), None) for name in s.cells]
            if s.equal: equal.append(row([(i, 1, s.equal[0]), (i, -1, s.equal[1])]))
        for t, m, lo, hi in self.links:
            r = row([(0, -1, t), (1, 1, m)])
            rows += [r, -r]
            b += [hi, -lo]
        c, out = row([(0, -1, then), (1, 1, now)]), []
        for sign in (1, -1):
            got = linprog(sign * c, A_ub=csr_matrix(np.array(rows)), b_ub=b, A_eq=np.array(equal) if equal else None, b_eq=np.zeros(len(equal)) if equal else None,
                          bounds=low, method="highs")
            if got.status == 3: out.append(-sign * math.inf)
            elif got.status != 0: fail(f"the attacker's system of two weeks has no solution: {got.message}")
            else: out.append(sign * got.fun)
        return out[0], out[1]


def tie(before, now):
    """The two weeks' money, and people, with what the newer report tells of its week."""
    told = now.flows["value"]
    buying = lambda w: [s["label"] for s in w.report["segments"] if s["clusters"]]
    money = Both(before.goods, now.goods)
    whole = all(w.goods.equal for w in (before, now))  # else who never bought has returned something
    months = [{c[1] for c in w.goods.cells if c[0] == "month"} for w in (before, now)]
    if whole:
        for m in months[0] & months[1] - {LAST_WEEKS[1][:7]}: money.link([("month", m)], [("month", m)], 0, 0)
        if "revenue" in told: money.link(before.goods.equal[1], now.goods.equal[1], *told["revenue"])
    people = Both(before.places, now.places)
    new = told.get("new_customers", (0, math.inf))
    if "buyers" in told and "returning_customers" in told:
        b, r = told["buyers"], told["returning_customers"]
        new = max(new[0], b[0] - r[1]), min(new[1], b[1] - r[0])
    buyers = [[c for c in w.places.cells if c[0] in buying(w)] for w in (before, now)]
    if math.isfinite(new[1]): people.link(*buyers, *new)
    return money, people


def between(before, now):
    """What a figure's change from one week to the next tells of the customers who made it: the figure lies
    between the bounds that all of its own week's figures leave it. What is of the whole shop only grows."""
    tried = broken = 0
    found = []

    def judge(what, then_by, now_by, bounds, grows):
        nonlocal tried, broken
        changed = [c for c in set(then_by) | set(now_by) if abs(then_by.get(c, 0) - now_by.get(c, 0)) > 1e-9]
        value = sum(now_by.values()) - sum(then_by.values())
        if not 0 < len(changed) < GROUP or abs(value) < 0.01: return
        tried += 1
        got = bounds()
        if isinstance(got[0], tuple): got = got[1][0] - got[0][1], got[1][1] - got[0][0]
        low, high = got
        if not low - 1e-4 * abs(value) - 1e-4 <= value <= high + 1e-4 * abs(value) + 1e-4: fail(f"{now.shop}: {what}: {value}, not {low}..{high}")
        if grows: low = max(low, 0)
        if value < 0: value, low, high = -value, -high, -low
        if known(value, low, high):
            broken += 1
            found.append(f"{now.shop}: {what}: {value:.2f}: {low:.2f} to {high:.2f}")

    weeks = (before, now)
    both_money, both_people = tie(before, now)
    least = [w.goods_least for w in weeks]
    def money(what, labels, products, grows=False):
        judge(what, *(w.truth.amounts([(l, p) for l in labels(w) for p in products]) for w in weeks),
              lambda: both_money.bounds(*(w.goods_cells(labels(w), products) for w in weeks), least), grows)
    def people(what, members, cells):
        judge(what, *({c: 1 for c in members(w)} for w in weeks), lambda: both_people.bounds(cells, cells, ({}, {})), False)

    every = list(now.truth.category)
    inside = {"products": lambda n: [n], "categories": lambda n: [q for q in every if now.truth.category[q] == n]}
    old = {s["label"]: s for s in before.report["segments"]}
    both = lambda s, key: {n["name"] for n in s[key]} & {n["name"] for n in old[s["label"]][key]}
    for s in now.report["segments"]:
        l = s["label"]
        if l not in old: continue
        if s["clusters"]: money(f"{l}: revenue", lambda w: [l], every)
        names = lambda w: {c["name"] for x in w.report["segments"] for c in x["countries"]}
        if names(before) == names(now):
            people(f"{l}: customers", lambda w: w.truth.members(l), [(l, c) for c in names(now) | {"rest"}])
        for key in inside:
            for name in both(s, key): money(f"{l}: {name}", lambda w: [l], inside[key](name))
        for name in both(s, "countries"):
            people(f"{l}: {name}", lambda w: [c for c in w.truth.members(l) if w.truth.country[c] == name], [(l, name)])
    told = lambda w: {(k, n["name"]) for s in w.report["segments"] for k in inside for n in s[k] if n["base_share"] is not None}
    for key, name in told(before) & told(now):
        money(f"all: {name}", lambda w: [s["label"] for s in w.report["segments"] if s["clusters"]], inside[key](name), True)
    was = {m["month"]: m for m in before.report["months"]}
    for m in now.report["months"]:
        if m["month"] not in was: continue
        short = m["month"][:7]
        judge(f"{short}: revenue", *(w.truth.month[short] for w in weeks),
              lambda: both_money.bounds([("month", short)], [("month", short)], least), True)
        around = lambda n: (max(math.ceil(n - COUNT_STEP / 2), GROUP), math.ceil(n + COUNT_STEP / 2) - 1) if n else (0, 0)
        judge(f"{short}: customers", *({c: 1 for c in w.truth.month[short]} for w in weeks),
              lambda: [around(was[m["month"]]["active_customers"]), around(m["active_customers"])], True)
    for what, of in [(s["label"], s) for s in now.report["segments"]] + [("all", now.report)]:
        was = old.get(what) if what != "all" else before.report
        if was is None or was["quiet"] is None or of["quiet"] is None: continue
        inside = lambda w, p: [c for c, l in w.truth.segment.items() if what in (l, "all") and w.truth.silence[c] == p]
        for p, key in (("quiet", "quiet"), ("getting quiet", "getting_quiet")):
            judge(f"{what}: {p}", *({c: 1 for c in inside(w, p)} for w in weeks), lambda: [around(was[key]), around(of[key])], False)
        if was["quiet_spend"] is None or of["quiet_spend"] is None: continue
        spend = [{c: sum(w.truth.spend[c].values()) for c in inside(w, "quiet")} for w in weeks]
        half = [step_of(by.values()) / 2 for by in spend]
        judge(f"{what}: spend of the quiet", *spend, lambda: [(x["quiet_spend"] - h, x["quiet_spend"] + h) for x, h in zip((was, of), half)], False)
    return tried, broken, found


# --- all ---------------------------------------------------------------------------------------------------------

def run(program, shop, out, as_of, level, parts):
    got = subprocess.run([program, "report", shop, "--out", out, "--as-of", as_of, "--only", parts, "--privacy", level, "-q"],
                         capture_output=True, text=True)
    if got.returncode == 65 and level == "aggregate": return None
    if got.returncode: fail(f"{shop}: {got.stderr}")
    return json.load(open(f"{out}/report.json"))


def main():
    program, folder, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    sums = collections.Counter()
    found = []
    for seed in range(first, last + 1):
        shop = f"{folder}/{seed}.db"
        privacy_shops.make(seed, shop)
        weeks = []
        for as_of in LAST_WEEKS:
            parts = "json,csv,pdf" if seed % 20 == 0 else "json,csv"
            report = run(program, shop, f"{folder}/aggregate", as_of, "aggregate", parts)
            if report is None: continue
            same_figures(f"{folder}/aggregate", report)
            run(program, shop, f"{folder}/full", as_of, "full", "json,csv")
            attack = Attack(seed, report, Truth(shop, f"{folder}/full", report, as_of))
            for key in ("tried", "broken", "shown", "withheld"): sums[key] += getattr(attack, key)
            found += attack.found
            weeks.append(attack)
        sums["refused"] += len(weeks) < 2
        if len(weeks) == 2:
            tried, broken, more = between(*weeks)
            sums["changes"] += tried
            sums["broken"] += broken
            found += more
        os.remove(shop)
    print("\n".join(found[:20]))
    print(f"{last - first + 1} shops, {sums['refused']} of them too small or with one customer who makes most of the revenue: "
          f"{sums['tried']} secret cells and {sums['changes']} changes of few customers between two weeks were attacked, {sums['broken']} found out. "
          f"{sums['shown']} figures are given out; of cells of enough customers {sums['withheld']} are not.")
    sys.exit(bool(found))


main()
