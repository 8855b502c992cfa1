/* publish/gzip.h — a large file once more, compressed (RFC 1952, through zlib). Private. */
#ifndef PUBLISH_GZIP_H
#define PUBLISH_GZIP_H

#include "base/base.h"

#define GZIP_SUFFIX ".gz"

/* Writes path.gz beside the file, without a name or a date in it. */
MUST_USE Status gzip_write(const char *path, Err *err);

#endif
