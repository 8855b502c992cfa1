/* deliver/mail_gmime.h — GMime's functions and GLib's, which it brings, for mail_build.c only. */
#ifndef DELIVER_MAIL_GMIME_H
#define DELIVER_MAIL_GMIME_H

/* GMIME_OBJECT() and its like are then casts, without a call. */
#define G_DISABLE_CAST_CHECKS
#include <gmime/gmime.h>

#include "deliver/mail_library.h"

#define GMIME_FUNCTIONS(X)                                                                         \
    X(g_, date_time_new_from_unix_utc)                                                             \
    X(g_, date_time_unref)                                                                         \
    X(g_, object_unref)                                                                            \
    X(g_, mime_init)                                                                               \
    X(g_, mime_data_wrapper_new_with_stream)                                                       \
    X(g_, mime_format_options_free)                                                                \
    X(g_, mime_format_options_new)                                                                 \
    X(g_, mime_format_options_set_newline_format)                                                  \
    X(g_, mime_message_get_from)                                                                   \
    X(g_, mime_message_get_to)                                                                     \
    X(g_, mime_message_new)                                                                        \
    X(g_, mime_message_set_date)                                                                   \
    X(g_, mime_message_set_message_id)                                                             \
    X(g_, mime_message_set_mime_part)                                                              \
    X(g_, mime_message_set_subject)                                                                \
    X(g_, mime_multipart_add)                                                                      \
    X(g_, mime_multipart_new_with_subtype)                                                         \
    X(g_, mime_multipart_set_boundary)                                                             \
    X(g_, mime_object_set_content_type_parameter)                                                  \
    X(g_, mime_object_set_disposition)                                                             \
    X(g_, mime_object_set_header)                                                                  \
    X(g_, mime_object_write_to_stream)                                                             \
    X(g_, mime_part_new_with_type)                                                                 \
    X(g_, mime_part_set_content)                                                                   \
    X(g_, mime_part_set_content_encoding)                                                          \
    X(g_, mime_part_set_content_id)                                                                \
    X(g_, mime_part_set_filename)                                                                  \
    X(g_, mime_stream_mem_get_byte_array)                                                          \
    X(g_, mime_stream_mem_new)                                                                     \
    X(g_, mime_stream_mem_new_with_buffer)                                                         \
    X(, internet_address_list_add)                                                                 \
    X(, internet_address_mailbox_new)                                                              \
    X(, internet_address_set_charset)

typedef struct GMimeLibrary {
    GMIME_FUNCTIONS(LIBRARY_MEMBER)
} GMimeLibrary;

MUST_USE Status gmime_library_open(GMimeLibrary *out, Err *err);

#endif
