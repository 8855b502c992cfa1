/* site/site.h — the Report as a site: every page through the templates.
 *
 * In:    a Report; its pictures, painted.
 * Out:   index.html and every other page below a folder that exists. index.html stands alone:
 * style, script, data and pictures are in it. Fails: ERR_IO; ERR_CONFIG a template of the user's
 * own is wrong.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "site/pictures.h"

typedef struct SitePlan {
    const char *templates; /* a folder of the user's own templates, or NULL */
    size_t explore_rows;   /* customers in the interactive parts at most; 0: 20,000 */
    int threads;
    bool has_pdf; /* there is a report.pdf beside it, to be linked */
} SitePlan;

MUST_USE Status site_write(const Report *report, const Pictures *pictures, const SitePlan *plan,
                           const char *folder, Arena *arena, Err *err);

#endif
