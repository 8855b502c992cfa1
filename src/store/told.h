/* store/told.h — what an import found, kept in the database that it makes, and read again from
 * there.
 *
 * sql/imported_findings.sql has the table. A table of that name with other columns is somebody
 * else's and is passed over.
 */
#ifndef STORE_TOLD_H
#define STORE_TOLD_H

#include "store/import_write.h"
#include "store/people.h"

MUST_USE Status told_keep(const Findings *findings, const Writer *writer, Err *err);
/* Adds to the reader's findings. Fails with what db_step fails with. */
MUST_USE Status told_read(const Reader *reader, Err *err);

#endif
