"""Puts single faults into a copy of the program, and counts what the tests see. See mutants.sh.

A fault is a change of a few characters in one line of C: a comparison turned or moved by one, plus
for minus, a term left out, a constant changed, "and" for "or", an early return that is never or
always taken, a sign lost. The file is compiled with it and linked in front of the libraries of the
quick test programs, which run until one fails. A fault that does not compile is none, and neither is
one that the compiler makes the same code of.
"""
import argparse
import concurrent.futures
import hashlib
import os
import random
import re
import resource
import shlex
import subprocess
import sys
import threading
import time

# The tests that look at a room, the quickest to fail first.
PROGRAMS = {
    "report": ["spec", "unit_report"],
    "segment": ["spec", "unit_segment", "unit_report"],
    "math": ["unit_math", "spec", "unit_segment"],
    "base": ["unit_base", "unit_data", "unit_text", "spec", "unit_store"],
}
# And what they miss, under AddressSanitizer: what is read or written outside of what is there.
SANITIZED = {
    "report": ["spec", "unit_report"],
    "segment": ["spec", "unit_report"],
    "math": ["unit_math", "spec"],
    "base": ["unit_base", "unit_data", "spec"],
}
SECONDS = 60  # a test that takes longer hangs
MEMORY = 4 << 30

TOKEN = re.compile(
    r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/|'
    r"0[xX][0-9a-fA-F]+[uUlL]*|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?[uUlLfF]*|[A-Za-z_]\w*|"
    r"->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\S", re.S)
TURNED = {"<": ["<=", ">"], "<=": ["<", ">="], ">": [">=", "<"], ">=": [">", "<="], "==": ["!="],
          "!=": ["=="], "&&": ["||"], "||": ["&&"], "+=": ["-="], "-=": ["+="], "*=": ["/="],
          "true": ["false"], "false": ["true"], "fmax": ["fmin"], "fmin": ["fmax"],
          "floor": ["ceil"], "ceil": ["floor"]}
BINARY = {"+": "-", "-": "+", "*": "/", "/": "*"}
CLOSING = {")": "(", "]": "[", "}": "{"}
# What asserts is no behaviour. The size of what is allocated: too much room does nothing, and too
# little is for AddressSanitizer to find.
SKIPPED = {"assert", "static_assert", "_Static_assert", "__attribute__", "ARENA_ARRAY", "arena_alloc",
           "table_open", "buf_reserve", "malloc", "calloc"}


class Token:
    def __init__(self, text, at, line):
        self.text, self.at, self.line = text, at, line


def tokens_of(source):
    """Without comments and preprocessor lines; those of assertions are left out too."""
    kept, line, at = [], 1, 0
    skip_line = 0
    for match in TOKEN.finditer(source):
        line += source.count("\n", at, match.start())
        at = match.start()
        text = match.group()
        if text == "#":
            skip_line = line
            end = at
            while True:  # to the end of the directive
                stop = source.find("\n", end)
                if stop < 0 or source[stop - 1] != "\\":
                    break
                end = stop + 1
            skip_to = stop
        if skip_line and at <= skip_to:
            continue
        skip_line = 0
        if text.startswith("//") or text.startswith("/*"):
            continue
        kept.append(Token(text, at, line))
    return kept


def is_operand(token):
    return bool(re.match(r"[\w.\"']", token.text)) or token.text in (")", "]")


def operand_end(tokens, i, logical):
    """The index behind the operand that begins at i, up to an operator of the same or less weight."""
    depth = 0
    ends = {";", ",", "?", ":", "&&", "||", "="}
    if not logical:
        ends |= {"+", "-", "<", ">", "<=", ">=", "==", "!="}
    while i < len(tokens):
        text = tokens[i].text
        if text in "([{":
            depth += 1
        elif text in CLOSING:
            if depth == 0:
                return i
            depth -= 1
        elif depth == 0 and text in ends:
            return i
        i += 1
    return i


def matching(tokens, i):
    """The index of the bracket that closes the one at i."""
    depth = 0
    for j in range(i, len(tokens)):
        if tokens[j].text in "([{":
            depth += 1
        elif tokens[j].text in CLOSING:
            depth -= 1
            if depth == 0:
                return j
    return len(tokens) - 1


def constants(text):
    if re.fullmatch(r"\d+", text):
        value = int(text)
        return [str(value + 1)] + ([str(value - 1)] if value else [])
    if re.fullmatch(r"(\d+\.\d*|\.\d+)(e[+-]?\d+)?", text):
        value = float(text)
        return [repr(value * 10), repr(value * 1.5 if value else 1.0)]
    return []


class Fault:
    def __init__(self, path, line, start, end, text, kind):
        self.path, self.line, self.start, self.end = path, line, start, end
        self.text, self.kind = text, kind

    def put(self, source):
        return source[:self.start] + self.text + source[self.end:]

    def shown(self, source):
        begin = source.rfind("\n", 0, self.start) + 1
        stop = source.find("\n", self.end)
        old = source[self.start:self.end] or "nothing"
        line = " ".join(source[begin:stop].split())
        return "%s:%d: %s: %s -> %s | %s" % (self.path, self.line, self.kind,
                                            " ".join(old.split()), self.text.strip() or "nothing",
                                            line)


