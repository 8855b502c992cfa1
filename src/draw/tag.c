#include "draw/tag.h"

static Tag *tag_made(TagRole role, const Tag *within, Arena *arena)
{
    Tag *tag = ARENA_NEW(arena, Tag);

    *tag = (Tag){ .role = role, .within = within };
    return tag;
}

const Tag *tag_new(TagRole role, const Tag *within, Arena *arena)
{
    return tag_made(role, within, arena);
}

const Tag *tag_figure(const char *alt, const Tag *within, Arena *arena)
{
    Tag *tag = tag_made(TAG_FIGURE, within, arena);

    tag->alt = arena_text(arena, alt ? alt : "");
    return tag;
}

const Tag *tag_keyed(TagRole role, const Tag *within, const void *key, Arena *arena)
{
    Tag *tag = tag_made(role, within, arena);

    tag->key = key;
    return tag;
}
