/* base/arena.h — memory by lifetime.
 *
 * Three arenas serve a run: `run` (all of it), `page` (reset for each page or chart) and `scratch`
 * (each step). What a function returns lives in the arena that it was given. When memory is
 * exhausted the arena ends the program with one line and exit 71: the one place that may.
 * An arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;
typedef struct Arena {
    ArenaBlock *newest;
} Arena;

/* A place to return to: all that was allocated after it goes. */
typedef struct ArenaMark {
    ArenaBlock *block;
    size_t used;
} ArenaMark;

/* Says so on one line of stderr and ends the program with exit 71. */
_Noreturn void out_of_memory(void);

Arena arena_open(void);
void arena_close(Arena *arena);
ArenaMark arena_mark(const Arena *arena);
void arena_release(Arena *arena, ArenaMark mark);

/* count × size bytes of zeros, aligned for any type. Never NULL; count 0 gives a valid address. */
void *arena_alloc(Arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

/* From now on the memory, which came from malloc, lives and goes with the arena. */
void arena_own(Arena *arena, void *memory);
/* Frees such memory before its time. */
void arena_disown(Arena *arena, const void *memory);

/* A new block of new_count items that starts with the old ones. */
void *arena_grow(Arena *arena, const void *old, size_t old_count, size_t new_count, size_t size)
    __attribute__((returns_nonnull));

/* A copy of text, or of its first size bytes, with a NUL behind it. */
char *arena_text(Arena *arena, const char *text) __attribute__((returns_nonnull));
char *arena_text_n(Arena *arena, const char *text, size_t size) __attribute__((returns_nonnull));

/* As sprintf into the arena. */
char *arena_format(Arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), 1, sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc((arena), (count), sizeof(Type)))

/* Appends to a growing array: any struct with the members `items`, `count` and `capacity`. */
#define VEC_PUSH(arena, vec, item)                                                                 \
    do {                                                                                           \
        if ((vec)->count == (vec)->capacity) {                                                     \
            size_t wanted_ = (vec)->capacity ? 2 * (vec)->capacity : 8;                            \
            (vec)->items =                                                                         \
                arena_grow((arena), (vec)->items, (vec)->count, wanted_, sizeof *(vec)->items);    \
            (vec)->capacity = wanted_;                                                             \
        }                                                                                          \
        (vec)->items[(vec)->count++] = (item);                                                     \
    } while (0)

#endif
