/* app/option_values.h — the readers of the options' values, named in option_table.c.
 * Private.
 *
 * Each checks its value and sets a member of Options; `where` names the option or key in an error.
 */
#ifndef APP_OPTION_VALUES_H
#define APP_OPTION_VALUES_H

#include "app/options.h"

typedef Status Setter(Options *options, const char *value, const char *where, Arena *arena,
                      Err *err);
Setter set_out;
Setter set_title;
Setter set_business;
Setter set_currency;
Setter set_templates;
Setter set_config;
Setter set_as_of;
Setter set_customers;
Setter set_seed;
Setter set_k;
Setter set_threads;
Setter set_explore_rows;
Setter set_compress_above;
Setter set_dpi;
Setter set_labels;
Setter set_prospects;
Setter set_privacy;
Setter set_min_group;
Setter set_paper;
Setter set_pdf_pages;
Setter set_logo;
Setter set_only;
Setter set_people;
Setter set_map;
Setter set_date_format;
Setter set_delimiter;
Setter set_sheet;
Setter set_encoding;
Setter set_decimal;
Setter set_max_rejects;
Setter set_transactions;
Setter set_products;
Setter set_interactions;
Setter set_rejects;
Setter set_min_data;
Setter set_purchase;
Setter set_silhouette;
Setter set_pdf_text;
Setter set_fallback_font;
Setter set_history;
Setter set_keep_weeks;
Setter set_weeks;
Setter set_baseline;
Setter set_to;
Setter set_from;
Setter set_smtp;
Setter set_eml;
Setter set_password_file;
Setter set_ca_file;
Setter set_subject;
Setter set_attach;
Setter set_segments;
Setter set_max_size;
Setter set_retries;
Setter set_retry_wait;
Setter set_address;
Setter set_audience;
Setter set_shop;
Setter set_publish;
Setter set_publish_privacy;

/* The error of one option: usage when it came from the command line, else configuration. */
MUST_USE Status option_refuse(const char *where, const char *value, const char *wants, Err *err);

/* Reads "500000", "500KB", "10MB", "2GB". */
bool size_read(size_t *out, const char *text);

/* Reads a list such as "pdf,csv": sets the parts that are named, clears the others; false when a
 * name is none of them. */
bool parts_read(const char *value, const char *const names[], bool *const parts[], size_t count,
                Arena *arena);

#endif
