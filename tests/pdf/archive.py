"""The rules of ISO 19005-2 and -3 about the file itself: its bytes, colours, annotations and metadata."""
import re
import struct
import xml.etree.ElementTree as ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Stream

from reading import is_name, text_of
from rules import A2, A3, UA, rule

OPERATORS = set("""b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP
  n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"""".split())
PREDEFINED = {"dc", "pdf", "xmp", "pdfaid", "pdfaExtension", "pdfaSchema", "pdfaProperty", "rdf", "x"}


# --- the bytes ------------------------------------------------------------------------------------------------

@rule(A2, "6.1.2", "the file begins with its version and a comment of bytes over 127")
def header(doc):
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", doc.data):
        yield repr(doc.data[:20])


@rule(A2, "6.1.3", "the trailer has an ID and no Encrypt, and nothing comes after the end")
def trailer(doc):
    ids = doc.trailer.get("/ID")
    if ids is None or len(ids) != 2 or not all(len(bytes(one)) for one in ids):
        yield "no /ID"
    if "/Encrypt" in doc.trailer:
        yield "there is an /Encrypt"
    if not re.search(rb"startxref\r?\n\d+\r?\n%%EOF\r?\n?\Z", doc.data):
        yield f"it ends in {doc.data[-20:]!r}"


@rule(A2, "6.1.4", "the cross-references are where the file says, in a table or stream of the right form")
def references(doc):
    found = re.search(rb"startxref\r?\n(\d+)\r?\n%%EOF\s*\Z", doc.data)
    at = int(found.group(1)) if found else 0
    if not re.match(rb"(\d+ 0 obj\r?\n<<|xref\r?\n\d+ \d+\r?\n)", doc.data[at:]):
        yield f"at {at} is {doc.data[at:at + 20]!r}"


@rule(A2, "6.1.7.1", "each stream is as long as it says, between lines of its own")
def streams(doc):
    for found in re.finditer(rb"\n(\d+) (\d+) obj\r?\n", doc.data):
        stop = doc.data.find(b"endobj", found.end())
        head = re.match(rb"<<((?:(?!endobj).)*?)>>\s*stream(\r\n|\n)", doc.data[found.end():stop + 6], re.S)
        if not head:
            continue
        length = re.search(rb"/Length (\d+)( 0 R)?", head.group(1))
        size = int(length.group(1))
        if length.group(2):
            size = int(doc.pdf.get_object(size, 0))
        start = found.end() + head.end()
        if not re.match(rb"(\r\n|\n|\r)endstream\s", doc.data[start + size:start + size + 14]):
            yield f"object {found.group(1).decode()} is not {size} bytes long"


@rule(A2, "6.1.7.2", "streams are compressed with Flate or not at all, and their data are in the file")
def filters(doc):
    for obj in doc.pdf.objects:
        if isinstance(obj, Stream):
            names = obj.get("/Filter", Array())
            for name in names if isinstance(names, Array) else [names]:
                if not is_name(name, "/FlateDecode"):
                    yield text_of(name)
            if "/F" in obj or "/FFilter" in obj:
                yield "a stream's data are in another file"


@rule(A2, "6.1.9", "objects begin and end on lines of their own")
def objects(doc):
    for obj in doc.pdf.objects:
        number = getattr(obj, "objgen", (0, 0))[0]
        if number and isinstance(obj, Stream) and not re.search(rb"\n%d 0 obj\r?\n" % number, doc.data):
            yield f"object {number}"
    if doc.data.count(b"endobj") != len(re.findall(rb"[\r\n]endobj[\r\n]", doc.data)):
        yield "an endobj"


def strings(value, depth=0):
    if isinstance(value, pikepdf.String):
        yield bytes(value)
    elif isinstance(value, Array) and depth < 20:
        for one in value:
            if not getattr(one, "is_indirect", False):
                yield from strings(one, depth + 1)
    elif isinstance(value, (Dictionary, Stream)) and depth < 20:
        for key, one in value.items():
            yield str(key)[1:].encode() if len(str(key)) > 128 else b""
            if not getattr(one, "is_indirect", False):
                yield from strings(one, depth + 1)


@rule(A2, "6.1.13", "no string, name, nesting, page or file is beyond what every reader must take")
def limits(doc):
    if len(doc.pdf.objects) > 8388607:
        yield "too many objects"
    for obj in doc.pdf.objects:
        if any(len(one) > 32767 for one in strings(obj)):
            yield f"object {obj.objgen[0]} has a string of more than 32,767 bytes"
    for page in doc.pages:
        if page.deepest > 28:
            yield f"page {page.number + 1} saves {page.deepest} states"
        if not all(3 <= float(side) <= 14400 for side in list(page.obj.MediaBox)[2:]):
            yield f"page {page.number + 1} has a side of {list(page.obj.MediaBox)}"
    for font in doc.fonts.values():
        if font.used and max(font.used) > 65535:
            yield "a CID is over 65,535"


# --- what is painted ------------------------------------------------------------------------------------------

@rule(A2, "6.2.2", "pages have resources of their own and no operator that PDF does not know")
def operators(doc):
    for page in doc.pages:
        if "/Resources" not in page.obj:
            yield f"page {page.number + 1} has none"
        if page.operators - OPERATORS:
            yield f"page {page.number + 1}: {page.operators - OPERATORS}"


def profile_faults(data, components):
    size, version = struct.unpack(">I", data[:4])[0], data[8]
    if size != len(data) or data[36:40] != b"acsp" or version not in (2, 4):
        yield "it is no ICC profile of version 2 or 4"
        return
    if data[12:16] not in (b"mntr", b"prtr") or data[16:20] != b"RGB " or components != 3:
        yield f"it is a {data[12:16]} of {data[16:20]} with {components} components"
    count = struct.unpack(">I", data[128:132])[0]
    tags = {data[132 + 12 * i:136 + 12 * i]: struct.unpack(">II", data[136 + 12 * i:144 + 12 * i]) for i in range(count)}
    for name in (b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"):
        at, length = tags.get(name, (0, 0))
        if at < 132 + 12 * count or at % 4 or at + length > size:
            yield f"its {name.decode()} is missing or outside"
    white = [sum(struct.unpack(">3i", data[tags[name][0] + 8:tags[name][0] + 20])[i] for name in
                 (b"rXYZ", b"gXYZ", b"bXYZ")) / 65536 for i in range(3)]
    if any(abs(a - b) > 0.001 for a, b in zip(white, (0.9642, 1, 0.8249))):
        yield f"its colours add up to {white}, not to white"
    at, length = tags[b"rTRC"]
    curve = struct.unpack(f">{(length - 12) // 2}H", data[at + 12:at + length])
    middle = curve[len(curve) // 2] / 65535
    if list(curve) != sorted(curve) or curve[0] or curve[-1] != 65535 or abs(middle - 0.2140) > 0.002:
        yield "its curve is not that of sRGB"


@rule(A2, "6.2.3", "there is one output intent, with the ICC profile of an RGB device")
def output_intent(doc):
    intents = [one for one in doc.root.get("/OutputIntents", []) if is_name(one.get("/S"), "/GTS_PDFA1")]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield f"there are {len(intents)}"
        return
    if not text_of(intents[0].get("/OutputConditionIdentifier")):
        yield "it names no condition"
    profile = intents[0].DestOutputProfile
    yield from profile_faults(profile.read_bytes(), int(profile.get("/N", 0)))


@rule(A2, "6.2.4.3", "colours are grey or RGB, as the output intent has them")
def colours(doc):
    for page in doc.pages:
        if page.operators & {"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}:
            yield f"page {page.number + 1}: {page.operators & {'k', 'K', 'cs', 'CS', 'sh'}}"
    for obj in doc.pdf.objects:
        if isinstance(obj, Stream) and is_name(obj.get("/Subtype"), "/Image"):
            space = obj.get("/ColorSpace")
            base = space[1] if isinstance(space, Array) and is_name(space[0], "/Indexed") else space
            if not is_name(base, "/DeviceRGB", "/DeviceGray"):
                yield f"an image in {base}"


@rule(A2, "6.2.5", "graphics states have no transfer functions, half-tone names or unknown blending (6.2.10)")
def graphics_states(doc):
    for page in doc.pages:
        for name, state in page.obj.get("/Resources", Dictionary()).get("/ExtGState", Dictionary()).items():
            for key in ("/TR", "/TR2", "/HTP", "/HTO", "/SMask"):
                if key in state:
                    yield f"{name} has {key}"
            if not is_name(state.get("/BM", pikepdf.Name.Normal), "/Normal"):
                yield f"{name} blends as {state.BM}"
        break


@rule(A2, "6.2.8", "images are not interpolated, have no alternates and no OPI; there are no forms (6.2.9)")
def images(doc):
    for obj in doc.pdf.objects:
        if not isinstance(obj, Stream) or not is_name(obj.get("/Type", pikepdf.Name.XObject), "/XObject"):
            continue
        if is_name(obj.get("/Subtype"), "/Form", "/PS"):
            yield f"a {obj.Subtype}"
        if "/Alternates" in obj or "/OPI" in obj or obj.get("/Interpolate") is True:
            yield "an image is"


@rule(A2, "6.2.10", "a page where things shine through says in which colours they are mixed")
def transparency(doc):
    for page in doc.pages:
        group = page.obj.get("/Group", Dictionary())
        if any(alpha < 1 for alpha in page.alphas) and not is_name(group.get("/CS"), "/DeviceRGB"):
            yield f"page {page.number + 1} does not"


# --- annotations, actions -------------------------------------------------------------------------------------

@rule(A2, "6.3.2", "annotations are printed and never hidden; links alone need no appearance (6.3.3)")
def annotations(doc):
    for page, annotation in doc.annotations:
        if not is_name(annotation.get("/Subtype"), "/Link") and "/AP" not in annotation:
            yield f"page {page.number + 1}: a {annotation.get('/Subtype')}"
        flags = int(annotation.get("/F", 0))
        if not flags & 4 or flags & (1 | 2 | 32 | 256):
            yield f"page {page.number + 1}: flags {flags}"


@rule(A2, "6.5.1", "actions lead somewhere and do nothing else; none comes by itself (6.5.2)")
def actions(doc):
    for page, annotation in doc.annotations:
        action = annotation.get("/A")
        if action is not None and not is_name(action.get("/S"), "/GoTo", "/URI", "/GoToR"):
            yield f"page {page.number + 1}: {action.get('/S')}"
        if "/AA" in annotation or "/AA" in page.obj:
            yield f"page {page.number + 1}: additional actions"
    if isinstance(doc.root.get("/OpenAction"), Dictionary) and not is_name(doc.root.OpenAction.get("/S"), "/GoTo"):
        yield "an action when the file is opened"


@rule(A2, "6.4, 6.9, 6.10, 6.11", "no forms, layers, presentations or requirements")
def none_of_these(doc):
    for key in ("/AcroForm", "/OCProperties", "/Requirements", "/AA"):
        if key in doc.root:
            yield f"the catalog has {key}"
    for page in doc.pages:
        if "/PresSteps" in page.obj:
            yield f"page {page.number + 1}: /PresSteps"


# --- metadata -------------------------------------------------------------------------------------------------

@rule(A2, "6.6.2.1", "the metadata are a plain stream of well-formed XML")
def metadata(doc):
    stream = doc.root.get("/Metadata")
    if stream is None:
        yield "there are none"
        return
    if not is_name(stream.get("/Type"), "/Metadata") or not is_name(stream.get("/Subtype"), "/XML") or "/Filter" in stream:
        yield "the stream is of another kind"
    text = doc.xmp()
    head = re.match(r"<\?xpacket [^?]*\?>", text)
    if not head or "bytes=" in head.group() or "encoding=" in head.group():
        yield "the packet's head"
    try:
        ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", text).encode())
    except ElementTree.ParseError as error:
        yield str(error)


@rule(A2, "6.6.2.3", "properties that the standard does not know are described by an extension")
def extensions(doc):
    text = doc.xmp()
    described = set(re.findall(r"<pdfaSchema:prefix>(\w+)</pdfaSchema:prefix>", text))
    for prefix in set(re.findall(r"<(\w+):", text)) - PREDEFINED - described:
        yield prefix


@rule(A2, "6.6.3", "the info dictionary says what the metadata say")
def info(doc):
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"),
                      ("/Keywords", "pdf:Keywords"), ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer")):
        said = text_of(doc.trailer.get("/Info", Dictionary()).get(key))
        if said != (doc.value(name) or ""):
            yield f"{key} is {said!r}, {name} is {doc.value(name)!r}"
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        said = re.sub(r"\D", "", text_of(doc.trailer.get("/Info", Dictionary()).get(key)))
        if said != re.sub(r"\D", "", doc.value(name) or ""):
            yield f"{key} is {said}, {name} is {doc.value(name)}"


@rule(A2, "6.6.4", "the file says which part of the standard it keeps: 2, or 3 with attached files; level A")
def part(doc):
    wanted = "3" if doc.attached() else "2"
    if doc.value("pdfaid:part") != wanted or doc.value("pdfaid:conformance") != "A":
        yield f"part {doc.value('pdfaid:part')}, conformance {doc.value('pdfaid:conformance')}"


@rule(UA, "5", "the file says that it keeps PDF/UA-1")
def ua_part(doc):
    if doc.value("pdfuaid:part") != "1":
        yield f"pdfuaid:part is {doc.value('pdfuaid:part')}"


@rule(A3, "6.8", "attached files have a kind, a date and a relation, and are associated with the document")
def attached_files(doc):
    associated = {spec.objgen for spec in doc.root.get("/AF", [])}
    for spec in doc.attached():
        name = text_of(spec.get("/UF"))
        stream = spec.EF.F
        if spec.objgen not in associated:
            yield f"{name} is not in /AF"
        if not is_name(spec.get("/AFRelationship"), "/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            yield f"{name} has no relation"
        if "/Subtype" not in stream or "/" not in str(stream.Subtype)[1:]:
            yield f"{name} has no kind"
        params = stream.get("/Params", Dictionary())
        if "/ModDate" not in params or int(params.get("/Size", -1)) != len(stream.read_bytes()):
            yield f"{name}: its date or size"
