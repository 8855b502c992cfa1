"""The rules of ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2a) and, with attached files, ISO 19005-3 (PDF/A-3a)
that a program can judge, one function a rule, named by its clause. Each yields what breaks it.

What they leave to people: whether an alternative text is good, a colour carries meaning alone, or the
order makes sense. Forms, sounds, films, layers, JavaScript and encryption a file of ours must not have at all."""
import re

import pikepdf
from pikepdf import Dictionary

from reading import STANDARD_TYPES, is_name, text_of

RULES = []
UA, A2, A3, PDF = "ISO 14289-1", "ISO 19005-2", "ISO 19005-3", "ISO 32000-1"


def rule(standard, clause, says):
    def keep(function):
        RULES.append((f"{standard}, {clause}", says, function))
        return function
    return keep


def squeezed(text):
    return re.sub(r"[\s\u00a0]+", "", text)


# --- content and its marks ------------------------------------------------------------------------------------

@rule(UA, "7.1-1", "everything that is painted is tagged or an artifact")
def all_is_marked(doc):
    for page in doc.pages:
        if page.loose:
            yield f"page {page.number + 1}: {len(page.loose)} operators outside: {' '.join(page.loose[:5])}"


@rule(UA, "7.1-2", "no artifact lies in tagged content, and no tagged content in an artifact")
def no_nesting(doc):
    for page in doc.pages:
        for mark in page.nested:
            yield f"page {page.number + 1}: {mark.tag} within other content"


@rule(UA, "7.1-3", "nothing that is read is an artifact: only heads, feet and repeated heads of tables have text")
def no_lost_text(doc):
    heads = {squeezed(doc.text_in(row)) for row in doc.of_type("TR") if any(kid.type == "TH" for kid in row.kids)}
    for page in doc.pages:
        for mark in page.marks:
            text = re.sub(r"^Table\d+,continued", "", squeezed(mark.text))
            if mark.artifact and not mark.pagination and text and text not in heads:
                yield f"page {page.number + 1}: {mark.text.strip()!r} is an artifact"


@rule(UA, "7.8", "running heads and feet are artifacts of pagination, on all pages that have them")
def heads_and_feet(doc):
    for page in doc.pages:
        for mark in page.marks:
            if re.search(r"Page \d+ of \d+", mark.text) and not mark.pagination:
                yield f"page {page.number + 1}: {mark.text.strip()!r} is not"


@rule(PDF, "14.6.1", "BMC, BDC and EMC are balanced, and so are q and Q")
def balanced(doc):
    for page in doc.pages:
        if page.unbalanced:
            yield f"page {page.number + 1} is not"


@rule(PDF, "14.7.4", "each MCID of a page is used once there, and has its element in the parent tree")
def marks_have_parents(doc):
    for page in doc.pages:
        mcids = [mark.mcid for mark in page.marks if mark.mcid is not None]
        if len(mcids) != len(set(mcids)):
            yield f"page {page.number + 1}: an MCID is used twice"
        key = page.obj.get("/StructParents")
        parents = doc.parents.get(int(key)) if key is not None else None
        if mcids and parents is None:
            yield f"page {page.number + 1}: no entry in the parent tree"
            continue
        places = {element.obj.objgen: element for element in doc.elements}
        for mark in page.marks:
            if mark.mcid is None:
                continue
            parent = parents[mark.mcid] if mark.mcid < len(parents) else None
            element = places.get(parent.objgen) if isinstance(parent, Dictionary) else None
            if element is None or (page.number, mark.mcid) not in element.content:
                yield f"page {page.number + 1}: MCID {mark.mcid} is not in the element that the parent tree names"
            elif element.type != mark.tag and not (element.type == "Span" and mark.tag == "Link"):
                yield f"page {page.number + 1}: MCID {mark.mcid} is a {mark.tag}, its element a {element.type}"


