#include "publish/mail_curl.h"

#include <dlfcn.h>
#include <string.h>

#define LIBRARY "libcurl.so.4"

/* POSIX says that an address of dlsym() may be a function's; ISO C has no cast for it. */
static bool take(void *function, void *library, const char *name)
{
    void *address = dlsym(library, name);

    memcpy(function, &address, sizeof address);
    return address != NULL;
}

Status curl_library_open(CurlLibrary *out, Err *err)
{
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

    if (!library) {
        return err_set(err, ERR_CONFIG, "mail: %s: install libcurl 7.69 or newer", dlerror());
    }
    if (!take(&out->global_init, library, "curl_global_init") ||
        !take(&out->easy_init, library, "curl_easy_init") ||
        !take(&out->easy_setopt, library, "curl_easy_setopt") ||
        !take(&out->easy_perform, library, "curl_easy_perform") ||
        !take(&out->easy_strerror, library, "curl_easy_strerror") ||
        !take(&out->easy_cleanup, library, "curl_easy_cleanup") ||
        !take(&out->slist_append, library, "curl_slist_append") ||
        !take(&out->slist_free_all, library, "curl_slist_free_all")) {
        return err_set(err, ERR_CONFIG, "mail: %s lacks a function: install libcurl 7.69 or newer",
                       LIBRARY);
    }
    return OK;
}
