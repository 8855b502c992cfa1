#include "draw/colour.h"

const uint16_t COLOUR_LINEAR[256] = {
    0,     20,    40,    60,    80,    99,    119,   139,   159,   179,   199,   219,   241,
    264,   288,   313,   340,   367,   396,   427,   458,   491,   526,   562,   599,   637,
    677,   718,   761,   805,   851,   898,   947,   997,   1048,  1101,  1156,  1212,  1270,
    1330,  1391,  1453,  1517,  1583,  1651,  1720,  1790,  1863,  1937,  2013,  2090,  2170,
    2250,  2333,  2418,  2504,  2592,  2681,  2773,  2866,  2961,  3058,  3157,  3258,  3360,
    3464,  3570,  3678,  3788,  3900,  4014,  4129,  4247,  4366,  4488,  4611,  4736,  4864,
    4993,  5124,  5257,  5392,  5530,  5669,  5810,  5953,  6099,  6246,  6395,  6547,  6700,
    6856,  7014,  7174,  7335,  7500,  7666,  7834,  8004,  8177,  8352,  8528,  8708,  8889,
    9072,  9258,  9445,  9635,  9828,  10022, 10219, 10417, 10619, 10822, 11028, 11235, 11446,
    11658, 11873, 12090, 12309, 12530, 12754, 12980, 13209, 13440, 13673, 13909, 14146, 14387,
    14629, 14874, 15122, 15371, 15623, 15878, 16135, 16394, 16656, 16920, 17187, 17456, 17727,
    18001, 18277, 18556, 18837, 19121, 19407, 19696, 19987, 20281, 20577, 20876, 21177, 21481,
    21787, 22096, 22407, 22721, 23038, 23357, 23678, 24002, 24329, 24658, 24990, 25325, 25662,
    26001, 26344, 26688, 27036, 27386, 27739, 28094, 28452, 28813, 29176, 29542, 29911, 30282,
    30656, 31033, 31412, 31794, 32179, 32567, 32957, 33350, 33745, 34143, 34544, 34948, 35355,
    35764, 36176, 36591, 37008, 37429, 37852, 38278, 38706, 39138, 39572, 40009, 40449, 40891,
    41337, 41785, 42236, 42690, 43147, 43606, 44069, 44534, 45002, 45473, 45947, 46423, 46903,
    47385, 47871, 48359, 48850, 49344, 49841, 50341, 50844, 51349, 51858, 52369, 52884, 53401,
    53921, 54445, 54971, 55500, 56032, 56567, 57105, 57646, 58190, 58737, 59287, 59840, 60396,
    60955, 61517, 62082, 62650, 63221, 63795, 64372, 64952, 65535,
};

uint8_t colour_from_linear(uint32_t linear)
{
    unsigned low = 0, high = 255;

    while (low < high) { /* the last level that is not above */
        unsigned middle = (low + high + 1) / 2;
        if (COLOUR_LINEAR[middle] <= linear) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    if (low < 255 && COLOUR_LINEAR[low + 1] - linear < linear - COLOUR_LINEAR[low]) low++;
    return (uint8_t)low;
}

static double clamp_unit(double value)
{
    return value > 0 ? (value < 1 ? value : 1) : 0; /* NaN becomes 0 */
}

Rgba rgba_fade(Rgba colour, double alpha)
{
    colour.a = (uint8_t)(clamp_unit(alpha) * 255 + 0.5);
    return colour;
}

static uint8_t mix_level(uint8_t from, uint8_t to, uint32_t share)
{
    uint32_t light = COLOUR_LINEAR[from] * (65536 - share) / 65536u;

    /* Both products fit: 65,535 × 65,536 < 2³². */
    light += COLOUR_LINEAR[to] * share / 65536u;
    return from == to ? from : colour_from_linear(light);
}

Rgba rgba_mix(Rgba from, Rgba to, double share)
{
    uint32_t part = (uint32_t)(clamp_unit(share) * 65536 + 0.5);

    if (part == 0) return from;
    if (part == 65536) return to;
    return (Rgba){ mix_level(from.r, to.r, part), mix_level(from.g, to.g, part),
                   mix_level(from.b, to.b, part),
                   (uint8_t)((from.a * (65536 - part) + to.a * part + 32768) / 65536) };
}

double colour_luminance(Rgba colour)
{
    return (0.2126 * COLOUR_LINEAR[colour.r] + 0.7152 * COLOUR_LINEAR[colour.g] +
            0.0722 * COLOUR_LINEAR[colour.b]) /
           LINEAR_MAX;
}

double colour_contrast(Rgba a, Rgba b)
{
    double one = colour_luminance(a) + 0.05, other = colour_luminance(b) + 0.05;

    return one > other ? one / other : other / one;
}
