#!/bin/sh
# Takes the README's pictures of a demo shop's report: examples/pictures/site.png and pdf.png.
# Needs the program built by quickstart.sh; installs what takes and shrinks the pictures.
set -eu
cd "$(dirname "$0")/.."
. examples/packages.sh
install_packages chromium poppler-utils pngquant fonts-inter

clientele=${CLIENTELE:-build/src/clientele}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$clientele" demo "$work/shop.db" --as-of 2025-06-30 --quiet
"$clientele" report "$work/shop.db" --out "$work/report" --as-of 2025-06-30 --quiet \
  --title "Customers, week 26" --business "Blue Door Books" >/dev/null

shoot() { # shoot FILE WIDTH,HEIGHT ADDRESS
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync \
    --disable-background-networking --disable-component-update --user-data-dir="$work/profile" \
    --hide-scrollbars --window-size="$2" --screenshot="$work/$1" "$3" >/dev/null 2>&1
  pngquant --quality 60-90 --speed 1 --strip --force --output "examples/pictures/$1" "$work/$1"
}

mkdir -p examples/pictures
# In a frame, because a picture is taken of a page's top only.
cat >"$work/explore.html" <<'HTML'
<!DOCTYPE html><style>
body { margin: 0; overflow: hidden; }
iframe { border: 0; width: 1440px; height: 1080px; }
</style><iframe src="report/index.html#explore?frequency=2.."></iframe>
HTML
shoot site.png 1440,1080 "file://$work/explore.html"

# Three sheets of the book: the ones with these headings.
sheet() { # sheet NAME HEADING
  pages=$(pdfinfo "$work/report/report.pdf" | awk '/^Pages/ { print $2 }')
  page=3 # behind the cover and the contents
  while [ "$page" -lt "$pages" ] &&
    ! pdftotext -f "$page" -l "$page" "$work/report/report.pdf" - | grep -q "^$2"; do
    page=$((page + 1))
  done
  pdftoppm -png -r 60 -f "$page" -l "$page" -singlefile "$work/report/report.pdf" "$work/$1"
}
sheet one "What stands out"
sheet two "How the segments differ"
sheet three "Marketing strategy"
cat >"$work/sheets.html" <<'HTML'
<!DOCTYPE html><style>
body { margin: 0; background: #e9edf5; display: flex; gap: 24px; padding: 24px; }
img { width: 394px; box-shadow: 0 2px 12px rgb(22 27 46 / 18%); }
</style><img src="one.png"><img src="two.png"><img src="three.png">
HTML
shoot pdf.png 1278,606 "file://$work/sheets.html"
ls -l examples/pictures
