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

Setter set_out, set_title, set_business, set_currency, set_templates, set_config, set_as_of,
    set_customers, set_seed, set_k, set_threads, set_explore_rows, set_compress_above, set_dpi,
    set_labels, set_prospects, set_paper, set_pdf_pages, set_logo, set_only, set_people, set_map,
    set_date_format, set_delimiter, set_encoding, set_decimal, set_max_rejects, set_transactions,
    set_products, set_interactions, set_rejects, set_min_data;

/* The error of one option: usage when it came from the command line, else configuration. */
MUST_USE Status option_refuse(const char *where, const char *value, const char *wants, Err *err);

#endif