@rule(PDF, "14.7.4.4", "the parent tree and the elements name nothing that the pages lack")
def parents_have_marks(doc):
    for page in doc.pages:
        key = page.obj.get("/StructParents")
        mcids = {mark.mcid for mark in page.marks if mark.mcid is not None}
        listed = len(doc.parents.get(int(key), [])) if key is not None else 0
        if mcids != set(range(listed)):
            yield f"page {page.number + 1}: {listed} in the parent tree, {len(mcids)} on the page"
    for place in doc.places():
        if place not in doc.text_at:
            yield f"page {place[0] + 1}: no MCID {place[1]}"
    keys = [int(page.obj.StructParents) for page in doc.pages if "/StructParents" in page.obj]
    keys += [int(annotation.StructParent) for _, annotation in doc.annotations if "/StructParent" in annotation]
    if len(keys) != len(set(keys)) or set(keys) != set(doc.parents):
        yield "the keys of the parent tree are not those of the pages and links"
    if doc.parents and int(doc.root.StructTreeRoot.get("/ParentTreeNextKey", 0)) <= max(doc.parents):
        yield "ParentTreeNextKey is taken"


@rule(UA, "7.2-reading order", "the tree has the content in the order in which it is painted")
def reading_order(doc):
    places = doc.places()
    for before, after in zip(places, places[1:]):
        if after <= before:
            yield f"page {after[0] + 1}: {doc.text_at.get(after, '')[:40]!r} comes too late"


# --- the tree -------------------------------------------------------------------------------------------------

@rule(UA, "7.1-4", "the file says that it is tagged, without suspects, and has one Document")
def is_tagged(doc):
    info = doc.root.get("/MarkInfo", Dictionary())
    if info.get("/Marked") is not True or info.get("/Suspects") is True:
        yield "MarkInfo says otherwise"
    if [element.type for element in doc.top()] != ["Document"]:
        yield "the root of the tree has not one Document"
    yield from doc.tree_faults


@rule(UA, "7.1-5", "all types of elements are standard ones, or mapped to one; no standard one is mapped")
def types_are_known(doc):
    roles = {str(key)[1:]: str(value)[1:] for key, value in
             doc.root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary()).items()}
    for name in set(roles) & STANDARD_TYPES:
        yield f"{name} is mapped"
    for name in {element.type for element in doc.elements} - STANDARD_TYPES - set(roles):
        yield f"{name} is not known"


@rule(PDF, "14.8.4", "elements that hold nothing are cells of tables")
def nothing_is_empty(doc):
    for element in doc.elements:
        if not element.order and element.type not in ("TD", "TH"):
            yield f"a {element.type} is empty"


@rule(UA, "7.2", "the language of the document is known, as BCP 47 writes it")
def language(doc):
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text_of(doc.root.get("/Lang"))):
        yield f"/Lang is {text_of(doc.root.get('/Lang'))!r}"


@rule(UA, "7.3", "each figure has an alternative text, and says where it is")
def figures(doc):
    for element in doc.of_type("Figure"):
        if not text_of(element.obj.get("/Alt")).strip():
            yield f"a figure with the text {doc.text_in(element)[:40]!r} has none"
        box = element.attribute("/BBox")
        page = doc.pages[element.content[0][0]] if element.content else None
        if box is None or page is None:
            yield f"the figure {text_of(element.obj.get('/Alt'))[:40]!r} has no box or no content"
            continue
        left, bottom, right, top = map(float, box)
        wide, high = float(page.obj.MediaBox[2]), float(page.obj.MediaBox[3])
        if not (0 <= left < right <= wide + 0.01 and 0 <= bottom < top <= high + 0.01):
            yield f"the box of {text_of(element.obj.get('/Alt'))[:40]!r} is not on its page"


@rule(UA, "7.4.2", "titles begin with H1 and go down one level at a time")
def titles(doc):
    level = 0
    for element in doc.elements:
        if re.fullmatch(r"H[1-6]", element.type):
            if int(element.type[1]) > level + 1:
                yield f"{element.type} {doc.text_in(element).strip()[:40]!r} comes after H{level}"
            level = int(element.type[1])
            if not doc.text_in(element).strip():
                yield f"an {element.type} has no text"


@rule(UA, "7.4.4", "titles with and without numbers are not mixed")
def one_kind_of_titles(doc):
    if doc.of_type("H"):
        yield "there is an H"
    if not doc.of_type("H1"):
        yield "there is no H1"


KIDS = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"}, "THead": {"TR"}, "TBody": {"TR"},
        "TFoot": {"TR"}, "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI", "TOC", "Caption"},
        "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"}}
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"},
           "TOCI": {"TOC"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}}


