#!/usr/bin/python3
"""Makes the two bundled fonts from Debian's fonts-inter (needs python3-fonttools).

    /usr/bin/python3 assets/fonts/convert.py [FOLDER WITH Inter-Regular.otf AND Inter-SemiBold.otf]

Run by hand, once; the results are kept beside this script. What it does, and why:

- Cubic outlines (CFF) become quadratic ones (glyf), because libharu takes TrueType only. The em
  becomes 2000 units and every advance an even number: libharu writes widths in whole thousandths of
  the em, so that a text is exactly as wide in the PDF as it was measured.
- Composites are drawn out: libharu loses the nested ones.
- Digits are the tabular ones (feature tnum), so that columns of figures line up.
- Kerning stays as plain pair positioning, which stb_truetype reads. Pairs with a digit are dropped
  (columns again), and so are those under 1 % of the em: nobody sees them, and in a PDF each kerned
  pair costs a jump.
- Cut to what a shop's names and a report's figures use; layout features other than kern go.
"""
import os
import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

EM = 2000
CURVE_ERROR = EM / 2000  # half a thousandth of the em
SMALLEST_KERN = EM // 100
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F),            # Latin
    (0x259, 0x259), (0x2B0, 0x2DD),         # schwa, modifiers
    (0x300, 0x331),                         # combining marks without a composed letter
    (0x370, 0x3FF), (0x400, 0x52F),         # Greek, Cyrillic
    (0x1E00, 0x1EFF),                       # Latin Extended Additional: Vietnamese
    (0x2000, 0x206F), (0x2070, 0x209C),     # punctuation, raised and lowered figures
    (0x20A0, 0x20C0), (0x2100, 0x214F),     # currency, letterlike
    (0x2150, 0x215E), (0x2190, 0x21FF),     # fractions, arrows
    (0x2200, 0x22FF), (0x25A0, 0x25FF),     # operators, shapes
    (0x2605, 0x2606), (0x26A0, 0x26A0), (0x2713, 0x2717),
]


def freeze_tabular_digits(font):
    table = font["GSUB"].table
    lookups = next(f.Feature.LookupListIndex for f in table.FeatureList.FeatureRecord
                   if f.FeatureTag == "tnum")
    tabular = {}
    for index in lookups:
        for sub in table.LookupList.Lookup[index].SubTable:
            tabular.update(getattr(sub, "ExtSubTable", sub).mapping)
    for cmap in font["cmap"].tables:
        if not cmap.isUnicode():
            continue
        for code in range(ord("0"), ord("9") + 1):
            cmap.cmap[code] = tabular.get(cmap.cmap[code], cmap.cmap[code])
    metrics = font["hmtx"].metrics
    zero = metrics[font.getBestCmap()[ord("0")]][0]
    for code in range(ord("0"), ord("9") + 1):
        # SemiBold's 4 is a thousandth of the em narrower than its sisters.
        name = font.getBestCmap()[code]
        metrics[name] = (zero, metrics[name][1])


def to_quadratic(font, source, scale):
    """Replaces CFF by glyf, every glyph drawn from the unscaled source."""
    order = font.getGlyphOrder()
    outlines = source.getGlyphSet()
    glyphs, metrics = {}, {}
    for name in order:
        pen = TTGlyphPen(None)
        quadratic = Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True)
        outlines[name].draw(TransformPen(quadratic, (scale, 0, 0, scale, 0, 0)))
        glyphs[name] = pen.glyph()
        advance = 2 * round(source["hmtx"][name][0] * scale / 2)
        glyphs[name].recalcBounds(None)
        metrics[name] = (advance, getattr(glyphs[name], "xMin", 0))
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["hmtx"].metrics = metrics
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs",
                  "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    maxp.maxComponentElements = maxp.maxComponentDepth = 0
    font["post"].formatType = 3.0
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def keep_visible_kerning(font):
    digits = {font.getBestCmap()[code] for code in range(ord("0"), ord("9") + 1)}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        assert lookup.LookupType == 2, "only pairs are read by stb_truetype"
        for sub in lookup.SubTable:
            if sub.Format == 1:
                for first, pairs in zip(sub.Coverage.glyphs, sub.PairSet):
                    pairs.PairValueRecord = [
                        p for p in pairs.PairValueRecord
                        if first not in digits and p.SecondGlyph not in digits]
                    for pair in pairs.PairValueRecord:
                        if abs(pair.Value1.XAdvance) < SMALLEST_KERN:
                            pair.Value1.XAdvance = 0
                continue
            sub.Coverage.glyphs = [g for g in sub.Coverage.glyphs if g not in digits]
            for classes in (sub.ClassDef1.classDefs, sub.ClassDef2.classDefs):
                for digit in digits:
                    classes.pop(digit, None)
            for first in sub.Class1Record:
                for second in first.Class2Record:
                    if second.Value1 and abs(second.Value1.XAdvance) < SMALLEST_KERN:
                        second.Value1.XAdvance = 0


def convert(source_path, path):
    source = TTFont(source_path)
    font = TTFont(source_path, recalcTimestamp=False)
    scale = EM / source["head"].unitsPerEm
    scale_upem(font, EM)
    to_quadratic(font, source, scale)
    freeze_tabular_digits(font)
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG", "STAT", "GDEF", "GSUB"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    subsetter.subset(font)
    keep_visible_kerning(font)
    font.save(path)
    print(f"{path}: {os.path.getsize(path)} bytes, {len(font.getGlyphOrder())} glyphs")


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/inter"
    here = os.path.dirname(os.path.abspath(__file__))
    for weight in ("Regular", "SemiBold"):
        convert(f"{source}/Inter-{weight}.otf", f"{here}/Inter-{weight}.ttf")


if __name__ == "__main__":
    main()
