/* deliver/host.h — a report where a web server finds it.
 *
 *   FOLDER/index.html …          the report
 *   FOLDER/archive/2025-06-30/   this and past reports that were published there
 *   FOLDER/archive/index.html    what there is, the newest first; feed.xml: the same as Atom
 *   FOLDER/robots.txt            keeps search engines out, unless told otherwise
 *
 * What is published is a copy of one report, and the copy is what is judged. Past reports obey the
 * same limit. Everything can be read by everybody (0644, folders 0755).
 *
 * Fails: ERR_USAGE the report tells more of customers than may be published, or the folders lie in
 *        each other; ERR_TRY_AGAIN the report was changed while it was copied; as base/place.h.
 */
#ifndef DELIVER_HOST_H
#define DELIVER_HOST_H

#include "deliver/written.h"

typedef struct HostPlan {
    const char *folder;
    const char *building;  /* place_building_folder() of it */
    const char *address;   /* of the folder on the web, or NULL */
    Privacy may_publish;   /* the most */
    size_t keep;           /* reports in the archive, this one among them; at least 1 */
    bool index;            /* search engines may list it */
    const char *templates; /* a folder of the user's own, or NULL */
} HostPlan;

/* Past reports that are no longer there, as days with commas between; "" for none. */
typedef struct HostNews {
    const char *fuller; /* they show more than may be published, or cannot be read */
    const char *pruned; /* older than those that are kept */
} HostNews;

MUST_USE Status host_publish(HostNews *news, const Written *report, const HostPlan *plan,
                             Arena *arena, Err *err);

#endif
