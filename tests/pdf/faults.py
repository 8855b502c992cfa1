"""A sound file with one fault each, and the rule that must find it: a rule that finds none judges nothing."""
import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FAULTS = []


def fault(clause):
    def keep(function):
        FAULTS.append((function.__name__, clause, function))
        return function
    return keep


def saved(pdf):
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def all_of(data):
    """Each fault: its name, the clause that it breaks, and the file that has it. One without a fault comes first,
    because saving alone must break nothing."""
    yield "saving alone", None, saved(pikepdf.open(io.BytesIO(data)))
    for name, clause, function in FAULTS:
        if "data" in function.__annotations__:
            yield name, clause, function(data)
            continue
        pdf = pikepdf.open(io.BytesIO(data))
        function(pdf)
        yield name, clause, saved(pdf)


def elements(pdf, kind):
    return [obj for obj in pdf.objects if isinstance(obj, Dictionary) and obj.get("/S") == kind and "/P" in obj]


def some_page(pdf, has=b"/Figure "):
    for page in pdf.pages:
        if has in page.Contents.read_bytes():
            return page
    raise ValueError(f"no page has {has}")


def change(pdf, pattern, to, has=b"/Figure "):
    page = some_page(pdf, has)
    text, count = re.subn(pattern, to, page.Contents.read_bytes(), count=1, flags=re.S)
    assert count == 1, pattern
    page.Contents.write(text)


def some_link(pdf):
    return next(annotation for page in pdf.pages for annotation in page.get("/Annots", []))


def change_xmp(pdf, old, new):
    text = pdf.Root.Metadata.read_bytes()
    assert old in text, old
    pdf.Root.Metadata = pdf.make_stream(text.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)


# --- content --------------------------------------------------------------------------------------------------

@fault("ISO 14289-1, 7.1-1")
def something_unmarked(pdf):
    change(pdf, rb"/Artifact BMC(.*?)EMC", rb"\1", b"/Artifact BMC")


@fault("ISO 14289-1, 7.1-2")
def an_artifact_in_a_figure(pdf):
    change(pdf, rb"(/Figure <</MCID \d+>> BDC\n)", rb"\1/Artifact BMC 0 0 1 1 re f EMC\n")


@fault("ISO 14289-1, 7.1-3")
def a_paragraph_as_an_artifact(pdf):
    change(pdf, rb"/P <</MCID \d+>> BDC", rb"/Artifact BMC", b"/P <<")


@fault("ISO 14289-1, 7.8")
def a_foot_that_is_mere_decoration(pdf):
    change(pdf, rb"/Artifact <</Type /Pagination /Subtype /Footer[^>]*>> BDC", rb"/Artifact BMC", b"/Footer")


@fault("ISO 32000-1, 14.6.1")
def a_mark_that_does_not_end(pdf):
    change(pdf, rb"EMC", rb"")


@fault("ISO 32000-1, 14.7.4")
def a_mark_of_another_element(pdf):
    change(pdf, rb"/P <</MCID (\d+)>> BDC", rb"/H1 <</MCID \1>> BDC", b"/P <<")


@fault("ISO 32000-1, 14.7.4")
def a_number_used_twice(pdf):
    change(pdf, rb"/MCID 1>>", rb"/MCID 0>>")


@fault("ISO 32000-1, 14.7.4.4")
def a_mark_that_is_gone(pdf):
    change(pdf, rb"/Figure <</MCID \d+>> BDC", rb"/Artifact BMC")


@fault("ISO 32000-1, 14.7.4.4")
def a_page_without_its_key(pdf):
    del some_page(pdf).obj["/StructParents"]


@fault("ISO 14289-1, 7.2-reading order")
def rows_in_another_order(pdf):
    table = elements(pdf, "/Table")[0]
    table.K = Array(list(table.K)[::-1])


# --- the tree -------------------------------------------------------------------------------------------------

@fault("ISO 14289-1, 7.1-4")
def not_marked(pdf):
    pdf.Root.MarkInfo.Marked = False


@fault("ISO 14289-1, 7.1-4")
def a_wrong_parent(pdf):
    elements(pdf, "/P")[3].P = elements(pdf, "/Table")[0]


@fault("ISO 14289-1, 7.1-5")
def an_unknown_type(pdf):
    elements(pdf, "/P")[3].S = Name.Shout


@fault("ISO 14289-1, 7.1-5")
def a_mapped_standard_type(pdf):
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Span)


