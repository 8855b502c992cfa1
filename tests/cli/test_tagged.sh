#!/bin/bash
# The PDF for readers who listen to it, and for the archive: the rules of PDF/UA-1 and PDF/A-2a that a program
# can judge (tests/pdf/), on books of many kinds; and its text and titles, as poppler hears and sees them.
. "$(dirname "$0")/lib.sh"

for tool in qpdf pdftotext pdfinfo jq; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
python=/usr/bin/python3
$python -c 'import pikepdf' 2>/dev/null || { echo "skipped: python3-pikepdf is absent"; exit 77; }
judge="$python $SOURCE_DIR/tests/pdf/judge.py"

"$CLIENTELE" demo shop.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
"$CLIENTELE" demo few.db --customers 20 --as-of 2025-06-30 -q >/dev/null || fail "demo of 20"
$python - <<'END'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes((20 * x, 40 * y, 128)[c] for x in range(12) for c in range(3)) for y in range(4))
open("logo.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 12, 4, 8, 2, 0, 0, 0)) +
                             chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
END

book() { # book NAME DATABASE OPTIONS...
  local name=$1 db=$2
  shift 2
  "$CLIENTELE" report "$db" --out "$name" --only pdf,json --as-of 2025-06-30 -q "$@" >/dev/null 2>.err ||
    { fail "$name: $(cat .err)"; return; }
  same "$name: poppler says that it is tagged" "$(pdfinfo "$name/report.pdf" | sed -nE 's/^Tagged: +//p')" yes
  if $judge "$name/report.pdf" >"$name.rules"; then ok "$name: $(tail -n 1 "$name.rules")"
  else fail "$name: $(grep -v '^ok' "$name.rules")"; fi
}

book a4 shop.db
book letter few.db --paper letter --pdf-text justified
# Poppler reads a page again for each element that is on it: these two take most of the time.
$judge --text a4/report.pdf >a4.text 2>&1 & a4=$!
$judge --text letter/report.pdf >letter.text 2>&1 & letter=$!
book few few.db --logo logo.png --attach-csv
$judge --faults few/report.pdf >few.faults 2>&1 & faults=$!
book one shop.db --k 1
book forty shop.db --k 40
book summary shop.db --pdf-pages summary
book aggregate shop.db --privacy aggregate
for day in 2025-06-03 2025-06-10 2025-06-17; do
  "$CLIENTELE" report shop.db --out before --only csv --as-of $day -q --history weeks.db >/dev/null 2>&1 || fail "the run of $day"
done
book history shop.db --history weeks.db
same "attached files make it PDF/A-3" \
  "$(for at in a4 few; do qpdf --qdf $at/report.pdf - | grep -aoE '<pdfaid:part>[0-9]'; done | tr '\n' ' ')" \
  "<pdfaid:part>2 <pdfaid:part>3 "

# The titles of pages and sections as the report has them. The first page's own is on the cover; a section with
# its page's title has none of its own, nor has a profile's first one.
titles() {
  jq -r '.title, "Contents", (.pages | to_entries[] | .value as $page |
      (if .key == 0 then "Summary" else $page.title end),
      ($page.sections[] | select(.slug != "profile") | .title | select(. and . != "" and . != $page.title)))' "$1/report.json"
}
# Those of the first list that do not come in their turn in the second.
out_of_turn() {
  awk 'NR == FNR { actual[++n] = $0; next }
    { for (i = at + 1; i <= n && actual[i] != $0; i++); if (i > n) print; else at = i }' "$2" "$1"
}
titles a4 >a4.wanted
$judge --titles a4/report.pdf >a4.titles
sed -E 's/^H[1-6] //' a4.titles >a4.bare
that "there are such titles" test "$(wc -l <a4.wanted)" -gt 40
same "the titles are those of report.json, in their order" "$(out_of_turn a4.wanted a4.bare)" ""
same "a segment's profile lies within the chapter of the segments" \
  "$(grep -cE "^H2 ($(jq -r '[.segments[].label] | join("|")' a4/report.json))\$" a4.titles)" \
  "$(jq '.segments | length' a4/report.json)"

# Alternative texts are those of the report's figures; the cloud that turns is for screens alone.
qpdf --qdf --object-streams=disable a4/report.pdf a4.qdf
alts() { jq -r '.pages[].sections[].blocks[] | select(.kind == "figure" and .picture != "rfm-cloud") | .alternative_text // empty' a4/report.json | sort -u; }
that "there are such texts" test "$(alts | wc -l)" -gt 8
same "each figure's alternative text is there" \
  "$(alts | while IFS= read -r alt; do
      grep -qF "$(printf %s "$alt" | iconv -t UTF-16BE | od -An -tx1 -v | tr -d ' \n')" a4.qdf || echo "$alt"; done)" ""

wait $faults && ok "every rule finds what breaks it: $(tail -n 1 few.faults)" || fail "the rules: $(cat few.faults)"
wait $a4 && ok "a4: what poppler hears is what it sees: $(cat a4.text)" || fail "a4: $(cat a4.text)"
wait $letter && ok "letter: what poppler hears is what it sees: $(cat letter.text)" || fail "letter: $(cat letter.text)"
finish
