/* publish/mail_curl.h — libcurl, loaded when a message is sent and not before.
 *
 * libcurl brings some thirty libraries with it; linked in the usual way they would triple the time
 * of every other command's start (measured: 1.5 ms without, 7 ms with them).
 *
 * For mail_send.c only.
 */
#ifndef PUBLISH_MAIL_CURL_H
#define PUBLISH_MAIL_CURL_H

#include <curl/curl.h>

#include "base/base.h"

typedef struct CurlLibrary {
    __typeof__(curl_global_init) *global_init;
    __typeof__(curl_easy_init) *easy_init;
    __typeof__(curl_easy_setopt) *easy_setopt;
    __typeof__(curl_easy_perform) *easy_perform;
    __typeof__(curl_easy_strerror) *easy_strerror;
    __typeof__(curl_easy_cleanup) *easy_cleanup;
    __typeof__(curl_slist_append) *slist_append;
    __typeof__(curl_slist_free_all) *slist_free_all;
} CurlLibrary;

/* The library stays loaded until the program ends. Fails: ERR_CONFIG it is not installed. */
MUST_USE Status curl_library_open(CurlLibrary *out, Err *err);

#endif
