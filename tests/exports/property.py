#!/usr/bin/python3
"""What changes the money or who a customer is, is understood and told, or asked: never silent.

Many simulated shops, each in the known forms of exports and in files of no known form: the program
reads each exactly, or refuses it with a reason, or tells what it could not know.

    property.py CLIENTELE [--shops 200] [--known 3] [--generic 5] [--jobs 2] [--keep FOLDER]
    property.py CLIENTELE --full       every shop in every known form and 20 generic ones

Prints how many files came to what, by form, and ends with 1 when any is wrong and silent.
"""
import argparse
import collections
import json
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import forms_markets
import forms_payments
import forms_shops
import forms_woocommerce
from generic import Generic
from shop import Random, make_shop

AS_OF = "2027-12-31"
MAKERS = [forms_shops, forms_woocommerce, forms_payments, forms_markets]
EXACT, REFUSED, TOLD, WRONG = "exact", "refused", "told", "WRONG"


def run(program, folder, path):
    """What the program reads: (None, its refusal), or (figures of check, the database)."""
    db = os.path.join(folder, "shop.db")
    done = subprocess.run([program, "import", db, "--transactions", path, "--force", "-q"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        return None, "%d: %s" % (done.returncode, done.stderr.strip())
    got = subprocess.run([program, "check", db, "--json", "--as-of", AS_OF, "-q"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if got.returncode not in (0, 1):
        return None, "%d: %s" % (got.returncode, got.stderr.strip())
    return json.loads(got.stdout), db


def judge_refusal(text, wanted):
    """A refusal is 65 (or 78), and says what to do."""
    return (REFUSED, text) if text.startswith("65:") and len(text) > 40 else (WRONG, text)


def days_of(db):
    connection = sqlite3.connect(db)
    try:
        return sorted((day, round(cents)) for day, cents in connection.execute(
            "SELECT min(transaction_date), sum(total_amount) * 100 FROM transactions "
            "WHERE transaction_date IS NOT NULL GROUP BY customer_id, transaction_id "
            "HAVING max(total_amount) >= 0"))
    finally:
        connection.close()


def figures_text(wanted, got):
    return "purchases %s, customers %s, cents %s; wanted %s, %s, %s" % (
        got["purchases"], got["buyers"], round(got["revenue"] * 100), wanted["purchases"],
        wanted["customers"], wanted["net"])


def judge_known(form, program, folder):
    name = next(iter(form.files))
    for path, data in form.files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "wb") as out:
            out.write(data)
    expected = form.expected()
    got, more = run(program, folder, os.path.join(folder, name))
    if got is None:
        verdict, text = judge_refusal(more, expected)
        return (verdict if expected.get("refused") else WRONG), text
    if expected.get("refused"):
        return WRONG, "it is to be refused"
    wanted = {"purchases": expected["purchases"], "customers": expected["customers"],
              "net": round(float(expected["net"]) * 100)}
    right = (got["purchases"] == wanted["purchases"] and got["buyers"] == wanted["customers"]
             and round(got["revenue"] * 100) == wanted["net"])
    return (EXACT if right else WRONG), figures_text(wanted, got)


def judge_generic(file, program, folder):
    path = os.path.join(folder, "sales.csv")
    with open(path, "wb") as out:
        out.write(file.bytes)
    wanted = file.expected()
    got, more = run(program, folder, path)
    if got is None:
        return judge_refusal(more, wanted)
    if file.refused:
        return WRONG, "several currencies are added up"
    codes = {f["code"] for f in got["findings"]}
    text = figures_text(wanted, got) + "; told: " + " ".join(sorted(codes))
    warnings = {f["code"] for f in got["findings"] if f["kind"] == "warning"}
    verdict, why = file.verdict(got, codes, warnings, days_of(more))
    return verdict, "%s: %s" % (why, text)


def plain_shop(seed):
    """Lines that stand twice in one order, A B A B, are told as a copy of A B: there are none here."""
    shop = make_shop(seed)
    for order in shop:
        half = len(order.lines) // 2
        like = [(line.product.number, line.quantity) for line in order.lines]
        if half > 1 and like[:half] == like[half:]:
            order.coupon -= order.lines.pop().share
    return shop


def known_forms(shop):
    return [form for maker in MAKERS for form in maker.forms(shop) if "olist" not in form.name]


def one_shop(task):
    """(form, verdict, what it is, text) of each of the shop's files."""
    seed, options = task
    random, shop, out = Random(seed * 7919 + 1), plain_shop(seed), []
    folder = tempfile.mkdtemp(prefix="property")
    try:
        forms = known_forms(shop)
        while len(forms) > options.known:
            forms.pop(random.below(len(forms)))
        for form in forms:
            verdict, text = judge_known(form, options.program, folder)
            out.append((form.name, verdict, seed, text))
        for i in range(options.generic):
            file = Generic(shop, seed * 1000 + i)
            verdict, text = judge_generic(file, options.program, folder)
            out.append(("generic " + file.t.grain, verdict, seed * 1000 + i,
                        text + "\n    %s" % dict(file.t)))
            if verdict == WRONG and options.keep:
                os.makedirs(options.keep, exist_ok=True)
                shutil.copy(os.path.join(folder, "sales.csv"),
                            os.path.join(options.keep, "%d.csv" % (seed * 1000 + i)))
    finally:
        shutil.rmtree(folder)
    return out


def print_counts(counts):
    print("%-42s %8s %8s %8s %8s" % ("form", EXACT, REFUSED, TOLD, WRONG))
    for form in sorted(counts):
        print("%-42s %8d %8d %8d %8d" % ((form,) + tuple(
            counts[form][v] for v in (EXACT, REFUSED, TOLD, WRONG))))


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--shops", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--known", type=int, default=3)
    parser.add_argument("--generic", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=10, help="wrong files to show")
    parser.add_argument("--refusals", action="store_true", help="show what is refused")
    parser.add_argument("--keep", help="a folder for the generic files that are wrong")
    parser.add_argument("--least", type=float, default=0, help="per cent of the generic files that "
                        "must be exact")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args(arguments)
    if options.full:
        options.known, options.generic = 99, 20
    return options


def main(arguments):
    options, shown = options_of(arguments), 0
    counts = collections.defaultdict(collections.Counter)
    tasks = [(seed, options) for seed in range(options.first, options.first + options.shops)]
    with multiprocessing.Pool(options.jobs) as pool:
        for results in pool.imap(one_shop, tasks):
            for form, verdict, seed, text in results:
                counts[form][verdict] += 1
                if verdict == WRONG and shown < options.show:
                    shown += 1
                    print("wrong: %s, %d: %s" % (form, seed, text))
                if verdict == REFUSED and options.refusals:
                    print("refused: %s, %d: %s" % (form, seed, text))
    print_counts(counts)
    generic = sum((counts[f] for f in counts if f.startswith("generic")), collections.Counter())
    exact = 100 * generic[EXACT] / max(1, sum(generic.values()))
    print("generic: %.1f %% exact" % exact)
    return 1 if any(counts[f][WRONG] for f in counts) or exact < options.least else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
