# Sourced by the tests that need a mail server: skips them where there can be none.
python=/usr/bin/python3
tests=$SOURCE_DIR/tests/cli
$python -c 'import aiosmtpd' 2>/dev/null || { echo "skipped: python3-aiosmtpd is absent"; exit 77; }
mkdir none
echo '{"generator":"clientele","currency":"USD","as_of":"2025-01-01"}' >none/report.json
if "$CLIENTELE" mail none --to a@b.example --from a@b.example --attach none --eml - 2>&1 >/dev/null | grep -q 'built without'; then
  echo "skipped: built without mail"; exit 77
fi
servers=""
trap 'kill $servers 2>/dev/null; rm -rf "$W"' EXIT
serve() { # serve NAME OPTION...: sets $port
  mkdir "$1"
  $python -W ignore "$tests/smtp_server.py" "$@" 2>"$1.err" &
  servers="$servers $!"
  for _ in $(seq 100); do [ -e "$1/port" ] && break; sleep 0.05; done
  port=$(cat "$1/port") || { fail "server $1: $(cat "$1.err")"; exit 1; }
}
