#!/bin/bash
# Every sentence for a reader is a pattern of PHRASE (base/phrase.h), and stands in
# tests/golden/sentences.txt, so that all of them can be read in one go. UPDATE_GOLDEN=1 writes that file.
set -u
cd "$SOURCE_DIR" || exit 1
golden=tests/golden/sentences.txt
if [ "${UPDATE_GOLDEN:-}" = 1 ]; then
  python3 tests/lint/sentences.py list >$golden
  exit
fi
bad=0
python3 tests/lint/sentences.py lint || bad=1
diff $golden <(python3 tests/lint/sentences.py list) || {
  echo "$golden is not what the sources say: UPDATE_GOLDEN=1 bash tests/lint/test_sentences.sh writes it; read the change"
  bad=1
}
[ "$(wc -l <$golden)" -gt 1000 ] || { echo "$golden has too few lines: is the lint broken?"; bad=1; }
exit $bad