@fault("ISO 32000-1, 14.8.4")
def an_empty_paragraph(pdf):
    section = elements(pdf, "/Sect")[0]
    section.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=section, K=Array())))


@fault("ISO 14289-1, 7.2")
def no_language(pdf):
    del pdf.Root["/Lang"]


@fault("ISO 14289-1, 7.3")
def a_figure_without_a_text(pdf):
    del elements(pdf, "/Figure")[2]["/Alt"]


@fault("ISO 14289-1, 7.3")
def a_figure_beside_the_page(pdf):
    elements(pdf, "/Figure")[2].A.BBox = Array([500, 10, 900, 20])


@fault("ISO 14289-1, 7.4.2")
def a_level_left_out(pdf):
    elements(pdf, "/H2")[0].S = Name.H4


@fault("ISO 14289-1, 7.4.4")
def a_title_without_a_number(pdf):
    elements(pdf, "/H2")[0].S = Name.H


@fault("ISO 14289-1, 7.2-nesting")
def a_row_in_a_list(pdf):
    elements(pdf, "/LI")[0].S = Name.TR


@fault("ISO 14289-1, 7.2-regular")
def a_cell_too_few(pdf):
    row = elements(pdf, "/TR")[2]
    row.K = Array(list(row.K)[:-1])


@fault("ISO 14289-1, 7.2-regular")
def a_cell_too_wide(pdf):
    elements(pdf, "/TD")[2].A = Dictionary(O=Name.Table, ColSpan=2)


@fault("ISO 14289-1, 7.5")
def a_head_without_a_scope(pdf):
    del elements(pdf, "/TH")[1]["/A"]


@fault("ISO 14289-1, 7.6")
def a_list_without_a_numbering(pdf):
    for one in elements(pdf, "/L"):
        del one["/A"]


@fault("ISO 14289-1, 7.7, 7.9, 7.18.4")
def a_note_without_an_id(pdf):
    elements(pdf, "/P")[3].S = Name.Note


# --- around the pages -----------------------------------------------------------------------------------------

@fault("ISO 14289-1, 7.1-6")
def the_files_name_as_its_title(pdf):
    del pdf.Root.ViewerPreferences["/DisplayDocTitle"]


@fault("ISO 14289-1, 7.17")
def no_bookmarks(pdf):
    del pdf.Root["/Outlines"]


@fault("ISO 14289-1, 7.18.1")
def a_link_outside_of_the_tree(pdf):
    for one in elements(pdf, "/Link")[:1]:
        one.K = Array([kid for kid in one.K if not isinstance(kid, Dictionary)])


@fault("ISO 14289-1, 7.18.1")
def a_link_with_the_key_of_another(pdf):
    links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    links[0].StructParent = int(links[1].StructParent)


@fault("ISO 14289-1, 7.18.3")
def no_tab_order(pdf):
    del pdf.pages[1].obj["/Tabs"]


@fault("ISO 14289-1, 7.18.5")
def a_link_without_a_description(pdf):
    del some_link(pdf)["/Contents"]


@fault("ISO 14289-1, 7.10, 7.15, 7.16, 7.19, 7.20")
def layers(pdf):
    pdf.Root.OCProperties = Dictionary(D=Dictionary())


@fault("ISO 14289-1, 7.11")
def a_file_with_two_names(pdf):
    pdf.Root.Names.EmbeddedFiles.Names[1].UF = String("other.csv")


# --- fonts ----------------------------------------------------------------------------------------------------

def fonts(pdf):
    return [font for _, font in pdf.pages[0].obj.Resources.Font.items()]


@fault("ISO 14289-1, 7.21.4.1")
def a_font_that_is_not_there(pdf):
    del fonts(pdf)[0].DescendantFonts[0].FontDescriptor["/FontFile2"]


@fault("ISO 14289-1, 7.21.3.2")
def codes_without_glyphs(pdf):
    del fonts(pdf)[0].DescendantFonts[0]["/CIDToGIDMap"]


@fault("ISO 14289-1, 7.21.5")
def wider_letters(pdf):
    child = fonts(pdf)[0].DescendantFonts[0]
    child.W = Array([Array([float(width) + 7 for width in part]) if isinstance(part, Array) else part for part in child.W])


@fault("ISO 14289-1, 7.21.7")
def letters_without_characters(pdf):
    font = fonts(pdf)[0]
    font.ToUnicode.write(re.sub(rb"<[0-9A-F]{4}> <[0-9A-F]{4}>\n", b"", font.ToUnicode.read_bytes(), count=40))


