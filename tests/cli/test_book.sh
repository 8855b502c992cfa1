#!/bin/bash
# The PDF of real runs: sound, complete, in order, nothing over anything.
. "$(dirname "$0")/lib.sh"

for tool in qpdf pdftotext pdffonts pdfinfo jq; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 0; }
done
"$CLIENTELE" demo shop.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
"$CLIENTELE" demo few.db --customers 20 --as-of 2025-06-30 -q >/dev/null || fail "demo of 20"

# Every text and figure of report.json that the book shows, one a line. A profile's first part stands
# there without its title, and the segments' files with the segments' names.
texts() {
  jq -r '(.title, .business, .generator),
    (.pages[] | .title, (.sections[] |
      (if .slug == "profile" then empty else .title // empty end), (.lead // empty), (.blocks[] |
      (.metrics // [] | .[] | .label, .text, .note),
      (.insights // [] | .[] | .headline, .detail, .action),
      (if .kind == "note" or .kind == "heading" then .text else empty end), (if .picture == "rfm-cloud" then empty else .caption // empty end)))), # it is for screens
    (.segments[] | .label, .reason),
    (.attachments[] | (.path | sub("^attachments/"; "") | select(length < 50)),
      (if .path | test("^attachments/(segments|first|quiet)/") then empty else .title end))' "$1" | grep -v '^null$' | sort -u
}
squeezed() { tr -d '[:space:]' <"$1"; }
# The lines of texts that the PDF's text lacks; spaces do not count, for they are where lines break.
missing() {
  squeezed "$2" >"$W/.squeezed"
  texts "$1" | while IFS= read -r line; do
    grep -qF -- "$(printf %s "$line" | tr -d '[:space:]')" "$W/.squeezed" || echo "$line"
  done
}
# The overview's rows as the book shows them, as patterns: name, customers, share, revenue, its share. What
# tells a name from another stands behind a comma, and may go on in a second line.
overview() {
  jq -r 'def grouped: round | tostring | [while(length > 0; .[:-3]) | .[-3:]] | reverse | join(",");
    def percent: if . > 0 and . < 0.005 then "<1%" elif . < 1 and . >= 0.995 then ">99%" else "\(. * 100 + 1e-9 | round)%" end;
    .segments[] | "\(.label | sub(",.*"; ",?.*")) \(.customers | grouped) \(.customer_share | percent) " +
      "\(.revenue | grouped) \(.revenue_share | percent)"' "$1"
}
# Words at a page's edge, and words over words; only upright ones, by the heights of the type sizes.
# Of turned ones single letters look upright: those are not judged.
stray() {
  pdftotext -bbox "$1" - | awk '
    function field(name,  at) { at = index($0, name "=\""); return substr($0, at + length(name) + 2) + 0 }
    /<page / { page++; width = field("width"); height = field("height"); n = 0 }
    /<word / {
      l = field("xMin"); t = field("yMin"); r = field("xMax"); b = field("yMax")
      if (l < 20 || t < 20 || r > width - 20 || b > height - 20) print "page " page ", at the edge: " $0
      size = (b - t) / 1.21; upright = 0
      split("8.5 9.5 10.5 11 15 18 22 24 38", sizes, " ")
      for (i in sizes) if (size > 0.985 * sizes[i] && size < 1.015 * sizes[i]) upright = 1
      if (!upright || />.<\/word>/) next
      for (i = 1; i <= n; i++) {
        w = (r < R[i] ? r : R[i]) - (l > L[i] ? l : L[i]); h = (b < B[i] ? b : B[i]) - (t > T[i] ? t : T[i])
        a = (r - l) * (b - t); c = (R[i] - L[i]) * (B[i] - T[i]); if (c < a) a = c
        if (w > 0.5 && h > 0.5 && w * h > 0.2 * a) print "page " page ", over another: " $0
      }
      n++; L[n] = l; T[n] = t; R[n] = r; B[n] = b
    }' | head -n 5
}
# How full each page is, in percent: its halves in bands of 12 points, of which text is within 24.
fill() {
  pdftotext -bbox "$1" - | awk '
    function field(name,  at) { at = index($0, name "=\""); return substr($0, at + length(name) + 2) + 0 }
    function judge(  i, n) {
      if (!page) return
      for (i in inked) n++
      print page, int(100 * n / (2 * bands))
      delete inked
    }
    /<page / { judge(); page++; height = field("height"); width = field("width"); bands = int((height - 116) / 12) }
    /<word / {
      top = field("yMin"); bottom = field("yMax")
      if (top < 60 || bottom > height - 46) next
      for (half = field("xMin") >= width / 2; half <= (field("xMax") >= width / 2); half++)
        for (band = int((top - 90) / 12); band <= int((bottom - 42) / 12); band++)
          if (band >= 0 && band < bands) inked[half, band] = 1
    }
    END { judge() }'
}
# Pages behind the cover with less than a quarter, and all of them together where they are loose.
sparse() {
  fill "$1" | awk '
    $1 > 1 { sum += $2; if ($2 < 25) printf "page %d: %d%% ", $1, $2 }
    END { if (sum / (NR - 1) < 75) printf "all: %d%%", sum / (NR - 1) }'
}

# Sizes of type below 8.5 points.
small_type() {
  qpdf --qdf --object-streams=disable "$1" - | grep -aoE '[0-9.]+ Tf' | awk '$1 < 8.499' | sort -u | head -n 3
}

book() { # book NAME DATABASE OPTIONS...
  name=$1 db=$2
  shift 2
  "$CLIENTELE" report "$db" --out "$name" --only pdf,json --as-of 2025-06-30 -q "$@" >/dev/null 2>.err ||
    { fail "$name: $(cat .err)"; return; }
  pdf=$name/report.pdf
  that "$name: sound" qpdf --check "$pdf"
  same "$name: fonts embedded, with Unicode maps" "$(pdffonts "$pdf" 2>/dev/null | tail -n +3 | grep -vcE 'yes +yes +yes')" 0
  pages=$(qpdf --show-npages "$pdf")
  same "$name: no type is smaller than 8.5 points" "$(small_type "$pdf")" ""
  pdftotext "$pdf" "$name.txt"
  same "$name: every text and figure of report.json is there" "$(missing "$name/report.json" "$name.txt")" ""
  pdftotext -layout "$pdf" "$name.layout"
  sed -E 's/[[:space:]]+/ /g' "$name.layout" >"$name.lines"
  that "$name: there are such texts and rows" sh -c "test $(texts "$name/report.json" | wc -l) -gt 60 && test -n '$(overview "$name/report.json" | head -n 1 | tr -d "'")'"
  same "$name: the overview's rows are those of report.json" \
    "$(overview "$name/report.json" | while IFS= read -r row; do grep -qE -- "$row" "$name.lines" || echo "$row"; done)" ""
  same "$name: no text at an edge or over another" "$(stray "$pdf")" ""
  same "$name: no page is nearly empty" "$(sparse "$pdf")" ""
  same "$name: every page but the cover says which it is" \
    "$(grep -cE "Page [0-9]+ of $pages\$" "$name.layout")" "$((pages - 1))"
}

book five shop.db
book letter shop.db --paper letter --pdf-text justified
book one shop.db --k 1
book twelve shop.db --k 12
book twelve-letter shop.db --k 12 --paper letter
book twenty few.db
for day in 2024-06-30 2025-06-03 2025-06-10 2025-06-17 2025-06-23; do
  "$CLIENTELE" report shop.db --out before --only csv --as-of $day -q --history weeks.db >/dev/null 2>&1 || fail "the run of $day"
done
cp weeks.db weeks-letter.db
book history shop.db --history weeks.db
book history-letter shop.db --history weeks-letter.db --paper letter
# Its title, and its line at the head of the page that the contents name.
summary() {
  local page; page=$(pdftotext -layout -f 2 -l 2 "$1/report.pdf" - | sed -nE 's/^ *Summary .* ([0-9]+)$/\1/p' | head -n 1)
  pdftotext -f "${page:-1}" -l "${page:-1}" "$1/report.pdf" - | grep -cx Summary
}
same "the summary begins where the contents say" \
  "$(for at in history history-letter five letter; do summary $at; done | tr '\n' ' ')" "2 2 2 2 "
that "a thousand customers take less than 500 KB" test "$(stat -c %s five/report.pdf)" -lt 500000
that "the paper is Letter" sh -c "pdfinfo letter/report.pdf | grep -q 'Page size: *612 x 792 pts (letter)'"
same "title, author and language" \
  "$(pdfinfo five/report.pdf | grep -cE '^(Title: +shop: Customer segmentation|Author: +shop)$') $(qpdf --qdf five/report.pdf - | grep -ac '/Lang (en)')" "2 1"

book forty shop.db --k 40
"$CLIENTELE" report shop.db --out brief --only pdf --pdf-pages summary --as-of 2025-06-30 -q >/dev/null 2>&1 || fail "summary"
pdftotext brief/report.pdf brief.txt
same "the summary has the findings, the course of revenue and the segments, and no other chapter" \
  "$(grep -cxE 'What stands out|Revenue over time|The segments' brief.txt) $(grep -cxE 'Why these names|Business insights|Method|Contents' brief.txt)" "3 0"
"$CLIENTELE" report shop.db --out with --only pdf,csv --attach-csv --as-of 2025-06-30 -q >/dev/null 2>&1 || fail "attachments"
same "the CSV files are in the PDF, byte for byte" \
  "$(qpdf --show-attachment=customer_segments.csv with/report.pdf | sha256sum)" \
  "$(sha256sum <with/attachments/customer_segments.csv)"
finish