def faults_of(path, source):
    tokens = tokens_of(source)
    found = []
    depth = 0
    skip_until = -1

    def add(token, end, text, kind):
        found.append(Fault(path, token.line, token.at, end, text, kind))

    for i, token in enumerate(tokens):
        text = token.text
        end = token.at + len(text)
        if text == "{":
            depth += 1
        elif text == "}":
            depth -= 1
        if text in SKIPPED and tokens[min(i + 1, len(tokens) - 1)].text == "(":
            skip_until = max(skip_until, matching(tokens, i + 1))
        if i <= skip_until or depth == 0:
            continue
        before, after = tokens[i - 1], tokens[min(i + 1, len(tokens) - 1)]
        spaced = source[token.at - 1] == " " and source[end:end + 1] in " \n"
        for other in TURNED.get(text, []):
            if text in "<>" and not spaced:
                continue
            add(token, end, other, "turned")
        if text in BINARY and spaced and is_operand(before):
            add(token, end, BINARY[text], "operator")
        if text in ("+", "-", "&&", "||") and spaced and is_operand(before):
            last = operand_end(tokens, i + 1, text in ("&&", "||"))
            if last > i + 1:
                stop = tokens[last - 1].at + len(tokens[last - 1].text)
                add(token, stop, "", "term dropped")
        if text == "-" and not is_operand(before) or text == "!":
            add(token, end, "", "sign")
        if text in ("++", "--"):
            add(token, end, "--" if text == "++" else "++", "operator")
        for other in constants(text):
            add(token, end, other, "constant")
        if text == "if":
            close = matching(tokens, i + 1)
            behind = tokens[min(close + 1, len(tokens) - 1)].text
            if behind in ("return", "continue", "break"):
                first = tokens[i + 1]
                condition = source[first.at + 1:tokens[close].at]
                add(first, tokens[close].at, "(0 && (" + condition + ")", "never leaves")
                if "=" not in re.sub(r"[=!<>]=", "", condition):
                    add(first, tokens[close].at, "(1 || (" + condition + ")", "always leaves")
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Bench:
    """The copy, its compile and link commands; sanitized: those of the build in asan/."""

    def __init__(self, work, sanitized):
        self.work, self.sanitized = work, sanitized
        self.build = os.path.join(work, "asan" if sanitized else "build")
        self.programs = SANITIZED if sanitized else PROGRAMS
        self.tree = os.path.join(work, "tree")
        programs = sorted({p for of in self.programs.values() for p in of})
        targets = ["tests/" + p for p in programs]
        subprocess.run(["ninja", "-C", self.build, "-j", "2"] + targets, check=True,
                       stdout=subprocess.DEVNULL)
        lines = subprocess.run(["ninja", "-C", self.build, "-t", "commands"] + targets, check=True,
                               capture_output=True, text=True).stdout.splitlines()
        self.compiles, self.links = {}, {}
        for line in lines:
            words = shlex.split(line)
            if "-c" in words:
                self.compiles[words[words.index("-c") + 1]] = self.plain(words)
            for program in programs:
                if "-o tests/%s " % program in line:
                    words = [w for w in words if w not in (":", "&&")]
                    self.links[program] = words
        self.plain_objects = {}
        self.plain_lock = threading.Lock()

    @staticmethod
    def plain(words):
        """Warnings are no errors here, nor are debugging symbols of use."""
        return [w for w in words if w not in ("-g", "-Werror", "ccache") and not w.startswith("-W")
                and not w.startswith("-M")] + ["-w"]

    def compile(self, path, source, name):
        """The object file of the source in the place of the path; None where it does not compile."""
        words = list(self.compiles[os.path.join(self.tree, path)])
        for option in ("-MT", "-MF", "-MD"):
            if option in words:
                words.remove(option)
        out = os.path.join(self.work, name + ".o")
        words[words.index("-o") + 1] = out
        words[words.index("-c") + 1] = "-"
        words = [w for w in words if not w.endswith(".c.o.d") and w != self.object_name(path)]
        folder = os.path.dirname(os.path.join(self.tree, path))
        words += ["-iquote", folder, "-x", "c"]
        # The language is to be known before the file that it is of.
        words.remove("-")
        words.append("-")
        done = subprocess.run(words, cwd=self.build, input='#line 1 "%s"\n' % path + source,
                              text=True, capture_output=True)
        return None if done.returncode else out

    @staticmethod
    def object_name(path):
        room = path.split("/")[1]
        return "src/CMakeFiles/room_%s.dir/%s.o" % (room, path[len("src/"):])

    def digest(self, path):
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()

    def plain_digest(self, path):
        with self.plain_lock:
            if path not in self.plain_objects:
                out = self.compile(path, read(os.path.join(self.tree, path)),
                                   "plain-" + path.replace("/", "-"))
                self.plain_objects[path] = self.digest(out)
                os.remove(out)
        return self.plain_objects[path]

    def link(self, program, obj, out):
        words = list(self.links[program])
        words[words.index("-o") + 1] = out
        words.insert(words.index("-o"), obj)
        words = ["-fuse-ld=gold" if w == "-g" else w for w in words]
        done = subprocess.run(words + ["-Wl,--strip-debug"], cwd=self.build, capture_output=True)
        if done.returncode:
            sys.exit("cannot link %s: %s" % (program, done.stderr.decode()[:2000]))

    def run(self, program, out):
        """What became of the program: None where it passed."""
        def limit():
            if not self.sanitized:  # its shadow takes terabytes of addresses
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        words = [out] + (["--stop"] if program == "spec" else [])
        env = dict(os.environ, CMOCKA_TEST_ABORT="0", TZ="UTC")
        try:
            done = subprocess.run(words, cwd=self.build, stdout=subprocess.DEVNULL, env=env,
                                  stderr=subprocess.DEVNULL, timeout=SECONDS, preexec_fn=limit,
                                  start_new_session=True)  # what it kills is its own
        except subprocess.TimeoutExpired:
            return "hangs"
        return None if done.returncode in (0, 77) else "fails"

    def judge(self, fault, name):
        """"none", or the program that saw it, or "survives"."""
        source = read(os.path.join(self.tree, fault.path))
        obj = self.compile(fault.path, fault.put(source), name)
        if not obj or self.digest(obj) == self.plain_digest(fault.path):
            return "none"
        out = os.path.join(self.work, name)
        try:
            for program in self.programs[fault.path.split("/")[1]]:
                self.link(program, obj, out)
                if self.run(program, out):
                    return program + " sanitized" if self.sanitized else program
        finally:
            for path in (obj, out):
                if os.path.exists(path):
                    os.remove(path)
        return "survives"


