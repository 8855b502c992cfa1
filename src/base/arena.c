#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/err.h"

/* AddressSanitizer is told what is in use, so that it finds a read or write behind the end of any
 * piece, and of what was released. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(from, size) ((void)(from), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(from, size) ((void)(from), (void)(size))
enum { GAP = 0 };
#endif

#define BLOCK_SIZE ((size_t)64 * 1024)
#define LARGE ((size_t)16 << 20)

struct ArenaBlock {
    ArenaBlock *older;
    size_t size, used;
    void *owned;  /* from arena_own, or NULL */
    size_t dirty; /* what was used before a release is no longer zero up to here */
    alignas(max_align_t) unsigned char data[];
};

_Noreturn void out_of_memory(void)
{
    static const char line[] = "clientele: out of memory: free some, or report fewer customers\n";

    if (write(STDERR_FILENO, line, sizeof line - 1) < 0) _exit(ERR_MEMORY);
    _exit(ERR_MEMORY);
}

Arena arena_open(void)
{
    return (Arena){ 0 };
}

void arena_close(Arena *arena)
{
    arena_release(arena, (ArenaMark){ 0 });
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){ arena->newest, arena->newest ? arena->newest->used : 0 };
}

void arena_release(Arena *arena, ArenaMark mark)
{
    while (arena->newest != mark.block) {
        ArenaBlock *older = arena->newest->older;
        free(arena->newest->owned);
        free(arena->newest);
        arena->newest = older;
    }
    if (!arena->newest) return;
    if (arena->newest->used > arena->newest->dirty) arena->newest->dirty = arena->newest->used;
    ASAN_POISON_MEMORY_REGION(arena->newest->data + mark.used, arena->newest->used - mark.used);
    arena->newest->used = mark.used;
}

/* Memory that is read in no order waits for its page's address at nearly every access, unless the
 * pages are large (reading a million customers: 6.8 s of processor time, 7.7 without). Only a
 * request: it may be refused, and then nothing changes. */
static void use_large_pages(void *memory, size_t size)
{
    uintptr_t page = 4096, start = ((uintptr_t)memory + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)memory + size) / page * page;

    (void)!madvise((void *)start, end - start, MADV_HUGEPAGE);
}

static void add_block(Arena *arena, size_t needed)
{
    size_t size = needed > BLOCK_SIZE / 4 ? needed : BLOCK_SIZE;
    /* calloc knows which memory comes fresh, and so clean, from the system: large pieces need no
     * second writing of zeros. */
    ArenaBlock *block = size > SIZE_MAX - sizeof *block ? NULL : calloc(1, sizeof *block + size);

    if (!block) out_of_memory();
    if (size >= LARGE) use_large_pages(block, sizeof *block + size);
    block->older = arena->newest;
    block->size = size;
    block->used = 0;
    ASAN_POISON_MEMORY_REGION(block->data, size);
    arena->newest = block;
}

void arena_own(Arena *arena, void *memory)
{
    add_block(arena, 1);
    arena->newest->used = arena->newest->size; /* nothing else goes into this block */
    arena->newest->owned = memory;
}

void arena_disown(Arena *arena, const void *memory)
{
    for (ArenaBlock *block = arena->newest; block; block = block->older) {
        if (block->owned != memory) continue;
        free(block->owned);
        block->owned = NULL;
    }
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    size_t asked, bytes;

    if (__builtin_mul_overflow(count, size, &asked) || asked > SIZE_MAX / 2) out_of_memory();
    bytes = (asked + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t) + GAP;
    if (!arena->newest || arena->newest->size - arena->newest->used < bytes) {
        add_block(arena, bytes);
    }
    ArenaBlock *block = arena->newest;
    unsigned char *place = block->data + block->used;
    block->used += bytes;
    ASAN_UNPOISON_MEMORY_REGION(place, bytes);
    if (block->dirty > (size_t)(place - block->data)) {
        size_t written = block->dirty - (size_t)(place - block->data);
        memset(place, 0, written < bytes ? written : bytes);
    }
    ASAN_POISON_MEMORY_REGION(place + asked, bytes - asked);
    return place;
}

void *arena_grow(Arena *arena, const void *old, size_t old_count, size_t new_count, size_t size)
{
    void *grown = arena_alloc(arena, new_count, size);

    if (old_count) memcpy(grown, old, old_count * size);
    return grown;
}

char *arena_text_n(Arena *arena, const char *text, size_t size)
{
    char *copy = arena_alloc(arena, size + 1, 1);

    if (size) memcpy(copy, text, size);
    return copy;
}

char *arena_text(Arena *arena, const char *text)
{
    return arena_text_n(arena, text, strlen(text));
}

char *arena_format(Arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (size < 0) size = 0;
    char *text = arena_alloc(arena, (size_t)size + 1, 1);
    va_start(args, format);
    vsnprintf(text, (size_t)size + 1, format, args);
    va_end(args);
    return text;
}
