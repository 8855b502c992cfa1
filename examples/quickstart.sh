#!/bin/sh
# From a fresh Debian 12 to a finished report: installs what the build needs, builds, makes a demo
# shop, and writes its report to report/. Safe to repeat.
set -eu
cd "$(dirname "$0")/.."
. examples/packages.sh

echo "1/4 Packages"
install_packages $BUILD_PACKAGES

echo "2/4 Building build/src/clientele"
cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release -DCLIENTELE_TESTS=OFF >build.log 2>&1 ||
  { cat build.log >&2; rm -f build.log; exit 1; }
cmake --build build >build.log 2>&1 || { tail -n 40 build.log >&2; rm -f build.log; exit 1; }
rm -f build.log

echo "3/4 A demo shop: shop.db"
build/src/clientele demo shop.db --as-of 2025-06-30 --force

echo "4/4 Its report: report/"
build/src/clientele report shop.db --out report --as-of 2025-06-30 --business "Demo Shop"

echo
echo "Open report/index.html in a browser, or report/report.pdf."
