#include "publish/findings.h"

static void put_finding(Json *json, const Finding *f)
{
    static const char *const kinds[] = { "absent", "note", "warning" };

    json_begin_object(json, NULL);
    json_put_text(json, "code", f->code);
    json_put_text(json, "kind", kinds[f->kind]);
    json_put_text(json, "table", f->table);
    json_put_text(json, "column", f->column);
    json_put_integer(json, "count", f->count);
    json_put_integer(json, "of", f->of);
    json_put_bool(json, "left_out", f->left_out);
    json_put_number(json, "revenue", f->revenue);
    json_put_number(json, "returns", f->returns);
    json_put_text(json, "what", f->what);
    json_put_text(json, "action", f->action);
    json_put_text(json, "advice", f->advice);
    json_put_text(json, "example", f->example);
    json_end_object(json);
}

void json_put_findings(Json *json, const char *key, const Findings *findings)
{
    json_begin_array(json, key);
    for (size_t i = 0; i < findings->count; i++)
        put_finding(json, &findings->items[i]);
    json_end_array(json);
}
