/* deliver/host.h — a report where a web server finds it.
 *
 *   FOLDER/index.html …          the report
 *   FOLDER/archive/2025-06-30/   this and every past report that was published there
 *   FOLDER/archive/index.html    what there is, the newest first; feed.xml: the same as Atom
 *   FOLDER/robots.txt            keeps search engines out, unless told otherwise
 *
 * Fails: ERR_USAGE the report tells more of customers than may be published, or the folders lie in
 *        each other; as base/place.h.
 */
#ifndef DELIVER_HOST_H
#define DELIVER_HOST_H

#include "deliver/written.h"

typedef struct HostPlan {
    const char *folder;
    const char *building;  /* place_building_folder() of it */
    const char *address;   /* of the folder on the web, or NULL */
    Privacy may_publish;   /* the most */
    bool index;            /* search engines may list it */
    const char *templates; /* a folder of the user's own, or NULL */
} HostPlan;

MUST_USE Status host_publish(const Written *report, const HostPlan *plan, Arena *arena, Err *err);

#endif
