#!/bin/bash
# A report on its way: what a real mail server on loopback gets, taken apart by another MIME parser;
# TLS, log-in, refusals, new attempts.
. "$(dirname "$0")/lib.sh"
. "$SOURCE_DIR/tests/cli/mail_lib.sh"

"$CLIENTELE" demo shop.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
"$CLIENTELE" report shop.db --out report --as-of 2025-06-30 --business 'Bücher <b>& Töchter</b>' -q >/dev/null 2>&1 || fail "report"

mail() { SOURCE_DATE_EPOCH=1751328000 "$CLIENTELE" mail report --from 'Größe & "Co" <reports@example.com>' \
  --retry-wait 0.1 "$@"; }
to='--to a@example.org'
asked() { grep -cx -- "$2" "$1/talk" 2>/dev/null; }

tables=$(jq -r '.attachments[].path' report/report.json | sed -n 's,^attachments/\([^/]*\.csv\)$,\1,p' | grep -v '^quiet_customers') # no addresses

# --- what arrives -----------------------------------------------------------------------------------
serve plain
mail --to 'Zoë Müller <zoe@example.org>' --to 'bob@example.net' --smtp smtp://127.0.0.1:$port --no-tls \
  --attach pdf,csv,html --subject 'Kundenübersicht – Woche 26 €' >out 2>err || fail "plain: $(cat err)"
$python "$tests/mail_parts.py" plain/1.eml parts >tree || fail "the message cannot be parsed"
line() { sed -n "s/^$1: //p" tree; }
same "the envelope has sender and recipients" "$(tr '\n' ' ' <plain/1.to)" "reports@example.com zoe@example.org bob@example.net "
same "a non-ASCII subject survives" "$(line Subject)" "Kundenübersicht – Woche 26 € (1)"
same "non-ASCII names survive" "$(line To)" "Zoë Müller <zoe@example.org>, bob@example.net (1)"
same "quotes in a name survive" "$(line From)" '"Größe & \"Co\"" <reports@example.com> (1)'
same "the date is SOURCE_DATE_EPOCH" "$(line Date)" "Tue, 01 Jul 2025 00:00:00 +0000 (1)"
same "it says that a program sent it" "$(line Auto-Submitted)" "auto-generated (1)"
same "there is one Message-ID" "$(line Message-ID | grep -cE '^<[0-9a-f]{32}@example.com> \(1\)$')" 1
same "all lines end in CR LF, all is ASCII" "$(line 'bare LF')" "0 bytes over ASCII: 0"
that "lines have 76 columns at most" test "$(line 'longest line')" -le 76
same "the parser finds no defect" "$(line defects)" 0
same "the tree of parts" "$(awk '/^multipart/ { on = 1 } on { sub(/ [^ ]*$/, "", $0); print $1 }' tree | tr '\n' ' ')" \
  "multipart/mixed multipart/related multipart/alternative text/plain text/html image/png image/png application/pdf text/html $(for name in $tables; do printf 'text/csv '; done)"
that "the PDF is the report's, byte for byte, under a name in German" cmp 'parts/Bücher -b-& Töchter--b- 2025-06-30.pdf' report/report.pdf
that "so is the page" cmp 'parts/Bücher -b-& Töchter--b- 2025-06-30.html' report/index.html
that "tables are attached" test -n "$tables"
for name in $tables; do
  cmp "parts/$name" "report/attachments/$name" || fail "$name is not the report's"
done
for picture in $(grep -oE '^ +image/png .*' tree | awk '{print $NF}'); do
  that "$picture is the report's" cmp parts/$picture report/charts/$picture
done
same "every cid of the HTML is a part, and every picture is shown" \
  "$(grep -oE 'cid:[^"]+' parts/summary.html | sed 's/cid:/</; s/$/>/' | sort | tr '\n' ' ')" \
  "$(awk '/image\/png/ { print $4 }' tree | sort | tr '\n' ' ')"
same "HTML from the data is escaped" "$(grep -c '<b>' parts/summary.html)" 0
same "no script, form, style sheet, link to the network" \
  "$(grep -cEi '<script|<form|<link|<style|src="http|position:|display:(flex|grid)' parts/summary.html)" 0
that "the HTML is below what services cut off" test "$(stat -c %s parts/summary.html)" -lt 102400
same "every picture has width, height and a text" \
  "$(grep -c '<img ' parts/summary.html)" "$(grep -cE '<img src="cid:[^"]+" width="[0-9]+" height="[0-9]+" alt="[^"]{20,}"' parts/summary.html)"
