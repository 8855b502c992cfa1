#include "app/option_words.h"

const OptionWord WORDS_DAYS[] = {
    { .word = "today", .value = AS_OF_TODAY },
    { .word = "yesterday", .value = AS_OF_YESTERDAY },
    { .word = "last-sunday", .value = AS_OF_LAST_SUNDAY, .help = "the latest before today" },
    { .word = "auto",
      .value = AS_OF_AUTO,
      .help = "today, or the last day of data that end earlier" },
    { 0 },
};
const OptionWord WORDS_LAST[] = { { .word = "last" }, { 0 } };
const OptionWord WORDS_AUTO_K[] = { { .word = "auto", .help = "the stated rule chooses" }, { 0 } };
const OptionWord WORDS_ALL_THREADS[] = { { .word = "all" }, { 0 } };

const OptionWord WORDS_LABELS[] = {
    { .word = "distinct", .value = LABELS_DISTINCT, .help = "by what is true of the members" },
    { .word = "classic", .value = LABELS_CLASSIC, .help = "the textbook rules" },
    { 0 },
};
const OptionWord WORDS_MODES[] = {
    { .word = "auto", .help = "the owner, of files with customers; else as the umask says" },
    { .word = "600", .value = 0600, .help = "the owner" },
    { .word = "640", .value = 0640, .help = "the group, too" },
    { .word = "644", .value = 0644, .help = "everybody" },
    { .word = "660", .value = 0660, .help = "the group, which may write" },
    { .word = "664", .value = 0664, .help = "everybody; the group may write" },
    { 0 },
};
const OptionWord WORDS_PROSPECTS[] = {
    { .word = "apart", .value = false, .help = "a segment of their own" },
    { .word = "cluster", .value = true, .help = "with the rest" },
    { 0 },
};
const OptionWord WORDS_SILHOUETTE[] = {
    { .word = "exact", .value = SILHOUETTE_EXACT, .help = "all" },
    { .word = "sample",
      .value = SILHOUETTE_SAMPLE,
      .help = "10,000 at random, each compared with all" },
    { .word = "auto", .value = SILHOUETTE_AUTO, .help = "exact up to 100,000 customers" },
    { 0 },
};
const OptionWord WORDS_PRIVACY[] = {
    { .word = "full", .value = PRIVACY_FULL, .help = "names, and e-mail addresses in CSV files" },
    { .word = "ids", .value = PRIVACY_IDS, .help = "customers by their ids" },
    { .word = "aggregate", .value = PRIVACY_AGGREGATE, .help = "no customers" },
    { 0 },
};
const OptionWord WORDS_PARTS[] = {
    { .word = "html", .value = offsetof(Options, html) },
    { .word = "pdf", .value = offsetof(Options, pdf) },
    { .word = "csv", .value = offsetof(Options, csv) },
    { .word = "json", .value = offsetof(Options, json) },
    { .word = "png", .value = offsetof(Options, png) },
    { .word = "xlsx", .value = offsetof(Options, xlsx) },
    { .word = "all", .value = NO_PART },
    { 0 },
};
const OptionWord WORDS_ATTACHED[] = {
    { .word = "pdf", .value = offsetof(Options, mail.pdf) },
    { .word = "csv", .value = offsetof(Options, mail.csv) },
    { .word = "html", .value = offsetof(Options, mail.html) },
    { .word = "xlsx", .value = offsetof(Options, mail.xlsx) },
    { .word = "none", .value = NO_PART },
    { 0 },
};
const OptionWord WORDS_PAPER[] = {
    { .word = "a4", .value = PAPER_A4 },
    { .word = "letter", .value = PAPER_LETTER },
    { 0 },
};
const OptionWord WORDS_PDF_PAGES[] = {
    { .word = "full", .value = false },
    { .word = "summary", .value = true, .help = "findings and segments only" },
    { 0 },
};
const OptionWord WORDS_PDF_TEXT[] = {
    { .word = "ragged", .value = false },
    { .word = "justified", .value = true },
    { 0 },
};
const OptionWord WORDS_PURCHASE[] = {
    { .word = "order", .value = PURCHASE_ORDER, .help = "rows with one order id" },
    { .word = "day", .value = PURCHASE_DAY, .help = "a customer's rows of a day" },
    { .word = "row", .value = PURCHASE_ROW },
    { .word = "auto", .value = PURCHASE_AUTO, .help = "by the data" },
    { 0 },
};
const OptionWord WORDS_AMOUNT[] = {
    { .word = "line", .value = AMOUNT_LINE, .help = "the row's" },
    { .word = "order", .value = AMOUNT_ORDER, .help = "the order's, on each of its rows" },
    { .word = "none", .value = AMOUNT_NONE, .help = "there is no money" },
    { .word = "auto", .value = AMOUNT_AUTO, .help = "by the data" },
    { 0 },
};
const OptionWord WORDS_DISCOUNT[] = {
    { .word = "included", .value = DISCOUNT_IN, .help = "amounts are net of it" },
    { .word = "amount", .value = DISCOUNT_ROW, .help = "money off the row" },
    { .word = "unit", .value = DISCOUNT_UNIT, .help = "money off each unit" },
    { .word = "order",
      .value = DISCOUNT_ORDER,
      .help = "money off the order, on each of its rows" },
    { .word = "percent", .value = DISCOUNT_PERCENT },
    { .word = "share", .value = DISCOUNT_SHARE, .help = "0.1 is ten per cent" },
    { .word = "auto", .value = DISCOUNT_UNKNOWN, .help = "by the data" },
    { 0 },
};
const OptionWord WORDS_DUPLICATES[] = {
    { .word = "keep", .value = DUPLICATES_KEEP, .help = "every row counts" },
    { .word = "drop", .value = DUPLICATES_DROP, .help = "like rows of an order count once" },
    { .word = "auto", .value = DUPLICATES_AUTO, .help = "an order that stands twice counts once" },
    { 0 },
};
const OptionWord WORDS_DATE_FORM[] = {
    { .word = "ymd" },
    { .word = "dmy" },
    { .word = "mdy" },
    { .word = "unix" },
    { .word = "auto", .help = "recognised" },
    { 0 },
};
const OptionWord WORDS_DELIMITER[] = {
    { .word = "comma", .also = ",", .value = ',' },
    { .word = "semicolon", .also = ";", .value = ';' },
    { .word = "tab", .also = "\t", .value = '\t' },
    { .word = "bar", .also = "|", .value = '|' },
    { .word = "auto", .value = 0, .help = "recognised" },
    { 0 },
};
const OptionWord WORDS_ENCODING[] = {
    { .word = "utf-8", .value = CSV_UTF8 },
    { .word = "utf-16le", .value = CSV_UTF16LE },
    { .word = "utf-16be", .value = CSV_UTF16BE },
    { .word = "windows-1252", .value = CSV_WINDOWS_1252 },
    { .word = "iso-8859-1", .value = CSV_ISO_8859_1 },
    { .word = "auto", .value = CSV_DETECT, .help = "recognised" },
    { 0 },
};
const OptionWord WORDS_DECIMAL[] = {
    { .word = "point", .also = ".", .value = '.' },
    { .word = "comma", .also = ",", .value = ',' },
    { .word = "auto", .value = 0, .help = "recognised" },
    { 0 },
};
