/* base/json.h — JSON as text, with commas and indents in the right places. Shared by this
 * room and by the app's own JSON. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/base.h"

typedef struct Json {
    Buf *out;
    int depth;
    bool first; /* nothing stands in the present object or array yet */
} Json;

/* key is NULL inside an array and at the top. */
void json_begin_object(Json *json, const char *key);
void json_begin_array(Json *json, const char *key);
void json_end_object(Json *json);
void json_end_array(Json *json);
void json_put_text(Json *json, const char *key, const char *text); /* NULL: null */
void json_put_number(Json *json, const char *key, double value);   /* not finite: null */
void json_put_integer(Json *json, const char *key, int64_t value);
void json_put_bool(Json *json, const char *key, bool value);

/* The text in quotes; also safe inside <script>, where "<" becomes \u003c. */
void json_quote(Buf *out, const char *text);

#endif
