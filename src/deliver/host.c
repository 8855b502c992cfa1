#include "deliver/host.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "deliver/host_archive.h"

#define MARKER_TEXT "Published by clientele. The next run replaces this folder.\n"
#define FILE_MOST ((size_t)1 << 30)
/* Where the front page gets its link to the archive: templates/site/page.html has it. */
#define LINK_PLACE "<!-- archive -->"
#define LINK "<p><a href=\"archive/index.html\">Past reports</a></p>"

/* --- copies ----------------------------------------------------------------------------------- */

static Status copy_path(const char *from, const char *to, Arena *arena, Err *err)
{
    Folder folder;
    Status s = folder_open(&folder, from, err);

    if (s) return s;
    s = folder_copy(&folder, to, FILE_MOST, arena, err);
    folder_close(&folder);
    return s;
}

static Status link_file(const char *from, const char *to, Arena *arena, Err *err)
{
    ArenaMark mark = arena_mark(arena);
    Bytes bytes;

    if (link(from, to) == 0) return OK;
    Status s = file_read(&bytes, from, FILE_MOST, arena, err);
    if (!s) s = file_write(to, bytes.data, bytes.size, err);
    arena_release(arena, mark);
    return s;
}

/* The archive's files do not change: one on the disk serves the old folder and the new one. No
 * links, which could point anywhere, and nothing hidden. */
static Status link_tree(const char *from, const char *to, Arena *arena, Err *err)
{
    DIR *list = opendir(from);
    Status s = folder_make(to, err);

    if (!list) return err_set(err, ERR_IO, "%s: cannot be read", from);
    for (struct dirent *entry; !s && (entry = readdir(list));) {
        const char *source = path_join(arena, from, entry->d_name);
        const char *target = path_join(arena, to, entry->d_name);
        struct stat info;
        if (entry->d_name[0] == '.' || lstat(source, &info)) continue;
        if (S_ISDIR(info.st_mode)) s = link_tree(source, target, arena, err);
        if (S_ISREG(info.st_mode)) s = link_file(source, target, arena, err);
    }
    closedir(list);
    return s;
}

/* --- the archive ------------------------------------------------------------------------------ */

/* A past report of the folder that is there now. */
typedef struct Past {
    Day day;
    const char *from;
    bool readable; /* else it is kept, and not told of */
    Written report;
} Past;

typedef WRITTEN_LIST(Past) PastList;

static int newest_first(const void *left, const void *right)
{
    const Past *a = left, *b = right;

    return (a->day < b->day) - (a->day > b->day);
}

static PastList list_past(const char *old, Day today, Arena *arena)
{
    DIR *list = opendir(old);
    PastList past = { 0 };
    Err ignored;

    for (struct dirent *entry; list && (entry = readdir(list));) {
        Past one = { .from = path_join(arena, old, entry->d_name) };
        if (!day_read(entry->d_name, &one.day) || one.day == today || !path_is_folder(one.from))
            continue;
        one.readable = written_read(&one.report, one.from, arena, &ignored) == OK;
        VEC_PUSH(arena, &past, one);
    }
    if (list) closedir(list);
    if (past.count) qsort(past.items, past.count, sizeof *past.items, newest_first);
    return past;
}

/* What cannot be read may show anything. */
static bool shows_more(const Past *past, Privacy most)
{
    return (past->readable ? past->report.privacy : PRIVACY_FULL) < most;
}

static const char *add_day(const char *list, Day day, Arena *arena)
{
    char text[NUMBER_TEXT];

    return phrase_list(list, arena_text(arena, day_iso(text, day)), arena);
}

/* Past reports, except that of the same day: the newest so many that may be published. */
static Status keep_past(Archive *archive, HostNews *news, const HostPlan *plan, const char *old,
                        const char *new, Day today, Arena *arena, Err *err)
{
    PastList past = list_past(old, today, arena);
    char text[NUMBER_TEXT];
    size_t kept = 1;
    Status s = OK;

    for (size_t i = 0; i < past.count && !s; i++) {
        const Past *one = &past.items[i];
        if (shows_more(one, plan->may_publish)) {
            news->fuller = add_day(news->fuller, one->day, arena);
        } else if (kept >= plan->keep) {
            news->pruned = add_day(news->pruned, one->day, arena);
        } else {
            kept++;
            s = link_tree(one->from, path_join(arena, new, day_iso(text, one->day)), arena, err);
            if (one->readable) VEC_PUSH(arena, archive, ((ArchiveEntry){ one->day, one->report }));
        }
    }
    return s;
}

static Status write_archive(const Archive *archive, const HostPlan *plan, const char *folder,
                            Arena *arena, Err *err)
{
    Buf page = { 0 }, feed = { 0 };
    Status s = archive_page(&page, archive, plan, arena, err);

    if (!s) s = file_write(path_join(arena, folder, "index.html"), page.data, page.size, err);
    archive_feed(&feed, archive, plan);
    if (!s) s = file_write(path_join(arena, folder, "feed.xml"), feed.data, feed.size, err);
    buf_close(&page);
    buf_close(&feed);
    return s;
}

/* --- the front -------------------------------------------------------------------------------- */

