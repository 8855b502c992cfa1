/* deliver/host_archive.h — the index and the feed of the reports in an archive.
 *
 * For host*.c only.
 */
#ifndef DELIVER_HOST_ARCHIVE_H
#define DELIVER_HOST_ARCHIVE_H

#include "deliver/host.h"

/* What is told of a past report; its folder in the archive is its day. */
typedef struct ArchiveEntry {
    Day day;
    Written report;
} ArchiveEntry;

typedef WRITTEN_LIST(ArchiveEntry) Archive;

/* The newest first. */
void archive_sort(Archive *archive);
MUST_USE Status archive_page(Buf *out, const Archive *archive, const HostPlan *plan, Arena *arena,
                             Err *err);
/* Atom (RFC 4287). */
void archive_feed(Buf *out, const Archive *archive, const HostPlan *plan);

#endif
