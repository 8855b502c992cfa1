/* report/draft.h — what the files of this room share while they write the report. Private.
 *
 * Texts are in the report's plain English; figures go through data/format.h, so that they look the
 * same wherever they stand.
 */
#ifndef REPORT_DRAFT_H
#define REPORT_DRAFT_H

#include "report/report.h"

typedef struct Draft {
    Report *report;
    const Shop *shop;
    const Model *model;
    const Segments *segments;
    const ReportPlan *plan;
    Arena *arena;
    const SalesWeek *week;            /* or the days since the last run */
    const double *spend;              /* what buyers_spend() has found; NULL before */
    const double *of_buyers[F_COUNT]; /* likewise, of customers.c */
} Draft;

/* --- pages, sections, blocks (draft.c) ---
 *
 * A page or section that is returned stays where it is only until the next one of its kind is
 * added: finish one before you begin the next. */

Page *draft_page(Draft *d, PageKind kind, const char *path, const char *title, const char *nav,
                 int segment);
Section *draft_section(Draft *d, Page *page, const char *slug, const char *title, const char *lead);
void draft_prose(Draft *d, Section *section, const Prose *prose);
void draft_text(Draft *d, Section *section, const char *text);
void draft_heading(Draft *d, Section *section, const char *text);
void draft_note(Draft *d, Section *section, NoteKind kind, const char *text);
void draft_figure(Draft *d, Section *section, const ChartSpec *chart, const char *caption,
                  bool half);
/* One that the site shows, and the book does not. */
void draft_figure_on_screen(Draft *d, Section *section, const ChartSpec *chart,
                            const char *caption);
void draft_table(Draft *d, Section *section, TableBlock table);
void draft_definitions(Draft *d, Section *section, const char *const *terms,
                       const char *const *meanings, size_t count);
/* Stays where it is until the next one is added. */
Attachment *draft_attachment(Draft *d, const char *path, const char *title, const char *description,
                             const Table *table);

/* --- minimum data (report/need.h; draft.c) --- */

size_t draft_least(const Draft *d, Need need);
/* How much of it there is; NEED_PRODUCTS differs by segment and is 0. */
size_t draft_have(const Draft *d, Need need);
/* Whether there is enough; else says in the section what is missing. */
bool draft_enough(Draft *d, Section *section, Need need, size_t have);

/* --- money (draft.c) --- */

/* Whether the data have amounts. Where they have none, nothing of money is in the report: features
 * and figures of it are asked for nowhere, and its columns are taken out of every table. */
bool has_money(const Draft *d);

/* --- figures as text --- */

const char *say_count(const Draft *d, double value);
/* "1 customer", "5 customers" */
const char *say_customers(const Draft *d, double count);
const char *say_money(const Draft *d, double value);       /* whole from 1,000 on */
const char *say_money_short(const Draft *d, double value); /* $1.23M */
const char *say_share(const Draft *d, double share);       /* whole percent; "under 1%" */
const char *say_number(const Draft *d, double value, int decimals);
const char *say_days(const Draft *d, double days);
const char *say_date(const Draft *d, Day day);

/* --- sentences (base/phrase.h) ---
 *
 *     SAY(d, "{customers|A customer has|# customers have} gone quiet, with {spend} of past spend.",
 *         arg_count(d, "customers", quiet), arg_money(d, "spend", spend)) */
#define SAY(d, pattern, ...) PHRASE((d)->arena, pattern, __VA_ARGS__)
PhraseArg arg_text(const char *name, const char *text);
PhraseArg arg_count(const Draft *d, const char *name, double count);
PhraseArg arg_money(const Draft *d, const char *name, double value);
PhraseArg arg_share(const Draft *d, const char *name, double share);
PhraseArg arg_number(const Draft *d, const char *name, double value, int decimals);
PhraseArg arg_days(const Draft *d, const char *name, double days);
PhraseArg arg_date(const Draft *d, const char *name, Day day);
/* "4 whole months of sales", in the unit of a need. */
PhraseArg arg_needed(const Draft *d, const char *name, Need need, double count);

/* --- changes as text (delta.c) --- */

/* How many decimals two amounts and their difference have. */
int pair_decimals(double now, double then);
/* "+14", "−$1,234.50"; "no change" where it rounds to none. */
const char *say_change(const Draft *d, double change, ColumnKind kind, int decimals);
/* Whether a change is said to be since a day, and not in so many days. */
bool is_since_day(const Draft *d);
/* "more than usual", "a larger fall than usual"…; NULL where it is not unusual. */
const char *say_verdict(const Delta *delta);
/* A metric without changes. */
Metric draft_metric(const char *key, const char *label, double value, const char *text,
                    const char *note);
/* Puts the figure's changes to the metric, where there are any. */
void metric_compare(const Draft *d, Metric *metric, Kpi kpi);
/* The same for a segment's revenue, or its size. */
void metric_compare_segment(const Draft *d, Metric *metric, const Segment *segment, bool revenue);
/* The run that this one is compared with; NULL where there is none. */
const Run *draft_base(const Draft *d);

/* --- findings --- */

enum { MOST_FINDINGS = 5 };

typedef struct InsightList {
    Insight *items;
    size_t count, capacity;
} InsightList;

