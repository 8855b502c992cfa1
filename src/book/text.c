/* Paragraphs. Line breaks are chosen over the whole paragraph, as Knuth and Plass (Breaking
 * paragraphs into lines, 1981) do it: the sum of the lines' costs is least. Lines are ragged right,
 * a line costs the square of the share of it that stays empty, and no word is hyphenated. */
#include "book/type.h"

#include <math.h>
#include <string.h>

#define PARTED_COST 0.012 /* of a break behind a number */
#define SPACE_MOST 0.8    /* of the size of the type: how much wider a space may become */
#define PART_LETTERS 3    /* on both sides of a hyphen behind which a line may end */
#define TORN_COST 50.0    /* of a break inside of a word: only where it is wider than the line */

/* --- words ------------------------------------------------------------------------------------ */

/* A stretch without a place to break; `space` stands before it unless it is glued to the last. */
typedef struct Word {
    const char *text;
    const BookRun *run;
    double width_pt, space_pt;
    bool glued;  /* to the word before it: no space, no break */
    bool forced; /* a line must begin here */
} Word;

typedef struct Words {
    Word *items;
    size_t count, capacity;
} Words;

typedef struct Setting {
    BookStyle style;
    double width_pt;
    Arena *arena;
} Setting;

static FontWeight weight_of(const Setting *setting, const BookRun *run)
{
    return run->strong ? FONT_SEMIBOLD : BOOK_TYPE[setting->style].weight;
}

static double measure(const Setting *setting, const BookRun *run, const char *text)
{
    return font_width(weight_of(setting, run), BOOK_TYPE[setting->style].size_pt, text);
}

/* The first characters of a text, as many as any line holds: a word of a megabyte must not be
 * measured to its end for each line that is cut from it. */