@rule(UA, "7.2-nesting", "tables, lists and contents hold what they may, and their parts lie in them")
def nesting(doc):
    for element in doc.elements:
        for kid in element.kids:
            if element.type in KIDS and kid.type not in KIDS[element.type]:
                yield f"a {kid.type} in a {element.type}"
        if element.type in PARENTS and (not element.parent or element.parent.type not in PARENTS[element.type]):
            yield f"a {element.type} in a {element.parent and element.parent.type}"
        if element.type in ("Table", "TR", "L", "LI", "TOC", "TOCI") and (element.content or element.links):
            yield f"a {element.type} has content of its own"
        captions = [i for i, kid in enumerate(element.kids) if kid.type == "Caption"]
        if element.type == "Table" and any(i not in (0, len(element.kids) - 1) for i in captions):
            yield "a table's caption stands among its rows"


def width_of(row, reaching):
    """The cells of a row, those that reach into it from above included; `reaching` has how many rows are left of each."""
    wide = sum(1 for left in reaching if left > 0)
    reaching[:] = [left - 1 for left in reaching if left > 1]
    for cell in row.kids:
        columns, rows = int(cell.attribute("/ColSpan") or 1), int(cell.attribute("/RowSpan") or 1)
        wide += columns
        reaching += [rows - 1] * columns if rows > 1 else []
    return wide


@rule(UA, "7.2-regular", "the rows of a table have as many cells, spans counted")
def regular_tables(doc):
    for table in doc.of_type("Table"):
        rows = [row for part in table.kids for row in ([part] if part.type == "TR" else part.kids) if row.type == "TR"]
        reaching = []
        widths = {width_of(row, reaching) for row in rows}
        if len(widths) != 1 or 0 in widths:
            yield f"the table {doc.text_in(table)[:40]!r}: rows of {sorted(widths)} cells"


@rule(UA, "7.5", "each table has heads, and each head says whether it is of a row or a column")
def table_heads(doc):
    for table in doc.of_type("Table"):
        heads = [cell for row in table.kids for cell in row.kids if cell.type == "TH"]
        if not any(is_name(head.attribute("/Scope"), "/Column") for head in heads):
            yield f"the table {doc.text_in(table)[:40]!r} has no head of a column"
    for head in doc.of_type("TH"):
        if not is_name(head.attribute("/Scope"), "/Row", "/Column", "/Both"):
            yield f"{doc.text_in(head).strip()!r} does not"


@rule(UA, "7.6", "a list whose items have labels says how they are numbered")
def lists(doc):
    for element in doc.of_type("L"):
        labels = any(part.type == "Lbl" for item in element.kids for part in item.kids)
        if labels and not isinstance(element.attribute("/ListNumbering"), pikepdf.Name):
            yield f"{doc.text_in(element)[:40]!r} does not"


@rule(UA, "7.7, 7.9, 7.18.4", "there is no formula, note or form field that would need more")
def no_special_types(doc):
    for element in doc.of_type("Formula", "Note", "Form"):
        yield f"a {element.type}"


# --- around the pages -----------------------------------------------------------------------------------------

@rule(UA, "7.1-6", "the title is in the metadata, and is what a reader's program shows")
def title(doc):
    if not doc.value("dc:title"):
        yield "no dc:title"
    if doc.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield "DisplayDocTitle is not true"


@rule(UA, "7.17", "there are bookmarks")
def bookmarks(doc):
    if "/First" not in doc.root.get("/Outlines", Dictionary()):
        yield "none"


@rule(UA, "7.18.1", "each annotation is in the tree, and the parent tree leads to its element")
def annotations_are_tagged(doc):
    owners = {link.objgen: element for element in doc.elements for link in element.links}
    for page, annotation in doc.annotations:
        owner = owners.get(annotation.objgen)
        if owner is None:
            yield f"page {page.number + 1}: {text_of(annotation.get('/Contents'))!r} is in no element"
            continue
        named = doc.parents.get(int(annotation.get("/StructParent", -1)))
        if named is None or named.objgen != owner.obj.objgen:
            yield f"page {page.number + 1}: the parent tree does not lead from {text_of(annotation.get('/Contents'))!r}"
    on_pages = {annotation.objgen for _, annotation in doc.annotations}
    if set(owners) - on_pages:
        yield "an element has an annotation that is on no page"