@fault("ISO 14289-1, 7.21.8")
def a_glyph_for_none(pdf):
    change(pdf, rb"\[<[0-9A-F]{4}", rb"[<0000", b"TJ")


# --- the file -------------------------------------------------------------------------------------------------

@fault("ISO 19005-2, 6.1.2")
def a_comment_of_letters(data: bytes):
    return data[:9] + b"%abcd" + data[14:]


@fault("ISO 19005-2, 6.1.3")
def more_behind_the_end(data: bytes):
    return data + b"and more\n"


@fault("ISO 19005-2, 6.1.3")
def no_id(data: bytes):
    return data.replace(b"/ID[", b"/IX[")


@fault("ISO 19005-2, 6.1.4")
def references_a_byte_too_early(data: bytes):
    return re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found.group(1)) - 1), data)


@fault("ISO 19005-2, 6.1.7.1")
def a_stream_without_its_line(data: bytes):
    at = data.index(b"\nendstream")
    return data[:at] + b" endstream" + data[at + 10:]


@fault("ISO 19005-2, 6.1.7.2")
def a_stream_of_another_kind(pdf):
    stream = pdf.make_stream(b"\0a\x80")
    stream.Filter = Name.RunLengthDecode
    pdf.Root.Extra = stream


@fault("ISO 19005-2, 6.1.9")
def an_object_that_ends_in_its_line(data: bytes):
    at = data.index(b"\nendobj")
    return data[:at] + b" endobj" + data[at + 7:]


@fault("ISO 19005-2, 6.1.13")
def a_string_without_end(pdf):
    elements(pdf, "/Figure")[2].Alt = String("x" * 40000)


@fault("ISO 19005-2, 6.1.13")
def states_without_end(pdf):
    change(pdf, rb"\A", b"q " * 30)


@fault("ISO 19005-2, 6.2.2")
def an_unknown_operator(pdf):
    change(pdf, rb"\A", b"1 shout\n")


@fault("ISO 19005-2, 6.2.3")
def no_output_intent(pdf):
    del pdf.Root["/OutputIntents"]


@fault("ISO 19005-2, 6.2.3")
def a_profile_that_is_cut(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes()[:-100])


@fault("ISO 19005-2, 6.2.4.3")
def a_colour_of_four(pdf):
    change(pdf, rb"\A", b"0 0 0 1 k\n")


@fault("ISO 19005-2, 6.2.5")
def a_transfer_function(pdf):
    for _, state in pdf.pages[0].obj.Resources.ExtGState.items():
        state.TR = Name.Identity


@fault("ISO 19005-2, 6.2.8")
def an_interpolated_image(pdf):
    pdf.Root.Extra = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
                                     ColorSpace=Name.DeviceGray, Interpolate=True)


@fault("ISO 19005-2, 6.2.10")
def mixing_without_a_space(pdf):
    for page in pdf.pages:
        if "/Group" in page.obj:
            del page.obj["/Group"]


@fault("ISO 19005-2, 6.3.2")
def a_link_that_is_not_printed(pdf):
    some_link(pdf).F = 0


@fault("ISO 19005-2, 6.5.1")
def a_link_that_runs_a_program(pdf):
    some_link(pdf).A = Dictionary(S=Name.Launch, F=String("calc"))


@fault("ISO 19005-2, 6.4, 6.9, 6.10, 6.11")
def a_form(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array())


@fault("ISO 19005-2, 6.6.2.1")
def broken_metadata(pdf):
    change_xmp(pdf, b"</rdf:RDF>", b"")


@fault("ISO 19005-2, 6.6.2.3")
def an_undescribed_property(pdf):
    change_xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:part>1</pdfuaid:part><own:word>1</own:word>")


@fault("ISO 19005-2, 6.6.3")
def another_title(pdf):
    pdf.trailer.Info.Title = String("Another")


@fault("ISO 19005-2, 6.6.3")
def another_date(pdf):
    pdf.trailer.Info.ModDate = String("D:20010101000000Z")


@fault("ISO 19005-2, 6.6.4")
def another_level(pdf):
    change_xmp(pdf, b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")


@fault("ISO 14289-1, 5")
def no_word_of_it(pdf):
    change_xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")


@fault("ISO 19005-3, 6.8")
def a_file_without_a_relation(pdf):
    del pdf.Root.Names.EmbeddedFiles.Names[1]["/AFRelationship"]


@fault("ISO 19005-3, 6.8")
def files_that_belong_to_nothing(pdf):
    del pdf.Root["/AF"]