static Status link_archive(const char *folder, Arena *arena, Err *err)
{
    const char *path = path_join(arena, folder, "index.html");
    Buf out = { 0 };
    Bytes page;
    Status s;

    if (!path_exists(path)) return OK;
    if ((s = file_read(&page, path, FILE_MOST, arena, err))) return s;
    const char *text = (const char *)page.data, *place = strstr(text, LINK_PLACE);
    if (!place) return OK;
    buf_put(&out, text, (size_t)(place - text));
    buf_text(&out, LINK);
    buf_text(&out, place + strlen(LINK_PLACE));
    s = file_write(path, out.data, out.size, err);
    buf_close(&out);
    return s;
}

static Status write_robots(const char *folder, bool index, Arena *arena, Err *err)
{
    const char *text = index ? "User-agent: *\nDisallow:\n" : "User-agent: *\nDisallow: /\n";

    return file_write(path_join(arena, folder, "robots.txt"), text, strlen(text), err);
}

static Status check_privacy(const Written *report, Privacy most, const char *folder, Err *err)
{
    const char *says = privacy_name(report->privacy);

    if (report->privacy >= most) return OK;
    return err_set(err, ERR_USAGE,
                   "%s: shows single customers (its privacy is %s): make it again with --privacy "
                   "aggregate, or say --privacy %s here too to publish it as it is",
                   folder, says, says);
}

typedef struct Filling {
    const Written *report;
    const HostPlan *plan;
    HostNews *news;
} Filling;

/* Copies the report, and judges the copy: that is what is published. */
static Status take_report(Written *copy, const Filling *filling, const char *to, Arena *arena,
                          Err *err)
{
    const Written *report = filling->report;
    Status s;

    if ((s = folder_copy(&report->files, to, FILE_MOST, arena, err))) return s;
    if ((s = written_read(copy, to, arena, err))) return s;
    if (memcmp(&copy->digest, &report->digest, sizeof copy->digest))
        return written_changed(report, err);
    return check_privacy(copy, filling->plan->may_publish, report->folder, err);
}

static Status fill(void *context, const char *building, Arena *arena, Err *err)
{
    const Filling *filling = context;
    const HostPlan *plan = filling->plan;
    const char *old = path_join(arena, place_resolved(plan->folder, arena), "archive");
    const char *new = path_join(arena, building, "archive");
    char text[NUMBER_TEXT];
    const char *today = path_join(arena, new, day_iso(text, filling->report->as_of));
    Archive archive = { 0 };
    Written copy;
    Status s;

    /* Nobody sees it until it is whole, and judged. */
    if (chmod(building, 0700))
        return err_set(err, ERR_CANNOT_CREATE, "%s: cannot be made", building);
    if ((s = take_report(&copy, filling, today, arena, err))) return s;
    if ((s = copy_path(today, building, arena, err))) return s;
    VEC_PUSH(arena, &archive, ((ArchiveEntry){ copy.as_of, copy }));
    if ((s = keep_past(&archive, filling->news, plan, old, new, copy.as_of, arena, err))) return s;
    archive_sort(&archive);
    if ((s = write_archive(&archive, plan, new, arena, err))) return s;
    if ((s = link_archive(building, arena, err))) return s;
    if ((s = write_robots(building, plan->index, arena, err))) return s;
    if ((s = file_write(path_join(arena, building, PLACE_SITE), MARKER_TEXT, strlen(MARKER_TEXT),
                        err)))
        return s;
    return folder_publish_modes(building, err);
}

/* --- what is refused -------------------------------------------------------------------------- */

static bool is_within(const char *path, const char *folder)
{
    size_t size = strlen(folder);

    return !strncmp(path, folder, size) && (path[size] == '/' || !path[size]);
}

/* The folder's own path, or that which it will have. */
static const char *path_of(const char *folder, Arena *arena)
{
    const char *slash;

    if (path_is_folder(folder)) return place_resolved(folder, arena);
    folder = place_resolved(folder, arena);
    slash = strrchr(folder, '/');
    const char *parent = slash ? arena_text_n(arena, folder, (size_t)(slash - folder) + 1) : ".";
    return path_join(arena, place_resolved(parent, arena), slash ? slash + 1 : folder);
}

/* A copy into itself would have no end, and the exchange would take the report away. */
static Status check_apart(const Written *report, const HostPlan *plan, Arena *arena, Err *err)
{
    const char *from = path_of(report->folder, arena), *to = path_of(plan->folder, arena);

    if (!is_within(from, to) && !is_within(to, from)) return OK;
    return err_set(err, ERR_USAGE,
                   "%s: lies in the report or around it: publish in a folder of its own",
                   plan->folder);
}

Status host_publish(HostNews *news, const Written *report, const HostPlan *plan, Arena *arena,
                    Err *err)
{
    HostNews found = { "", "" };
    Filling filling = { report, plan, &found };
    Status s;

    if ((s = check_privacy(report, plan->may_publish, report->folder, err))) return s;
    if ((s = check_apart(report, plan, arena, err))) return s;
    s = place_build(plan->folder, PLACE_SITE, plan->building, fill, &filling, arena, err);
    if (!s) *news = found;
    return s;
}
