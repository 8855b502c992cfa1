#include "draw/theme.h"

#include "draw/colour.h"

const Theme THEME_LIGHT = {
    .name = "light",
    .paper = RGB(0xFFFFFF),
    .panel = RGB(0xF7F8FB),
    .ink = RGB(0x161B2E),
    .ink_soft = RGB(0x4A5267),
    .ink_faint = RGB(0x6B7388),
    .axis = RGB(0xAEB5C4),
    .grid = RGB(0xE6E9F0),
    .accent = RGB(0x3350C8),
    .positive = RGB(0x13806B),
    .negative = RGB(0xC0392F),
    .warning = RGB(0xB77900),
    .segment = { RGB(0x3350C8), RGB(0xE8842E), RGB(0x1D9485), RGB(0xA82E66), RGB(0x55B0EE),
                 RGB(0x1E2160), RGB(0x66781F), RGB(0x8A1A12), RGB(0x8F9DAF), RGB(0xE3B81F),
                 RGB(0x9873CC), RGB(0x4C3A30) },
    .sequential = { RGB(0xEFF3FC), RGB(0xB9CBF2), RGB(0x7C9BE3), RGB(0x3F64CC), RGB(0x1D2F7A) },
    .diverging = { RGB(0xB4532A), RGB(0xEDB98F), RGB(0xF6F6F8), RGB(0x9DB7EC), RGB(0x2B4BB5) },
    .title_pt = 13,
    .subtitle_pt = 9.5,
    .label_pt = 8.5,
    .small_pt = 7.5,
    .line_pt = 1.75,
    .hair_pt = 0.5,
    .gap_pt = 6,
};

const Theme THEME_DARK = {
    .name = "dark",
    .paper = RGB(0x12151F),
    .panel = RGB(0x1A1E2B),
    .ink = RGB(0xF1F3F9),
    .ink_soft = RGB(0xB6BDCE),
    .ink_faint = RGB(0x868EA3),
    .axis = RGB(0x555E75),
    .grid = RGB(0x2A3042),
    .accent = RGB(0x7F89F4),
    .positive = RGB(0x3CC4A5),
    .negative = RGB(0xFF8073),
    .warning = RGB(0xF0B84A),
    .segment = { RGB(0x7F89F4), RGB(0xF6AA73), RGB(0x0BB4A2), RGB(0xD1547B), RGB(0xB3DBF6),
                 RGB(0x6A5EA7), RGB(0x7EA51F), RGB(0xC2331B), RGB(0xC9C6CD), RGB(0xFCD947),
                 RGB(0xBEA5E4), RGB(0x907351) },
    .sequential = { RGB(0x1D2436), RGB(0x2C427F), RGB(0x4567C4), RGB(0x7F9EF0), RGB(0xD3DFFF) },
    .diverging = { RGB(0xF59A62), RGB(0x8A5536), RGB(0x272C3B), RGB(0x3C559E), RGB(0x86A6FF) },
    .title_pt = 13,
    .subtitle_pt = 9.5,
    .label_pt = 8.5,
    .small_pt = 7.5,
    .line_pt = 1.75,
    .hair_pt = 0.5,
    .gap_pt = 6,
};

Rgba theme_segment(const Theme *theme, int i)
{
    int round = i < 0 ? 0 : i / THEME_SEGMENT_COLOURS;
    Rgba colour = theme->segment[i < 0 ? 0 : i % THEME_SEGMENT_COLOURS];

    if (i < 0) return theme->accent;
    if (round == 0) return colour;
    /* Odd rounds go towards the paper, even ones towards the ink, each a little further. */
    return rgba_mix(colour, round % 2 ? theme->paper : theme->ink,
                    0.25 + 0.15 * (round / 2 < 3 ? round / 2 : 3));
}

Rgba theme_ramp(const Rgba ramp[5], double at)
{
    double place = at > 0 ? (at < 1 ? 4 * at : 4) : 0;
    int step = place < 3 ? (int)place : 3;

    return rgba_mix(ramp[step], ramp[step + 1], place - step);
}

Rgba theme_ink_on(Rgba ground)
{
    const Rgba black = RGB(0x05060A), white = RGB(0xFFFFFF);

    return colour_contrast(ground, white) >= colour_contrast(ground, black) ? white : black;
}
