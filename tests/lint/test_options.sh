#!/bin/bash
# README.md has the table of options as the program knows it. UPDATE_GOLDEN=1 writes it there.
set -u
cd "$SOURCE_DIR" || exit 1
table=$("$CLIENTELE" options) || exit 1
begin='<!-- options: what `clientele options` prints -->' end='<!-- /options -->'
[ "$(grep -cxF -e "$begin" -e "$end" README.md)" = 2 ] || { echo "README.md: the two marks of the options are not there"; exit 1; }
wanted=$(table=$table begin=$begin end=$end awk '
  $0 == ENVIRON["end"] { skip = 0 }
  !skip
  $0 == ENVIRON["begin"] { print ENVIRON["table"]; skip = 1 }' README.md)
if [ "${UPDATE_GOLDEN:-}" = 1 ]; then
  printf '%s\n' "$wanted" >README.md
  exit 0
fi
diff README.md <(printf '%s\n' "$wanted") && exit 0
echo "README.md: its options are not those of the program: UPDATE_GOLDEN=1 bash tests/lint/test_options.sh writes them"
exit 1
