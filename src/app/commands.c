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

Status publish_report(const Options *o, const char *folder, Privacy most, Arena *arena, Err *err)
{
    HostPlan plan = { .folder = o->publish,
                      .building = place_building_folder(o->publish, arena),
                      .address = o->address,
                      .may_publish = most,
                      .index = o->index,
                      .templates = o->templates };
    Written report;
    Status s;

    if ((s = written_read(&report, folder, arena, err))) return s;
    interrupt_remove(plan.building);
    s = host_publish(&report, &plan, arena, err);
    interrupt_remove(NULL);
    return s;
}

Status command_publish(const Options *options, Arena *arena, Err *err)
{
    Status s = publish_report(options, options->input, options->may_publish, arena, err);

    if (!s) puts(options->publish);
    return s;
}
