#!/bin/bash
# --amount none: baskets without prices. Nothing of money stands anywhere in the report.
. "$(dirname "$0")/lib.sh"

python3 - <<'END'
import csv, datetime, os, random
random.seed(7)
os.makedirs("baskets")
sales, people, contacts = (csv.writer(open("baskets/%s.csv" % name, "w", newline=""), lineterminator="\n")
                           for name in ("transactions", "customers", "interactions"))
sales.writerow(["customer_id", "date", "order_id", "product", "category", "quantity"])
people.writerow(["customer_id", "name", "email", "signup_date", "country", "newsletter"])
contacts.writerow(["customer_id", "type", "date", "duration_seconds"])
ranges = {"Tea": 10, "Coffee": 8, "Bakery": 12, "Dairy": 11}
goods = [(range_, "%s %d" % (range_, n)) for range_, count in ranges.items() for n in range(count)]
start, end, order = datetime.date(2023, 7, 1), datetime.date(2025, 6, 30), 0
for number in range(1, 501):
    joined = start + datetime.timedelta(random.randint(-300, 600))
    people.writerow(["K%05d" % number, "Person %d" % number, "p%d@example.com" % number, joined,
                     random.choice(["Belgium", "France", "Spain"]), random.choice(["yes", "no"])])
    if number > 490:
        continue  # never bought
    pace = random.choice([12, 25, 50, 120, 400])
    day = max(start, joined) + datetime.timedelta(random.randint(0, 60))
    last = end if random.random() < .7 else day + datetime.timedelta(random.randint(60, 400))
    while day <= min(end, last):
        order += 1
        for _ in range(random.randint(1, 6)):
            range_, name = random.choice(goods)
            sales.writerow(["K%05d" % number, day, "B%d" % order, name, range_, random.choice([1, 1, 2, 3])])
        if random.random() < .02:
            sales.writerow(["K%05d" % number, day, "R%d" % order, name, range_, -1])
        day += datetime.timedelta(max(1, int(random.expovariate(1 / pace))))
    for _ in range(random.randint(0, 15)):
        contacts.writerow(["K%05d" % number, random.choice(["email_open", "website_visit", "ticket"]),
                           start + datetime.timedelta(random.randint(0, 720)), random.randint(5, 600)])
END
sales() { awk -F, 'NR > 1 && $6 > 0' baskets/transactions.csv; }
refuses "without the option amounts are missed" 65 'no column for unit_price \(nor for total_amount.*--amount none' "$CLIENTELE" check baskets -q
"$CLIENTELE" check baskets --amount none --as-of 2025-06-30 --json -q >check.json 2>err || fail "check: $(cat err)"
same "purchases and lines are counted, returned goods are none" "$(jq -r '"\(.purchases) \(.lines)"' check.json)" \
  "$(sales | cut -d, -f3 | sort -u | wc -l) $(sales | wc -l)"
same "no figure of money is told" "$(jq -c '[.revenue, .gross, .returns]' check.json)" '[null,null,null]'

# What a reader sees: pages without their scripts and pictures, files, the mail, the PDF, the workbook.
words() {
  # Ratios of means may be 0.00, and so may the loadings on the page of the method.
  find "$1" \( -name '*.html' -o -name '*.csv' \) -print0 | sort -z | xargs -0 sh -c 'for f; do
      case $f in */method.html) sed "s/>0\.00</></g" "$f" ;; *) cat "$f" ;; esac
    done' sh |
    sed -e 's/"data:[^"]*"//g; s/0\.00×//g; s/<script>/\n&/g; s/<\/script>/&\n/g; s/<style>/\n&/g; s/<\/style>/&\n/g' |
    awk '/<script>|<style>/ { out = 1 } !out { print } /<\/script>|<\/style>/ { out = 0 }'
  jq -r '[paths(scalars) as $p | getpath($p)] | .[] | strings | select(test("^[a-z_]+$") | not)' "$1/report.json"
  pdftotext "$1/report.pdf" - 2>/dev/null
  [ -e "$1/attachments/segments.xlsx" ] && unzip -p "$1/attachments/segments.xlsx" 'xl/sharedStrings.xml' 'xl/worksheets/*.xml'
}
MONEY='revenue|spend|spent|average purchase|at stake|gross sales|[^0-9.]0\.00([^0-9]|$)|€|£|[$][0-9–-]|USD'
nothing() { # nothing SENTENCE FOLDER
  found=$(words "$2" | grep -oiE ".{0,40}($MONEY).{0,30}" | sort | uniq -c | head -n 5)
  same "$1" "$found" ""
}
"$CLIENTELE" report baskets --amount none --as-of 2025-06-30 --out r -q >/dev/null 2>err || fail "report: $(cat err)"
nothing "the report has nothing of money" r
same "it says so once" "$(cat r/*.html r/segments/*.html | grep -o 'have no amounts' | wc -l)" 1
that "no message speaks of it but the one that there is none" sh -c "! grep -v 'there are no amounts' err | grep -qiE 'revenue|spend|money|worth'"
same "every figure of it is null in report.json" \
  "$(jq -c '[.revenue, .gross, .ledger_revenue, .currency, .averages.total_spend, .week.revenue.value, .months[0].revenue, .segments[0].revenue, .segments[0].revenue_share, .quiet_spend] | unique' r/report.json)" '[null]'
