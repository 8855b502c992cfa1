#include "deliver/host.h"

#include <dirent.h>
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

typedef Status CopyFile(const char *from, const char *to, Arena *arena, Err *err);

static Status copy_file(const char *from, const char *to, Arena *arena, Err *err)
{
    ArenaMark mark = arena_mark(arena);
    Bytes bytes;
    Status s = file_read(&bytes, from, FILE_MOST, arena, err);

    if (!s) s = file_write(to, bytes.data, bytes.size, err);
    arena_release(arena, mark);
    return s;
}

/* The archive's files do not change: one on the disk serves the old folder and the new one. */
static Status link_file(const char *from, const char *to, Arena *arena, Err *err)
{
    return link(from, to) == 0 ? OK : copy_file(from, to, arena, err);
}

/* Files and folders; no links, which could point anywhere, and nothing hidden. */
static Status copy_tree(const char *from, const char *to, CopyFile *copy, Arena *arena, Err *err)
{
    DIR *list = opendir(from);
    Status s = folder_make(to, err);

    if (!list) return err_set(err, ERR_IO, "%s: cannot be read", from);
    for (struct dirent *entry; !s && (entry = readdir(list));) {
        const char *source = path_join(arena, from, entry->d_name);
        const char *target = path_join(arena, to, entry->d_name);
        struct stat info;
        if (entry->d_name[0] == '.' || lstat(source, &info)) continue;
        if (S_ISDIR(info.st_mode)) s = copy_tree(source, target, copy, arena, err);
        if (S_ISREG(info.st_mode)) s = copy(source, target, arena, err);
    }
    closedir(list);
    return s;
}

/* --- the archive ------------------------------------------------------------------------------ */

static void add_entry(Archive *archive, const char *folder, Day day, Arena *arena)
{
    ArchiveEntry entry = { .day = day };
    Err ignored;

    /* A report that cannot be read is kept, and not told of. */
    if (written_read(&entry.report, folder, arena, &ignored) == OK) VEC_PUSH(arena, archive, entry);
}

/* Past reports of the folder that is there now, except that of the same day. */
static Status keep_past(Archive *archive, const char *old, const char *new, Day today, Arena *arena,
                        Err *err)
{
    DIR *list = opendir(old);
    Status s = OK;

    for (struct dirent *entry; list && !s && (entry = readdir(list));) {
        Day day;
        const char *from = path_join(arena, old, entry->d_name);
        if (!day_read(entry->d_name, &day) || day == today || !path_is_folder(from)) continue;
        s = copy_tree(from, path_join(arena, new, entry->d_name), link_file, arena, err);
        if (!s) add_entry(archive, from, day, arena);
    }
    if (list) closedir(list);
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

typedef struct Filling {
    const Written *report;
    const HostPlan *plan;
} Filling;

static Status fill(void *context, const char *building, Arena *arena, Err *err)
{
    const Filling *filling = context;
    const Written *report = filling->report;
    const char *old = path_join(arena, place_resolved(filling->plan->folder, arena), "archive");
    const char *new = path_join(arena, building, "archive");
    char text[NUMBER_TEXT];
    const char *today = path_join(arena, new, day_iso(text, report->as_of));
    Archive archive = { 0 };
    Status s;

    if ((s = copy_tree(report->folder, today, copy_file, arena, err))) return s;
    if ((s = copy_tree(today, building, copy_file, arena, err))) return s;
    add_entry(&archive, today, report->as_of, arena);
    if ((s = keep_past(&archive, old, new, report->as_of, arena, err))) return s;
    archive_sort(&archive);
    if ((s = write_archive(&archive, filling->plan, new, arena, err))) return s;
    if ((s = link_archive(building, arena, err))) return s;
    if ((s = write_robots(building, filling->plan->index, arena, err))) return s;
    return file_write(path_join(arena, building, PLACE_SITE), MARKER_TEXT, strlen(MARKER_TEXT),
                      err);
}

/* --- what is refused -------------------------------------------------------------------------- */

static Status check_privacy(const Written *report, Privacy most, Err *err)
{
    const char *says = privacy_name(report->privacy);

    if (report->privacy >= most) return OK;
    return err_set(err, ERR_USAGE,
                   "%s: shows single customers (its privacy is %s): make it again with --privacy "
                   "aggregate, or say --privacy %s here too to publish it as it is",
                   report->folder, says, says);
}

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

Status host_publish(const Written *report, const HostPlan *plan, Arena *arena, Err *err)
{
    Filling filling = { report, plan };
    Status s;

    if ((s = check_privacy(report, plan->may_publish, err))) return s;
    if ((s = check_apart(report, plan, arena, err))) return s;
    return place_build(plan->folder, PLACE_SITE, plan->building, fill, &filling, arena, err);
}
