#include "draw_tests.h"

static Arena arena;
Arena *draw_arena = &arena;

int set_up(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

int tear_down(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

int main(void)
{
    return test_colours() + test_fallback() + test_fonts() + test_icons() + test_paths() +
           test_scenes() + test_themes();
}
