#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

bool is_no_room(int code)
{
    return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

const char *write_reason(int code)
{
    switch (code) {
    case ENOSPC: return "the disk is full: make room, or choose another place";
    case EDQUOT: return "the quota of this disk is used up: make room, or choose another place";
    case EFBIG: return "the file would be larger than files may be here (ulimit -f)";
    case EMFILE:
    case ENFILE: return "too many files are open here (ulimit -n)";
    default: return strerror(code);
    }
}

int write_trial(const char *path)
{
    enum { TRIAL = 1 << 16 };
    char name[4200];
    struct rlimit limit;
    struct stat info;
    int why = 0;

    if (!getrlimit(RLIMIT_FSIZE, &limit) && limit.rlim_cur != RLIM_INFINITY && !stat(path, &info) &&
        (rlim_t)info.st_size + TRIAL > limit.rlim_cur)
        return EFBIG;
    char *block = calloc(1, TRIAL);
    if (!block) out_of_memory();
    snprintf(name, sizeof name, "%.4000s.trial-%ld", path, (long)getpid());
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) why = errno;
    for (ssize_t put, left = TRIAL; !why && left; left -= put > 0 ? put : 0) {
        put = write(file, block, (size_t)left);
        if (put <= 0) why = errno;
    }
    if (file >= 0 && close(file) && !why) why = errno;
    if (file >= 0) unlink(name);
    free(block);
    return why;
}

Status write_status(int code, Status otherwise)
{
    return is_no_room(code) ? ERR_IO : otherwise;
}

static Status read_all(unsigned char *data, size_t size, int file, const char *path, Err *err)
{
    for (size_t done = 0; done < size;) {
        ssize_t got = read(file, data + done, size - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return err_set(err, ERR_IO, "%s: reading failed: %s", path, strerror(errno));
        if (got == 0) return err_set(err, ERR_IO, "%s: became shorter while it was read", path);
        done += (size_t)got;
    }
    return OK;
}

Status file_read(Bytes *out, const char *path, size_t max_size, Arena *arena, Err *err)
{
    /* Not blocking, so that a FIFO is refused below rather than waited for. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (file < 0) return err_set(err, ERR_NO_INPUT, "%s: cannot open: %s", path, strerror(errno));
    return file_read_open(out, file, path, max_size, arena, err);
}

Status file_read_open(Bytes *out, int file, const char *path, size_t max_size, Arena *arena,
                      Err *err)
{
    struct stat info;
    Status status;

    if (fstat(file, &info) || !S_ISREG(info.st_mode)) {
        status = err_set(err, ERR_NO_INPUT, "%s: not a file", path);
    } else if ((size_t)info.st_size > max_size) {
        status = err_set(err, ERR_DATA, "%s: %lld bytes are too many: at most %zu are read", path,
                         (long long)info.st_size, max_size);
    } else {
        unsigned char *data = arena_alloc(arena, (size_t)info.st_size + 1, 1);
        status = read_all(data, (size_t)info.st_size, file, path, err);
        if (!status) *out = (Bytes){ data, (size_t)info.st_size };
    }
    close(file);
    return status;
}

/* Makes the file `at`; path is for messages. */
static Status begin_at(FileOut *out, const char *at, const char *path, Err *err)
{
    int file = open(at, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (file < 0) {
        return err_set(err, write_status(errno, ERR_CANNOT_CREATE), "%s: cannot create: %s", path,
                       write_reason(errno));
    }
    *out = (FileOut){ .file = file, .path = path };
    return OK;
}

Status file_begin(FileOut *out, const char *path, Err *err)
{
    return begin_at(out, path, path, err);
}

Status file_put(FileOut *out, const void *data, size_t size, Err *err)
{
    const char *bytes = data;

    for (size_t done = 0; done < size;) {
        ssize_t put = write(out->file, bytes + done, size - done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            return err_set(err, ERR_IO, "%s: writing failed: %s", out->path, write_reason(errno));
        }
        done += (size_t)put;
    }
    out->size += size;
    return OK;
}

Status file_end(FileOut *out, Status so_far, Err *err)
{
    /* A full disk on a network file system speaks only here. */
    if (close(out->file) && !so_far) {
        return err_set(err, ERR_IO, "%s: writing failed: %s", out->path, write_reason(errno));
    }
    return so_far;
}

Status file_write(const char *path, const void *data, size_t size, Err *err)
{
    FileOut out;
    Status status = file_begin(&out, path, err);

    if (status) return status;
    return file_end(&out, file_put(&out, data, size, err), err);
}

Status file_replace(const char *path, const void *data, size_t size, Arena *arena, Err *err)
{
    const char *beside = arena_format(arena, "%s.clientele-%ld", path, (long)getpid());
    struct stat is;
    FileOut out;
    Status status;

    if (lstat(path, &is) == 0 && !S_ISREG(is.st_mode)) return file_write(path, data, size, err);
    status = begin_at(&out, beside, path, err);
    /* The file may be ours to write where its folder is not. */
    if (status) return status == ERR_IO ? status : file_write(path, data, size, err);
    status = file_end(&out, file_put(&out, data, size, err), err);
    if (!status && rename(beside, path)) {
        status = err_set(err, write_status(errno, ERR_CANNOT_CREATE), "%s: cannot be replaced: %s",
                         path, write_reason(errno));
    }
    if (status) unlink(beside);
    return status;
}

Status file_pieces(const char *path,
                   Status (*take)(void *context, const void *data, size_t size, Err *err),
                   void *context, Err *err)
{
    static const size_t piece = 65536;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    unsigned char *data = malloc(piece);
    Status status = OK;

    if (!data) out_of_memory();
    if (file < 0) {
        status = err_set(err, ERR_NO_INPUT, "%s: cannot open: %s", path, strerror(errno));
    }
    while (!status) {
        ssize_t got = read(file, data, piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) status = err_set(err, ERR_IO, "%s: reading failed: %s", path, strerror(errno));
        if (got <= 0) break;
        status = take(context, data, (size_t)got, err);
    }
    if (file >= 0) close(file);
    free(data);
    return status;
}

bool path_exists(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

bool path_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static Status make_one(const char *path, Err *err)
{
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && path_is_folder(path))) return OK;
    return err_set(err, write_status(errno, ERR_CANNOT_CREATE), "%s: cannot make the folder: %s",
                   path, errno == EEXIST ? "a file of that name exists" : write_reason(errno));
}

Status folder_make(const char *path, Err *err)
{
    char *partial = strdup(path);
    Status status = OK;

    if (!partial) return err_set(err, ERR_MEMORY, "out of memory");
    for (char *slash = strchr(partial + 1, '/'); slash && !status; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        status = make_one(partial, err);
        *slash = '/';
    }
    if (!status) status = make_one(path, err);
    free(partial);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

Status folder_names(const char *const **out, size_t *count, const char *path, Arena *arena,
                    Err *err)
{
    const char **names = NULL;
    size_t used = 0, most = 0;
    DIR *list = opendir(path);

    if (!list) return err_set(err, ERR_IO, "%s: cannot read the folder: %s", path, strerror(errno));
    for (struct dirent *entry; (entry = readdir(list));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (used == most) {
            size_t more = most ? 2 * most : 64;
            names = arena_grow(arena, names, most, more, sizeof *names);
            most = more;
        }
        names[used++] = arena_text(arena, entry->d_name);
    }
    closedir(list);
    if (used) qsort(names, used, sizeof *names, by_bytes);
    *out = names;
    *count = used;
    return OK;
}

static int remove_below(int folder, const char *name)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT) return 0;
    if (errno != EISDIR && errno != EPERM) return -1;
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = inner < 0 ? NULL : fdopendir(inner);
    int failed = 0;

    if (!list) {
        if (inner >= 0) close(inner);
        return -1;
    }
    for (struct dirent *entry; (entry = readdir(list)) && !failed;) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) {
            failed = remove_below(dirfd(list), entry->d_name);
        }
    }
    closedir(list);
    return failed ? failed : unlinkat(folder, name, AT_REMOVEDIR);
}