static const char *first_of(const char *text, size_t *characters, Arena *arena)
{
    enum { LONGEST_LINE = 400 };
    const char *end = text;

    for (*characters = 0; *end && *characters < LONGEST_LINE; ++*characters)
        utf8_next(&end);
    return *end ? arena_text_n(arena, text, (size_t)(end - text)) : text;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A word wider than the line is cut where it must be: long names and addresses. */
static void add_word(Words *words, const Setting *setting, Word word)
{
    size_t characters;
    const char *first = first_of(word.text, &characters, setting->arena);

    word.width_pt = measure(setting, word.run, first);
    while (first != word.text || (word.width_pt > setting->width_pt && characters > 1)) {
        bool wide = word.width_pt > setting->width_pt;
        double share = wide ? setting->width_pt / word.width_pt : 1;
        const char *cut = word.text;
        size_t keep = least((size_t)((double)characters * share * 0.95), characters);
        for (size_t i = 0; i < (keep ? keep : 1); i++)
            utf8_next(&cut);
        Word head = word;
        head.text = arena_text_n(setting->arena, word.text, (size_t)(cut - word.text));
        head.width_pt = measure(setting, word.run, head.text);
        VEC_PUSH(setting->arena, words, head);
        word.text = cut;
        word.glued = false;
        word.forced = true;
        word.space_pt = 0;
        first = first_of(cut, &characters, setting->arena);
        word.width_pt = measure(setting, word.run, first);
    }
    if (*word.text) VEC_PUSH(setting->arena, words, word);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* A percent sign stays with its number, and a product with its factors. */
static bool clings(const Words *words, const char *text)
{
    const char *last = words->count ? words->items[words->count - 1].text : "";

    return text[0] == '%' || strcmp(text, "×") == 0 || strcmp(last, "×") == 0;
}

static bool is_letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static bool are_letters(const char *text)
{
    for (int i = 0; i < PART_LETTERS; i++) {
        if (!is_letter(text[i])) return false;
    }
    return true;
}

size_t book_word_size(const char *text)
{
    size_t size = 0;

    for (; text[size] && !is_space(text[size]); size++) {
        if (text[size] != '-' || size < PART_LETTERS) continue;
        if (are_letters(text + size - PART_LETTERS) && are_letters(text + size + 1))
            return size + 1;
    }
    return size;
}

static void add_run(Words *words, const Setting *setting, const BookRun *run, bool *space)
{
    const char *text = font_showable(weight_of(setting, run), run->text, setting->arena);
    double space_pt = measure(setting, run, " ");
    bool parted = false; /* behind a hyphen */

    while (*text) {
        const char *start = text;
        while (is_space(*text))
            text++;
        if (text > start) *space = true;
        start = text;
        text += book_word_size(text);
        if (text == start) break;
        Word word = { .run = run, .space_pt = *space ? space_pt : 0, .glued = !*space && !parted };
        word.text = arena_text_n(setting->arena, start, (size_t)(text - start));
        if (*space && clings(words, word.text)) word.glued = true;
        if (!words->count) word.glued = false;
        add_word(words, setting, word);
        *space = false;
        parted = text[-1] == '-' && *text && !is_space(*text);
    }
}

static Words split_words(const BookRuns *runs, const Setting *setting)
{
    Words words = { 0 };
    bool space = false, forced = false;

    for (size_t i = 0; i < runs->count; i++) {
        const BookRun *run = &runs->items[i];
        size_t before = words.count;
        if (run->line_break) {
            forced = true;
            space = true;
            continue;
        }
        add_run(&words, setting, run, &space);
        if (forced && words.count > before) {
            words.items[before].forced = before > 0;
            words.items[before].glued = false;
            forced = false;
        }
    }
    return words;
}

/* --- breaks ----------------------------------------------------------------------------------- */

typedef struct Break {
    double cost;
    size_t from; /* the line that ends here begins with this word */
} Break;

/* "30 | June", "5 | customers": a number wants what it counts beside it. */
static bool parts_number(const Words *words, size_t to)
{
    const char *text = words->items[to - 1].text;

    return to < words->count && strlen(text) <= 6 && strspn(text, "0123456789,.") == strlen(text);
}

static double line_cost(double width, double line, bool last, size_t words)
{
    double empty = (line - width) / line;

    if (last) return words == 1 && width < 0.2 * line ? 0.08 : 0;
    return empty * empty;
}

/* The best way to break words[0..to) into lines, for every `to`: best[to]. */
static Break *choose_breaks(const Words *words, const Setting *setting)
{
    Break *best = ARENA_ARRAY(setting->arena, Break, words->count + 1);

    for (size_t to = 1; to <= words->count; to++) {
        bool last = to == words->count || words->items[to].forced;
        double width = 0;
        double tear = to < words->count && words->items[to].glued ? TORN_COST : 0;
        if (parts_number(words, to)) tear += PARTED_COST;
        best[to] = (Break){ INFINITY, to - 1 };
        for (size_t from = to; from-- > 0;) {
            const Word *word = &words->items[from];
            width += word->width_pt;
            if (width > setting->width_pt + 0.01 && from + 1 < to) break;
            double cost =
                best[from].cost + tear + line_cost(width, setting->width_pt, last, to - from);
            if (cost < best[to].cost) best[to] = (Break){ cost, from };
            if (word->forced) break;
            width += word->space_pt;
        }
    }
    return best;
}

/* --- lines ------------------------------------------------------------------------------------ */

/* Neighbours of one run become one span, so that their text stays one text. */
static void add_span(BookLine *line, const Setting *setting, const Word *word, bool first)
{
    BookSpan *last = line->count ? &line->items[line->count - 1] : NULL;
    const char *space = !first && word->space_pt > 0 ? " " : "";

    if (last && last->run == word->run) {
        last->text = arena_format(setting->arena, "%s%s%s", last->text, space, word->text);
    } else {
        BookSpan span = { .text = word->text, .run = word->run };
        if (last && *space) {
            span.text = arena_format(setting->arena, " %s", word->text);
        }
        VEC_PUSH(setting->arena, line, span);
    }
}

static BookLine make_line(const Words *words, size_t from, size_t to, const Setting *setting)
{
    BookLine line = { 0 };

    for (size_t i = from; i < to; i++)
        add_span(&line, setting, &words->items[i], i == from);
    for (size_t i = 0; i < line.count; i++) {
        BookSpan *span = &line.items[i];
        if (i) line.items[i - 1].joined = span->text[0] != ' ';
        if (span->text[0] == ' ') { /* a space belongs to no link's underline */
            span->text++;
            line.width_pt += measure(setting, span->run, " ");
        }
        span->x_pt = line.width_pt;
        span->width_pt = measure(setting, span->run, span->text);
        line.width_pt += span->width_pt;
    }
    if (line.count)
        line.items[line.count - 1].joined = to < words->count && !(words->items[to].space_pt > 0);
    return line;
}

BookLines book_lines(const BookRuns *runs, BookStyle style, double width_pt, Arena *arena)
{
    Setting setting = { style, width_pt > 10 ? width_pt : 10, arena };
    Words words = split_words(runs, &setting);
    BookLines lines = { 0 };

    if (!words.count) return lines;
    Break *best = choose_breaks(&words, &setting);
    for (size_t to = words.count; to > 0; to = best[to].from)
        lines.count++;
    lines.items = ARENA_ARRAY(arena, BookLine, lines.count);
    size_t at = lines.count;
    for (size_t to = words.count; to > 0; to = best[to].from) {
        lines.items[--at] = make_line(&words, best[to].from, to, &setting);
        lines.items[at].ends = to == words.count || words.items[to].forced;
    }
    return lines;
}

static size_t spaces_in(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == ' ';
    return count;
}

/* Spans that do not touch have a space between them. */
static bool is_apart(const BookLine *line, size_t span)
{
    const BookSpan *items = line->items;

    return span > 0 && items[span].x_pt > items[span - 1].x_pt + items[span - 1].width_pt + 0.01;
}

/* From the last span to the first, so that those before still stand where they stood. */
static void justify(BookLine *line, double space_most_pt, double width_pt)
{
    size_t spaces = 0;

    for (size_t i = 0; i < line->count; i++)
        spaces += spaces_in(line->items[i].text) + is_apart(line, i);
    double wider = spaces ? (width_pt - line->width_pt) / (double)spaces : 0;
    if (!(wider > 0) || wider > space_most_pt) return;
    for (size_t i = line->count; i-- > 0;) {
        BookSpan *span = &line->items[i];
        size_t inside = spaces_in(span->text), apart = is_apart(line, i);
        spaces -= inside;
        span->x_pt += wider * (double)spaces;
        span->width_pt += wider * (double)inside;
        spaces -= apart;
    }
    line->word_space_pt = wider;
    line->width_pt = width_pt;
}

void book_lines_justify(BookLines *lines, BookStyle style, double width_pt)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (!lines->items[i].ends)
            justify(&lines->items[i], SPACE_MOST * BOOK_TYPE[style].size_pt, width_pt);
    }
}

BookLines book_text_lines(const char *text, bool strong, BookStyle style, double width_pt,
                          Arena *arena)
{
    BookRuns runs = { 0 };

    if (!text || !*text) return (BookLines){ 0 };
    VEC_PUSH(arena, &runs, ((BookRun){ .text = text, .strong = strong }));
    return book_lines(&runs, style, width_pt, arena);
}

BookLines book_lines_at_most(BookLines lines, size_t most, BookStyle style, double width_pt,
                             Arena *arena)
{
    Setting setting = { style, width_pt, arena };

    if (lines.count <= most) return lines;
    lines.count = most;
    BookLine *last = &lines.items[most - 1];
    BookSpan *span = &last->items[last->count - 1];
    FontWeight weight = weight_of(&setting, span->run);
    double size = BOOK_TYPE[style].size_pt;
    double room = width_pt - span->x_pt - font_width(weight, size, "…");
    const char *cut = font_shorten(weight, size, span->text, room, arena);
    bool was_cut = cut != span->text;
    span->text = was_cut ? cut : arena_format(arena, "%s…", span->text);
    span->joined = false;
    span->width_pt = font_width(weight, size, span->text);
    last->width_pt = span->x_pt + span->width_pt;
    return lines;
}