/* The section that leads the summary; returns how many findings are in it. (week.c) */
size_t put_week(Draft *d, Page *page);
/* What only a history tells, the most important first. There is an earlier run. (news.c) */
void find_news(Draft *d, InsightList *out);
/* Who has gone quiet beyond what chance explains. (quiet.c) */
void find_quiet_customers(Draft *d, InsightList *out);
void find_trend(Draft *d, InsightList *out); /* trend.c */
/* What each kind of segment asks for, in a line. */
const char *first_action(Archetype archetype);

/* --- lists of customers (lists.c) --- */

enum { LIST_SHOWN = 25 }; /* rows of one on a page; the rest is in its file */

/* The file with all quiet customers; NULL where there is none. */
const char *quiet_file(const Draft *d);
/* Who they are, how long silent, what they spent; and of the quiet how rare such a silence is. */
TableBlock list_table(Draft *d, const CustomerList *list, FirstStep step, const char *file);
void attach_lists(Draft *d);

/* --- tables --- */

Table *table_open(Arena *arena, size_t rows, size_t most_columns);
/* A column of rows numbers, to be filled by the caller. */
double *table_numbers(Table *table, const char *key, const char *title, ColumnKind kind,
                      int decimals, Arena *arena);
const char **table_texts(Table *table, const char *key, const char *title, Arena *arena);
/* The column of customers' ids; `rows` are customer numbers by row, NULL for all. */
void table_customers(Table *table, const Draft *d, const uint32_t *rows);
/* A column of segments' names with links and colours; `which` are segment numbers by row. */
void table_segments(Table *table, const Draft *d, const int *which);
/* A column that shows what is there already: the caller points it at the values. */
Column *table_view(Table *table, const char *key, const char *title, ColumnKind kind, int decimals);
/* The same names as elements, one a segment: the caller sets column->codes. */
Column *table_segment_view(Table *table, const Draft *d);

/* --- the pages (one file each) --- */

void write_summary(Draft *d);
void write_changes(Draft *d);
void write_segments(Draft *d);
void write_segment_pages(Draft *d);
void write_insights(Draft *d);
void write_quiet(Draft *d, Page *page); /* a section of the insights */
void write_customers(Draft *d);
void write_method(Draft *d);
void write_quality(Draft *d);
void write_attachments(Draft *d);

/* A section of the insights (growth.c). */
void put_growth(Draft *d, Page *page);

/* The tables of the page of changes (changes_tables.c). */
const Table *table_kpis(Draft *d);
const Table *table_segment_changes(Draft *d);
const Table *table_transitions(Draft *d, bool spend);
const Table *table_biggest_flows(Draft *d, size_t most);
const Table *table_drift(Draft *d);
void attach_changes(Draft *d);
/* A part of the page on method (method_week.c). */
void put_judging(Draft *d, Page *page);
/* A run's segment by name, and the present one; "not a customer" for -1. */
const char *name_then(const Draft *d, int segment);
const char *name_now(const Draft *d, int segment);

/* --- the charts (figures.c, method_figures.c, changes_figures.c) --- */

const ChartSpec *figure_movement(Draft *d);
const ChartSpec *figure_courses(Draft *d, bool revenue);

const ChartSpec *figure_trend(Draft *d);
/* Clouds are thinned to this many points, in proportion to the segments: more ink says no more. */
enum { CLOUD_POINTS = 50000 };
const ChartSpec *figure_share(Draft *d);
const ChartSpec *figure_revenue(Draft *d);
const ChartSpec *figure_purchases(Draft *d);
/* A segment's part of all purchases. */
double purchase_share(const Draft *d, const Segment *s);
const ChartSpec *figure_box(Draft *d, Feature feature);
const ChartSpec *figure_cloud(Draft *d);
const char *cloud_caption(const Draft *d);
/* The same flat, a panel a segment: what the book shows of it. */
const ChartSpec *figure_clouds(Draft *d);
const char *clouds_caption(Draft *d);
const ChartSpec *figure_profiles(Draft *d);
const ChartSpec *figure_profile(Draft *d, const Segment *segment);
const ChartSpec *figure_lorenz(Draft *d);
const ChartSpec *figure_quiet(Draft *d);
const ChartSpec *figure_sweep(Draft *d);
const ChartSpec *figure_scree(Draft *d);
const ChartSpec *figure_biplot(Draft *d);
const ChartSpec *figure_knife(Draft *d);

/* The features that a report on this shop speaks of: those of interactions only where there are
 * any. Returns how many. */
size_t draft_features(const Draft *d, Feature out[F_COUNT], bool clustered_only);
/* The months that may be shown beside each other: the first is left out where the sales begin in it
 * later than after a wait that they have anyway, the last while it is not over. */
typedef struct WholeMonths {
    const Month *items;
    size_t count;
} WholeMonths;
WholeMonths whole_months(const Draft *d);
/* shop_longest_wait() of the whole shop. */
int longest_wait(const Draft *d);
/* The segments whose spread may be drawn; returns how many. */
size_t spread_segments(const Draft *d, int *which);
/* The segments whose share of quiet customers may be shown; returns how many. */
size_t quiet_segments(const Draft *d, int *which);
/* Whether the shop is judged, and what is found may be told. */
bool quiet_is_told(const Draft *d);
/* Whether more are quiet than chance leaves: only then is there anybody to win back. */
bool quiet_is_news(const Draft *d);
/* The spend of all buyers, in no order that means anything; in runs of means (math.h) where single
 * customers may not be shown. */
const double *buyers_spend(Draft *d);

#endif
