#include "app/commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/interrupt.h"
#include "app/pipeline.h"
#include "base/place.h"
#include "deliver/host.h"
#include "demo/demo.h"

Status command_demo(const Options *options, Err *err)
{
    DemoPlan plan = { .path = options->input,
                      .customers = options->customers,
                      .seed = options->seed,
                      .as_of = options->as_of,
                      .force = options->force };
    Progress progress = progress_open(options->quiet);
    DemoCounts counts;
    Status s = demo_write(&counts, &plan, progress_step, &progress, err);

    progress_close(&progress);
    if (s) return s;
    if (!options->quiet) {
        fprintf(stderr,
                "clientele: %" PRId64 " customers, %" PRId64 " products, %" PRId64
                " transactions, %" PRId64 " interactions\n",
                counts.customers, counts.products, counts.transactions, counts.interactions);
    }
    puts(options->input);
    return OK;
}

Status command_report(const Options *options, Arena *arena, Err *err)
{
    Progress progress = progress_open(options->quiet);
    Status s = pipeline_run(options, &progress, arena, err);

    progress_close(&progress);
    if (!s) puts(options->out);
    if (!s && options->timings) progress_timings(&progress);
    return s;
}

Status command_history(const Options *options, Err *err)
{
    Progress progress = progress_open(options->quiet);
    Status s = pipeline_replay(options, &progress, err);

    progress_close(&progress);
    if (!s) puts(options->history);
    return s;
}

/* Writes "templates/x" as FOLDER/x; what the user has changed there is never overwritten. */
static Status export_one(const char *path, const char *folder, Arena *arena, Err *err)
{
    Bytes file = embedded_file(path);
    const char *target = path_join(arena, folder, path + strlen("templates/"));
    Status s;

    if (path_exists(target)) {
        return err_set(err, ERR_CANNOT_CREATE,
                       "%s: exists already: remove it, or choose another "
                       "folder",
                       target);
    }
    const char *parent = arena_text_n(arena, target, (size_t)(strrchr(target, '/') - target));
    if ((s = folder_make(parent, err))) return s;
    return file_write(target, file.data, file.size, err);
}

Status command_templates(const Options *options, Arena *arena, Err *err)
{
    Status s;
    const char *path;

    if ((s = folder_make(options->out, err))) return s;
    for (size_t i = 0; (path = embedded_path(i)); i++) {
        if (strncmp(path, "templates/", strlen("templates/"))) continue;
        if ((s = export_one(path, options->out, arena, err))) return s;
    }
    puts(options->out);
    return OK;
}

/* What went from the archive. What is made again at that level, it may have again. */
static void tell_archive(const Options *o, const HostNews *news, Privacy most)
{
    if (*news->fuller) {
        fprintf(stderr,
                "clientele: warning: %s: reports that show more than --privacy %s, or cannot be "
                "read, are no longer in the archive: %s\n",
                o->publish, privacy_name(most), news->fuller);
    }
    if (*news->pruned && !o->quiet) {
        fprintf(stderr,
                "clientele: note: %s: the archive keeps %zu reports (--keep-archive); gone: %s\n",
                o->publish, o->keep_archive, news->pruned);
    }
}

Status publish_report(const Options *o, const char *folder, Privacy most, Arena *arena, Err *err)
{
    HostPlan plan = { .folder = o->publish,
                      .building = place_building_folder(o->publish, arena),
                      .address = o->address,
                      .may_publish = most,
                      .keep = o->keep_archive,
                      .index = o->index,
                      .templates = o->templates };
    Written report;
    HostNews news;
    Status s;

    if ((s = written_open(&report, folder, arena, err))) return s;
    interrupt_remove(plan.building);
    s = host_publish(&news, &report, &plan, arena, err);
    interrupt_remove(NULL);
    written_close(&report);
    if (!s) tell_archive(o, &news, most);
    return s;
}

Status command_publish(const Options *options, Arena *arena, Err *err)
{
    Status s = publish_report(options, options->input, options->may_publish, arena, err);

    if (!s) puts(options->publish);
    return s;
}
