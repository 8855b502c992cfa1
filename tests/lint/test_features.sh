#!/bin/bash
# What lists the features of a customer lists those of src/data/data.h, in its order.
cd "$SOURCE_DIR" || exit 1
exec python3 - <<'P'
import json, re, sys


def read(path): return open(path).read()


names = re.search(r"typedef enum Feature \{(.*?)F_COUNT", read("src/data/data.h"), re.S)[1]
wanted = [name.lower() for name in re.findall(r"F_(\w+)", names)]
select = read("sql/features.sql").rsplit("\nSELECT", 1)[1]
schema = json.loads(read("assets/report.schema.json"))["$defs"]["features"]
lists = {
    "sql/features.sql: the last SELECT": re.findall(r" AS (\w+)", select.split("\nFROM")[0]),
    "src/data/data.c: the keys of FEATURES": re.findall(r'\[F_\w+\] = \{ "(\w+)"', read("src/data/data.c")),
    "assets/report.schema.json: the properties of features": list(schema["properties"]),
    "assets/report.schema.json: what features require": schema["required"],
}
bad = len(wanted) < 13
if bad: print(f"only {len(wanted)} features were seen: is the lint broken?")
for where, found in lists.items():
    if found == wanted: continue
    bad = True
    differs = [f for f in wanted if f not in found] + [f for f in found if f not in wanted]
    print(f"{where}: {', '.join(differs) or 'the order'}: not as in src/data/data.h")
sys.exit(bad)
P
