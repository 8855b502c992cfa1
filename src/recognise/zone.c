#include "recognise/zone.h"

#include <string.h>

#include "recognise/date_time.h"
#include "recognise/zone_file.h"

#define MOST_NAME 64
#define MOST_FILE (256 * 1024)

static Zone fixed_zone(const char *name, int32_t offset)
{
    return (Zone){ .name = name, .before = offset };
}

/* "UTC", "+02:00", "GMT-5". */
static bool read_fixed(int32_t *offset, const char *name)
{
    Clock clock = { NO_TIME, NO_OFFSET };
    Scan scan = { name, name + strlen(name) };
    bool utc = !strncasecmp(name, "UTC", 3) || !strncasecmp(name, "GMT", 3) || !strcmp(name, "Z");

    if (!utc && *name != '+' && *name != '-') return false;
    if (!clock_take_zone(&clock, &scan) || !scan_ended(&scan)) return false;
    *offset = clock.offset;
    return clock.offset != NO_OFFSET;
}

/* A name of the database: no way out of its folder. */
static bool is_name(const char *name)
{
    size_t size = strlen(name);

    if (!size || size > MOST_NAME || name[0] == '/' || name[0] == '-' || strstr(name, "..")) {
        return false;
    }
    for (const char *c = name; *c; c++) {
        bool letter = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');
        if (!letter && !scan_is_digit(*c) && !strchr("/_-+", *c)) return false;
    }
    return true;
}

/* The file of the zone in the first folder that has it; NULL when none does. */
static const char *find_file(const char *name, const char *folder, bool *any_folder, Arena *arena)
{
    static const char *const usual[] = { "/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                         "/usr/share/lib/zoneinfo", "/etc/zoneinfo" };

    *any_folder = false;
    for (size_t i = 0; i < (folder ? 1 : COUNT_OF(usual)); i++) {
        const char *where = folder ? folder : usual[i];
        const char *path = path_join(arena, where, name);
        *any_folder |= path_is_folder(where);
        if (path_exists(path) && !path_is_folder(path)) return path;
    }
    return NULL;
}

Status zone_open(Zone *out, const char *name, const char *folder, Arena *arena, Err *err)
{
    int32_t offset;
    bool any_folder;
    Bytes file;
    Status s;

    if (read_fixed(&offset, name)) {
        *out = fixed_zone(arena_text(arena, name), offset);
        return OK;
    }
    const char *clean = utf8_clean(name, strlen(name), MOST_NAME, arena);
    if (!is_name(name)) {
        return err_set(err, ERR_USAGE,
                       "\"%s\" is not a time zone: give one such as Europe/Berlin, UTC or +02:00",
                       clean);
    }
    const char *path = find_file(name, folder, &any_folder, arena);
    if (!path) {
        return err_set(err, ERR_USAGE, "the time zone %s is not known: %s", clean,
                       any_folder ? "write it as Europe/Berlin or America/New_York, or give an "
                                    "offset such as +02:00"
                                  : "this system has no time zones (on Debian the package tzdata "
                                    "holds them): install them, or give an offset such as +02:00");
    }
    if ((s = file_read(&file, path, MOST_FILE, arena, err))) return s;
    if (!zone_file_read(out, file, arena)) {
        return err_set(err, ERR_DATA,
                       "%s is not a time zone file, or is damaged: give an offset such as +02:00",
                       path);
    }
    out->name = arena_text(arena, name);
    return OK;
}

int32_t zone_offset(const Zone *zone, int64_t moment)
{
    size_t low = 0, high = zone->changes;

    if (!high || moment < zone->at[0]) {
        return high || !zone->has_rule ? zone->before : zone_rule_offset(&zone->rule, moment);
    }
    if (zone->has_rule && moment >= zone->at[high - 1]) {
        return zone_rule_offset(&zone->rule, moment);
    }
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (zone->at[middle] <= moment) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return zone->offset[low];
}

Day moment_day(const Moment *moment, const Zone *zone)
{
    if (moment->second == NO_TIME || moment->offset == NO_OFFSET) return moment->day;
    int64_t utc = (int64_t)moment->day * 86400 + moment->second - moment->offset;
    int64_t local = utc + zone_offset(zone, utc);
    return (Day)(local / 86400 - (local % 86400 < 0));
}
