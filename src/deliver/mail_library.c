#include "deliver/mail_library.h"

#include <dlfcn.h>
#include <string.h>

#include "deliver/mail.h"
#include "deliver/mail_curl.h"
#include "deliver/mail_gmime.h"

/* POSIX says that an address of dlsym() may be a function's; ISO C has no cast for it. */
Status library_load(void *table, const char *const *names, size_t count, const char *file,
                    const char *wants, Err *err)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);

    if (!library) return err_set(err, ERR_CONFIG, "mail: %s: install %s", dlerror(), wants);
    for (size_t i = 0; i < count; i++) {
        void *address = dlsym(library, names[i]);
        if (!address) {
            return err_set(err, ERR_CONFIG, "mail: %s has no %s: install %s", file, names[i],
                           wants);
        }
        memcpy((char *)table + i * sizeof address, &address, sizeof address);
    }
    return OK;
}

Status curl_library_open(CurlLibrary *out, Err *err)
{
    static const char *const names[] = { CURL_FUNCTIONS(LIBRARY_NAME) };

    return library_load(out, names, COUNT_OF(names), "libcurl.so.4", "libcurl 7.69 or newer", err);
}

Status gmime_library_open(GMimeLibrary *out, Err *err)
{
    static const char *const names[] = { GMIME_FUNCTIONS(LIBRARY_NAME) };

    return library_load(out, names, COUNT_OF(names), "libgmime-3.0.so.0", "GMime 3", err);
}

Status mail_check(bool to_server, Err *err)
{
    GMimeLibrary gmime;
    CurlLibrary curl;
    Status s = gmime_library_open(&gmime, err);

    return s || !to_server ? s : curl_library_open(&curl, err);
}
