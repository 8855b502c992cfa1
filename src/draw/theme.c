#include "draw/theme.h"

#include "draw/colour.h"

const Theme THEME_LIGHT = {
    .name = "light",
    .paper = RGB(0xFFFFFF),
    .panel = RGB(0xF6F7F9),
    .ink = RGB(0x14181F),
    .ink_soft = RGB(0x475060),
    .ink_faint = RGB(0x636C7A),
    .axis = RGB(0x8A93A1),
    .grid = RGB(0xE2E5EA),
    .accent = RGB(0x5A4FE0),
    .positive = RGB(0x0F7545),
    .negative = RGB(0xB3261E),
    .warning = RGB(0x8A5200),
    .before = RGB(0x8A93A1),
    .band = RGB(0xCFCCF1),
    .band_outer = RGB(0xE9E8F8),
    .segment = { RGB(0x0A3A86), RGB(0xC6761C), RGB(0x711F43), RGB(0x3F987B), RGB(0x139ECF),
                 RGB(0x636A7E) },
    .segment_text = { RGB(0x0A3A86), RGB(0x935308), RGB(0x711F43), RGB(0x236F57), RGB(0x086B93),
                      RGB(0x5A6174) },
    .sequential = { RGB(0xEFEDFC), RGB(0xDBD8F8), RGB(0xC4BFF4), RGB(0xA9A3EF), RGB(0x6156E1) },
    .diverging = { RGB(0xB5611A), RGB(0xE0BD9F), RGB(0xF3F4F6), RGB(0xA6BBDA), RGB(0x2A5CA8) },
    .title_pt = 13,
    .subtitle_pt = 9.5,
    .label_pt = 8.5,
    .small_pt = 8.5,
    .line_pt = 2,
    .hair_pt = 0.5,
    .gap_pt = 6,
};

const Theme THEME_DARK = {
    .name = "dark",
    .paper = RGB(0x12161D),
    .panel = RGB(0x191F29),
    .ink = RGB(0xEEF1F6),
    .ink_soft = RGB(0xB9C1CD),
    .ink_faint = RGB(0x939DAC),
    .axis = RGB(0x6B7588),
    .grid = RGB(0x2A323F),
    .accent = RGB(0xA8A3FF),
    .positive = RGB(0x5CC98F),
    .negative = RGB(0xFF9086),
    .warning = RGB(0xF2BE6B),
    .before = RGB(0x6B7588),
    .band = RGB(0x3D3B78),
    .band_outer = RGB(0x26264A),
    .segment = { RGB(0x2F6FE0), RGB(0xF3AB45), RGB(0xC54D78), RGB(0x81D7B5), RGB(0x81E4FD),
                 RGB(0x8E96AA) },
    .segment_text = { RGB(0x6BA4FF), RGB(0xF3AB45), RGB(0xE98FAC), RGB(0x81D7B5), RGB(0x81E4FD),
                      RGB(0xA1A8BA) },
    .sequential = { RGB(0x212434), RGB(0x33354F), RGB(0x48496E), RGB(0x605F93), RGB(0xA29DF6) },
    .diverging = { RGB(0xE89A55), RGB(0x7A5533), RGB(0x272F3B), RGB(0x3B5580), RGB(0x79A9F0) },
    .title_pt = 13,
    .subtitle_pt = 9.5,
    .label_pt = 8.5,
    .small_pt = 8.5,
    .line_pt = 2,
    .hair_pt = 0.5,
    .gap_pt = 6,
};

Rgba theme_segment(const Theme *theme, int i)
{
    if (i < 0) return theme->accent;
    return theme->segment[i < THEME_SEGMENT_COLOURS ? i : THEME_SEGMENT_COLOURS - 1];
}

int theme_colour_among(int colour, size_t segments)
{
    if (colour < 0) return colour;
    return segments > THEME_ONE_INK_PAST || colour >= THEME_SEGMENT_COLOURS
               ? THEME_SEGMENT_COLOURS - 1
               : colour;
}

static bool same_ink(Rgba a, Rgba b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

Rgba theme_text(const Theme *theme, Rgba colour)
{
    colour.a = 255;
    for (int i = 0; i < THEME_SEGMENT_COLOURS; i++)
        if (same_ink(colour, theme->segment[i])) return theme->segment_text[i];
    for (int step = 0; step <= 10; step++) {
        Rgba text = rgba_mix(colour, theme->ink, step / 10.0);
        if (colour_contrast(text, theme->paper) >= THEME_TEXT_CONTRAST) return text;
    }
    return theme->ink;
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