for text in parts/text.txt parts/summary.html; do
  jq -r '.pages[0].sections | ([.[].blocks[].metrics // empty][0][] | .text), (.[].blocks[].insights[]?.headline)' report/report.json | while read -r words; do
    grep -qF -- "$words" "$text" || echo "$words"
  done >missing
  same "$text has every figure of the week and every finding of the summary" "$(cat missing)" ""
  same "$text has every segment with its customers" \
    "$(jq -r '.segments[]|.label' report/report.json | while read -r l; do grep -cF -- "$l" "$text" | grep -x 0; done)" ""
done
mail --to 'Zoë Müller <zoe@example.org>' --to 'bob@example.net' --attach pdf,csv,html \
  --subject 'Kundenübersicht – Woche 26 €' --dry-run --eml dry.eml || fail "dry run"
that "the same input gives the same bytes, and --dry-run sends nothing" cmp dry.eml plain/1.eml
same "nothing else came" "$(ls plain | grep -c eml)" 1
mail $to --eml - --attach none >stdout.eml || fail "--eml -"
plain_of() { $python -c 'import email, email.policy, sys
for part in email.message_from_file(open(sys.argv[1]), policy=email.policy.default).walk():
    if part.get_content_type() == "text/plain" and not part.get_filename(): print(part.get_content())' "$1"; }
lists=$(plain_of stdout.eml | grep -c "^   The list is in the report's folder: attachments/[a-z_/-]*\.csv$")
that "a list that is not attached is in the folder" test "$lists" -ge 2
mail $to --eml web.eml --attach none --address https://example.org/books/index.html || fail "--address"
same "or behind the link" \
  "$(plain_of web.eml | grep -c '^   The list: https://example.org/books/attachments/[a-z_/-]*\.csv$')" "$lists"
mail $to --eml with.eml --attach csv || fail "--attach csv"
same "or attached" "$(plain_of with.eml | grep -c '^   The list is attached: customer_segments.csv$')" 1
$python "$tests/mail_parts.py" stdout.eml bare >none.tree
same "the subject says business, title and day" "$(sed -n 's/^Subject: //p' none.tree)" "Bücher <b>& Töchter</b>: Customer segmentation, 30 June 2025 (1)"
same "--attach none attaches nothing" "$(grep -c attachment none.tree)" 0
mail $to --eml some.eml --attach csv --segments loyal-customers,prospects || fail "--segments"
$python "$tests/mail_parts.py" some.eml some >some.tree
same "--segments attaches the lists of just these" "$(awk '/attachment/ { print $NF }' some.tree | tr '\n' ' ')" "loyal-customers.csv prospects.csv quiet-loyal-customers.csv first-prospects.csv "
same "and shows just these" "$(grep -cE '^(Lapsed|Newer|Occasional) Customers:' some/text.txt) $(grep -c '^Loyal Customers:' some/text.txt)" "0 1"

if [ -s report/attachments/segments.xlsx ]; then
  mail $to --eml book.eml --attach xlsx || fail "--attach xlsx"
  $python "$tests/mail_parts.py" book.eml book >book.tree
  that "the workbook is the report's" cmp book/segments.xlsx report/attachments/segments.xlsx
fi

# --- hostile names ----------------------------------------------------------------------------------
refuses "a line break in an address" 2 "is not an e-mail address" mail --to $'a@example.org\r\nBcc: x@example.org' --eml x
refuses "a line break in a name" 2 "is not an e-mail address" mail --to $'X\nBcc: y@example.org <a@example.org>' --eml x
refuses "an address that ends the command" 2 "is not an e-mail address" mail --to 'a@example.org> SIZE=1' --eml x
mail $to --eml hostile.eml --attach none --subject $'Hello\r\nBcc: evil@example.org\r\n\r\nbody' || fail "hostile subject"
$python "$tests/mail_parts.py" hostile.eml hostile >hostile.tree
same "a line break in a subject becomes a space" "$(sed -n 's/^Subject: //p' hostile.tree)" "Hello  Bcc: evil@example.org    body (1)"
same "and no header is added" "$(grep -ci '^bcc' hostile.eml)" 0
cp -r report evil
jq '.attachments[0].path = "attachments/../../secret.csv"' report/report.json >evil/report.json; echo secret >secret.csv
refuses "a path out of the report" 65 "leaves the report" "$CLIENTELE" mail evil --from a@b.example $to --eml x
jq '.pages[0].sections[0].blocks += [{kind:"figure", picture:"../../secret", alternative_text:"x"}]
  | .business = "A\r\nBcc: x@y.example\r\n" | .title = ("long " * 3000)
  | .segments = [range(200) as $i | .segments[0] + {label: ("\u003cscript\u003e" * 200)}]' report/report.json >evil/report.json
"$CLIENTELE" mail evil --from a@b.example $to --eml evil.eml --attach none 2>err || fail "evil report: $(cat err)"
$python "$tests/mail_parts.py" evil.eml evilparts >evil.tree
same "an evil report adds no header" "$(grep -ci '^bcc' evil.eml)" 0
same "nor a script" "$(grep -c '<script' evilparts/summary.html)" 0
that "nor grows without end" test "$(stat -c %s evilparts/summary.html)" -lt 102400
echo '{"generator":"other"}' >evil/report.json
refuses "another program's report.json" 65 "is not the report.json" "$CLIENTELE" mail evil --from a@b.example $to --eml x
refuses "a folder without a report" 66 "no report.json" "$CLIENTELE" mail parts --from a@b.example $to --eml x
refuses "no way to send it" 2 "one of --smtp" mail $to

# --- size -------------------------------------------------------------------------------------------
mail $to --eml small.eml --max-size 400KB 2>err || fail "--max-size: $(cat err)"
that "the message stays below --max-size" test "$(stat -c %s small.eml)" -le 400000
$python "$tests/mail_parts.py" small.eml small >small.tree
same "the largest attachment stays out, the others do not" \
  "$(grep -c 'attachment.*pdf' small.tree) $(grep -c 'attachment.*csv' small.tree)" "0 $(echo "$tables" | wc -l)"
that "the text says so" grep -q 'left out: .*\.pdf (0\.[0-9] MB)' small/text.txt
that "the HTML says so" grep -q 'left out: .*\.pdf (0\.[0-9] MB)' small/summary.html
that "the terminal says so" grep -q 'warning: over --max-size' err
serve tight --most 200000
refuses "a server that takes less is said in its words" 74 "552" mail $to --smtp smtp://127.0.0.1:$port --no-tls -q

# --- answers ----------------------------------------------------------------------------------------
send() { mail --attach none -q --smtp smtp://127.0.0.1:$port --no-tls "$@"; }
serve busy --answer 'data=451 4.3.0 busy;451 4.3.0 busy;ok'
that "a 4xx is tried again" send $to
same "twice, and then it went" "$(asked busy data) $(ls busy | grep -c eml)" "3 1"
serve always --answer 'mail=421 4.3.2 come back later'
refuses "a 4xx without end exits 75" 75 "not sent to a@example.org: .*421 4.3.2 come back later" send $to --retries 1
same "after the attempts asked for" "$(asked always mail)" 2
serve never --answer 'data=554 5.7.1 we do not like it'
refuses "a 5xx is not tried again" 74 "554 5.7.1 we do not like it" send $to
same "asked once" "$(asked never data)" 1
serve partly --answer 'b@example.org=550 5.1.1 no such user' --answer 'c@example.org=450 4.2.0 greylisted;ok'
refuses "a recipient who is refused is named" 74 "sent to a@example.org, c@example.org; refused: b@example.org \(550 5.1.1 no such user\)" \
  send $to --to b@example.org --to c@example.org
same "who was put off is tried again, and alone" "$(asked partly a@example.org) $(asked partly b@example.org) $(asked partly c@example.org)" "1 1 2"
same "everybody who may has it once" "$(cat partly/*.to | grep -v reports | sort | tr '\n' ' ')" "a@example.org c@example.org "
serve nobody --answer 'a@example.org=550 5.1.1 nobody' --answer 'b@example.org=551 5.1.6 moved'
refuses "all refused" 74 "refused: a@example.org \(550 5.1.1 nobody\), b@example.org \(551 5.1.6 moved\)" send $to --to b@example.org
serve mixed --answer 'a@example.org=450 4.2.0 later' --answer 'b@example.org=550 5.1.1 nobody'
refuses "one refused, one put off" 75 "not sent to a@example.org: .*450 4.2.0 later; refused: b@example.org \(550" send $to --to b@example.org --retries 1
same "the refused one is not asked again" "$(asked mixed b@example.org)" 1
port=1
refuses "no server there" 75 "127.0.0.1" send $to --retries 0

# --- TLS and log-in ---------------------------------------------------------------------------------
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=Private CA' >/dev/null 2>&1
openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj '/CN=localhost' >/dev/null 2>&1
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1' >san
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile san >/dev/null 2>&1
printf 'subjectAltName=DNS:other.example' >san
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out other.pem -days 2 -extfile san >/dev/null 2>&1
serve tls --smtps --cert server.pem --key server.key
refuses "an unknown authority" 78 "certificate cannot be trusted" mail $to -q --smtp smtps://localhost:$port
that "a private authority that is given" mail $to -q --smtp smtps://localhost:$port --ca-file ca.pem
refuses "an authority's file that is none" 78 "ca-file" mail $to -q --smtp smtps://localhost:$port --ca-file shop.db
same "only the trusted way delivered" "$(ls tls | grep -c eml)" 1
serve wrong --smtps --cert other.pem --key server.key
refuses "a certificate of another host" 78 "certificate cannot be trusted" mail $to -q --smtp smtps://localhost:$port --ca-file ca.pem
serve start --starttls --cert server.pem --key server.key
that "STARTTLS" mail $to -q --smtp smtp://localhost:$port --ca-file ca.pem
refuses "STARTTLS with an unknown authority" 78 "certificate cannot be trusted" mail $to -q --smtp smtp://localhost:$port
port=$(cat plain/port)
refuses "a server without STARTTLS" 78 "offers no STARTTLS" mail $to -q --smtp smtp://localhost:$port
refuses "--no-tls with a password to another machine" 2 "to this machine only" \
  env CLIENTELE_SMTP_PASSWORD=x "$CLIENTELE" mail report --from a@b.example $to --no-tls --smtp smtp://me@mail.example.org
refuses "a password in the address" 2 "is not for a password" mail $to --smtp smtps://me:hunter2@localhost:1
same "which is not repeated" "$(grep -c hunter2 "$W/.err")" 0
serve login --smtps --cert server.pem --key server.key --user me@example.org --password 'hünter 2"'
login() { mail $to -q --attach none --ca-file ca.pem --smtp smtps://me%40example.org@localhost:$port "$@"; }
refuses "no password" 78 "CLIENTELE_SMTP_PASSWORD" login
CLIENTELE_SMTP_PASSWORD='hünter 2"' that "a password from the environment" login
printf 'hünter 2"\n' >password
that "a password from a file" login --password-file password
echo wrong-one >password
refuses "a wrong password is not tried again" 78 "refused the log-in of me@example.org" login --password-file password -v
same "nor printed" "$(grep -c wrong-one "$W/.err" "$W/.out" | grep -vc ':0')" 0

# --- sendmail ---------------------------------------------------------------------------------------
mkdir bin
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >args; cat >got; exit ${CODE:-0}\n' >bin/sendmail
chmod +x bin/sendmail
PATH=$W/bin:$PATH that "sendmail" mail $to --to b@example.org -q --attach none --sendmail
same "gets sender and recipients" "$(tr '\n' ' ' <args)" "-i -f reports@example.com -- a@example.org b@example.org "
mail $to --to b@example.org --attach none --eml want.eml
that "and the message with the system's line ends" cmp got <(tr -d '\r' <want.eml)
PATH=$W/bin:$PATH CODE=75 refuses "sendmail that has no time" 75 "try again" mail $to --attach none --sendmail
PATH=$W/bin:$PATH CODE=67 refuses "sendmail that will not" 74 "ended with 67" mail $to --attach none --sendmail

# --- libraries that are not there ---------------------------------------------------------------------
mkdir no-gmime no-curl
touch no-gmime/libgmime-3.0.so.0 no-curl/libcurl.so.4
LD_LIBRARY_PATH=$W/no-gmime refuses "no GMime" 78 "install GMime 3" mail $to --smtp smtp://localhost:1 --no-tls
LD_LIBRARY_PATH=$W/no-curl refuses "no libcurl, before the report is looked at" 78 "install libcurl" \
  "$CLIENTELE" mail nowhere --from a@b.example $to --smtp smtp://localhost:1 --no-tls
LD_LIBRARY_PATH=$W/no-curl that "which a message for a file does not need" mail $to --attach none --eml third.eml
finish