@rule(UA, "7.18.3", "the tab order of each page is that of the tree")
def tab_order(doc):
    for page in doc.pages:
        if not is_name(page.obj.get("/Tabs"), "/S"):
            yield f"page {page.number + 1}: /Tabs is not /S"


@rule(UA, "7.18.5", "each link is in a Link, which has a text, and has a description")
def links(doc):
    for element in doc.elements:
        for link in element.links:
            if element.type != "Link" or not is_name(link.get("/Subtype"), "/Link"):
                yield f"an annotation is in a {element.type}"
            if not text_of(link.get("/Contents")).strip():
                yield "a link has no /Contents"
        if element.type == "Link" and not element.links:
            yield f"{doc.text_in(element).strip()!r} leads nowhere"
        if element.type == "Link" and not doc.text_in(element).strip():
            yield "a Link has no text"


@rule(UA, "7.11", "attached files have names in both forms")
def file_names(doc):
    for spec in doc.attached():
        if not text_of(spec.get("/F")) or text_of(spec.get("/F")) != text_of(spec.get("/UF")):
            yield f"{text_of(spec.get('/F'))!r} and {text_of(spec.get('/UF'))!r}"


@rule(UA, "7.10, 7.15, 7.16, 7.19, 7.20", "no layers, no XFA, no encryption, no scripts, no forms in forms")
def nothing_foreign(doc):
    if "/Encrypt" in doc.trailer:
        yield "it is encrypted"
    for key in ("/OCProperties", "/AcroForm", "/AA", "/Requirements", "/Collection", "/NeedsRendering"):
        if key in doc.root:
            yield f"the catalog has {key}"
    for key in ("/JavaScript", "/AlternatePresentations", "/XFAResources"):
        if key in doc.root.get("/Names", Dictionary()):
            yield f"the names have {key}"


# --- fonts ----------------------------------------------------------------------------------------------------

@rule(UA, "7.21.4.1", "fonts are embedded, with the glyphs that are used (ISO 19005-2, 6.2.11.4.1)")
def fonts_are_embedded(doc):
    for font in doc.fonts.values():
        if "/FontFile2" not in font.child.FontDescriptor:
            yield f"{font.dict.BaseFont} is not"
        elif font.used and max(font.used) >= len(font.program()):
            yield f"{font.dict.BaseFont} lacks glyph {max(font.used)}"


@rule(UA, "7.21.3.2", "composite fonts say how their codes become glyphs (ISO 19005-2, 6.2.11.3.2)")
def glyph_maps(doc):
    for font in doc.fonts.values():
        if not is_name(font.dict.get("/Subtype"), "/Type0") or not is_name(font.dict.Encoding, "/Identity-H"):
            yield f"{font.dict.BaseFont} is not Identity-H"
        if not is_name(font.child.get("/CIDToGIDMap"), "/Identity"):
            yield f"{font.dict.BaseFont} has no CIDToGIDMap"
        if "/CIDSet" in font.child.FontDescriptor:
            yield f"{font.dict.BaseFont} has a CIDSet, which nobody needs and many get wrong"


@rule(UA, "7.21.5", "the widths are those of the embedded font (ISO 19005-2, 6.2.11.5)")
def widths(doc):
    for font in doc.fonts.values():
        if "/FontFile2" not in font.child.FontDescriptor:
            continue
        said, true = font.widths(), font.program()
        for code in font.used:
            if code >= len(true) or abs(said.get(code, 1000) - true[code]) > 1:
                yield f"{font.dict.BaseFont}, glyph {code}: {said.get(code)}"
                break


@rule(UA, "7.21.7", "each code that is used has its characters (ISO 19005-2, 6.2.11.7.2), none of them private")
def unicode(doc):
    for font in doc.fonts.values():
        for code in font.used:
            text = font.unicode.get(code, "")
            if not text or any(c in "\0\ufeff\ufffe\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text):
                yield f"{font.dict.BaseFont}, code {code}: {text!r}"
                break


@rule(UA, "7.21.8", "nothing is shown with the glyph that stands for none (ISO 19005-2, 6.2.11.8)")
def no_notdef(doc):
    for font in doc.fonts.values():
        if 0 in font.used:
            yield f"{font.dict.BaseFont}"