def excused(path):
    """Lines of mutants.txt: file | part of the line as it stands there | old -> new | why."""
    found = []
    if not os.path.exists(path):
        return found
    for line in read(path).splitlines():
        if line.strip() and not line.startswith("#"):
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) != 4:
                sys.exit("%s: four parts between bars are wanted: %s" % (path, line))
            found.append(parts)
    return found


def is_excused(shown, excuses):
    """For the fault as it is shown."""
    for file, part, change, _ in excuses:
        if shown.startswith(file + ":") and part in shown.split(" | ", 1)[1]:
            if change == "any" or change in shown.split(" | ", 1)[0]:
                return True
    return False


def choose(work, rooms, only):
    tree = os.path.join(work, "tree")
    found = []
    for room in rooms:
        folder = os.path.join(tree, "src", room)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".c"):
                path = "src/%s/%s" % (room, name)
                found += faults_of(path, read(os.path.join(tree, path)))
    if only:
        path, _, line = only.partition(":")
        found = [f for f in found if f.path == path and line in ("", str(f.line))]
    return found


def main():
    parser = argparse.ArgumentParser(prog="mutants.sh")
    parser.add_argument("--work", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rooms", default="report,segment,math,base")
    parser.add_argument("--try", dest="only", help="all faults of a file, or of a line of it")
    args = parser.parse_args()

    bench, sanitized = Bench(args.work, False), Bench(args.work, True)
    for of in (bench, sanitized):
        for program in sorted(of.links):
            if of.run(program, os.path.join(of.build, "tests", program)):
                sys.exit("%s fails without a fault" % program)
    rooms = args.rooms.split(",")
    faults = choose(args.work, rooms, args.only)
    excuses = excused(os.path.join(os.path.dirname(os.path.abspath(__file__)), "mutants.txt"))
    if not args.only:
        random.Random(args.seed).shuffle(faults)
    wanted = len(faults) if args.only else args.count
    seen, survivors, started = {}, [], time.time()
    tally = 0

    def one(numbered):
        number, fault = numbered
        source = read(os.path.join(bench.tree, fault.path))
        shown = fault.shown(source)
        if is_excused(shown, excuses):
            return shown, "none"
        by = bench.judge(fault, "mutant-%d" % number)
        if by == "survives":
            again = sanitized.judge(fault, "mutant-%d" % number)
            by = by if again == "none" else again
        return shown, by

    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        pending = enumerate(faults)
        running = set()
        while tally < wanted:
            while len(running) < min(args.jobs, wanted - tally):
                following = next(pending, None)
                if following is None:
                    break
                running.add(pool.submit(one, following))
            if not running:
                break
            done, running = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                shown, by = future.result()
                if by == "none":
                    continue
                tally += 1
                seen[by] = seen.get(by, 0) + 1
                if by == "survives":
                    survivors.append(shown)
                    print("survives: " + shown, flush=True)
    caught = tally - len(survivors)
    print("%d of %d faults were seen (%.1f%%), of %d places; %.0f s" %
          (caught, tally, 100.0 * caught / max(tally, 1), len(faults), time.time() - started))
    print("seen by: " + ", ".join("%s %d" % (k, v) for k, v in sorted(seen.items())
                                  if k != "survives"))
    return 0 if caught >= 0.9 * tally else 1


if __name__ == "__main__":
    sys.exit(main())
