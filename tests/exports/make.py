#!/usr/bin/python3
"""Writes a file in every known form of export, all of one small simulated shop, and expected.json:
what must be read from each.

    python3 tests/exports/make.py FOLDER           writes all files and expected.json
    python3 tests/exports/make.py FOLDER --mixed   also one with two currencies
    python3 tests/exports/make.py --check          compares files/ with what it would write

Those below 40,000 bytes are kept in tests/exports/files; a test that wants all of them writes them
anew. The figures in expected.json do not come from the files but from the simulated
orders, by the rules that assets/exports/ states:

    rows                 of the (main) file, below its header, blank ones aside
    orders               that the file has, with those that are left out
    purchases … net      of customers: purchases that count, returns (orders of refunds only), money
    customers            who have a purchase that counts
    guests               the same figures for those who cannot be told apart
    left_out             orders by the column and value that keep them out ("" is a blank cell, or
                         for Cancelled at any date), with their amounts before refunds
    unknown              orders that count although their status is not in the list
    left_out_rows        rows that are no sale, by column and value
    rows_without_a_sale  rows below the table that belong to no order
    copies               rows that are there twice
    refund_unknown       orders refunded in part by an amount that the file does not have
    best_customer        whose net amount is largest
    lines, units         of customers' orders and returns
    products, categories their net amounts; each line's to the cent, spread as the README has it
    consent              customers by the last that is known of them
"""
import json
import os
import sys

import forms_markets
import forms_payments
import forms_shops
import forms_woocommerce
from shop import make_shop

KEPT_BYTES = 40000  # of a form's largest file


def make(mixed):
    shop = make_shop()
    forms = (forms_shops.forms(shop) + forms_woocommerce.forms(shop) + forms_payments.forms(shop)
             + forms_markets.forms(shop))
    if mixed:
        forms.append(forms_shops.shopify_mixed(shop))
    expected = {form.name: form.expected() for form in sorted(forms, key=lambda f: f.name)}
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    return forms, text.encode("utf-8")


def files_of(forms, expected, most=None):
    files = {"expected.json": expected}
    for form in forms:
        if not most or max(len(data) for data in form.files.values()) < most:
            files.update(form.files)
    return files


def write(folder, files):
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(data)


def check(here, files):
    bad = 0
    for name, data in sorted(files.items()):
        path = os.path.join(here, name)
        if not os.path.exists(path) or open(path, "rb").read() != data:
            print("%s is not what make.py writes" % path)
            bad = 1
    return bad


def main(arguments):
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")
    mixed = "--mixed" in arguments
    places = [a for a in arguments if not a.startswith("--")]
    forms, expected = make(mixed)
    if "--check" in arguments:
        return check(here, files_of(forms, expected, KEPT_BYTES))
    if len(places) != 1:
        print("usage: make.py FOLDER [--mixed] | make.py --check", file=sys.stderr)
        return 2
    most = KEPT_BYTES if os.path.abspath(places[0]) == here else None
    write(places[0], files_of(forms, expected, most))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