Status folder_remove(const char *path, Err *err)
{
    if (!path_exists(path) || remove_below(AT_FDCWD, path) == 0) return OK;
    return err_set(err, ERR_IO, "%s: cannot remove: %s", path, strerror(errno));
}

/* For file systems that cannot exchange: `to` is gone between two renames, and is put back when the
 * second fails. */
static int exchange_by_steps(const char *from, const char *to)
{
    char aside[4200];

    if (snprintf(aside, sizeof aside, "%s" FOLDER_ASIDE, from) >= (int)sizeof aside) return -1;
    if (rename(to, aside)) return -1;
    if (rename(from, to)) {
        int reason = errno;
        if (rename(aside, to) == 0) errno = reason;
        return -1;
    }
    return rename(aside, from);
}

Status folder_exchange(const char *from, const char *to, Err *err)
{
    unsigned flags = path_exists(to) ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    int failed = renameat2(AT_FDCWD, from, AT_FDCWD, to, flags);

    if (failed && flags == RENAME_EXCHANGE && (errno == EINVAL || errno == ENOSYS))
        failed = exchange_by_steps(from, to);
    if (!failed) return OK;
    return err_set(err, write_status(errno, ERR_CANNOT_CREATE), "%s: cannot be put in place: %s",
                   to, write_reason(errno));
}

bool folder_hold(int *handle, const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (folder < 0) return false;
    if (flock(folder, LOCK_EX | LOCK_NB)) {
        close(folder);
        return false;
    }
    *handle = folder;
    return true;
}

void folder_let_go(int handle)
{
    close(handle);
}

char *path_join(Arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder);
    const char *slash = size && folder[size - 1] == '/' ? "" : "/";

    return arena_format(arena, "%s%s%s", folder, slash, name);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

char *path_stem(Arena *arena, const char *path)
{
    const char *name = path_name(path);
    const char *dot = strrchr(name, '.');

    if (!dot || dot == name) return arena_text(arena, name);
    char *stem = arena_text_n(arena, name, (size_t)(dot - name));
    if (strcmp(dot, ".gz") != 0) return stem;
    char *inner = strrchr(stem, '.');
    if (inner && inner != stem) *inner = '\0';
    return stem;
}