same "and what is no money is there" "$(jq -c '[.purchases > 0, .averages.frequency > 0, .averages.unique_products > 0, .averages.interaction_count > 0, (.segments | length > 1)] | unique' r/report.json)" '[true]'
same "categories are shares of lines" "$(jq '[.segments[].categories[].amount] | add' r/report.json)" "$(sales | wc -l)"
same "columns of money are in no file" "$(cat r/attachments/*.csv r/attachments/*/*.csv | grep -E '^(customer_id|segment|month),' | grep -cE 'spend|revenue|avg_purchase|gross')" 0
same "no chart is of it" "$(ls r/charts | grep -cE 'revenue|spend|lorenz|concentration')" 0
same "segments stand by size, those who never bought last" "$(jq -c '[.segments[:-1][].customers] == ([.segments[:-1][].customers] | sort | reverse)' r/report.json)$(jq -r '.segments[-1].label' r/report.json)" trueProspects
"$CLIENTELE" mail r --to a@example.org --from b@example.org --attach none --eml m.eml -q >/dev/null 2>err || fail "mail: $(cat err)"
python3 - m.eml >mail.txt <<'END'
import email, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"))
for part in message.walk():
    if part.get_content_type().startswith("text/"):
        print(part.get_payload(decode=True).decode())
END
same "nor does the mail" "$(grep -ciE "$MONEY" mail.txt)" 0
same "the same again" "$("$CLIENTELE" report baskets --amount none --as-of 2025-06-30 --out r2 -q >/dev/null 2>&1; tree r2)" "$(tree r)"

# --- other kinds of report
"$CLIENTELE" history baskets --amount none --history h.history --weeks 4 --as-of 2025-06-30 -q >/dev/null 2>err || fail "history: $(cat err)"
"$CLIENTELE" report baskets --amount none --history h.history --as-of 2025-06-30 --out h -q >/dev/null 2>err || fail "report: $(cat err)"
nothing "with a history" h
"$CLIENTELE" report baskets --amount none --privacy aggregate --min-group 10 --as-of 2025-06-30 --out a -q >/dev/null 2>err || fail "aggregate: $(cat err)"
nothing "without single customers" a
"$CLIENTELE" report baskets --amount none --labels classic --as-of 2025-06-30 --out c -q >/dev/null 2>err || fail "classic: $(cat err)"
nothing "with the textbook's names" c
awk -F, 'NR == 1 { print $0 ",unit_price,currency"; next } { print $0 ",9.99," (NR % 2 ? "EUR" : "USD") }' baskets/transactions.csv >priced.csv
"$CLIENTELE" report priced.csv --amount none --as-of 2025-06-30 --out p -q >/dev/null 2>err || fail "prices: $(cat err)"
nothing "prices and currencies that are there are not looked at" p
"$CLIENTELE" import kept.db --transactions baskets/transactions.csv --amount none -q >/dev/null 2>err || fail "import: $(cat err)"
"$CLIENTELE" report kept.db --as-of 2025-06-30 --out k -q >/dev/null 2>err || fail "kept: $(cat err)"
nothing "a database that was imported so remembers it" k
"$CLIENTELE" init baskets --amount none --out b.yaml >/dev/null 2>err || fail "init: $(cat err)"
that "what init prints has no revenue" sh -c "grep -q purchases err && ! grep -q revenue err"
"$CLIENTELE" report baskets --config b.yaml --as-of 2025-06-30 --out i --only json -q >/dev/null 2>err
same "and what it writes says that there is none" "$(jq -c '[.purchases, .revenue]' i/report.json)" "$(jq -c '[.purchases, null]' r/report.json)"
printf 'Basket,Card,Date\nB1,K1,2024-01-05\n' >cards.csv
refuses "what is asked for is not the amount" 65 'has no column for customer_id; it has: Basket, Card, Date' "$CLIENTELE" check cards.csv --amount none -q
printf 'Customer ID,Date,Article\n' >alone.csv
for customer in $(seq 30); do for day in 05 12; do echo "$customer,2024-01-$day,A$((customer % 7))"; done; done >>alone.csv
"$CLIENTELE" report alone.csv --amount none --as-of 2024-02-01 --out alone -q >/dev/null 2>err || fail "alone: $(cat err)"
same "without interactions nothing is said of being in touch" "$(grep -c 'have no amounts' alone/index.html) $(grep -c 'were in touch' alone/index.html)" "1 0"
finish
