/* deliver/mail_curl.h — libcurl's functions, for mail_send.c only. */
#ifndef DELIVER_MAIL_CURL_H
#define DELIVER_MAIL_CURL_H

#include <curl/curl.h>

#include "deliver/mail_library.h"

#define CURL_FUNCTIONS(X)                                                                          \
    X(curl_, global_init)                                                                          \
    X(curl_, easy_init)                                                                            \
    X(curl_, easy_setopt)                                                                          \
    X(curl_, easy_perform)                                                                         \
    X(curl_, easy_strerror)                                                                        \
    X(curl_, easy_cleanup)                                                                         \
    X(curl_, slist_append)                                                                         \
    X(curl_, slist_free_all)

typedef struct CurlLibrary {
    CURL_FUNCTIONS(LIBRARY_MEMBER)
} CurlLibrary;

MUST_USE Status curl_library_open(CurlLibrary *out, Err *err);

#endif
