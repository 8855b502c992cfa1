"""A PDF taken apart for the rules: what each operator of a page paints and under which mark, the text of
each mark, the elements of the structure tree in reading order, and what the fonts hold."""
import io
import re
import struct

import pikepdf
from pikepdf import Array, Dictionary, Name

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI", "Do", "Tj", "TJ", "'", '"'}
STANDARD_TYPES = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
  H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB
  RT RP Warichu WT WP Figure Formula Form""".split())


def text_of(value):
    return str(value) if value is not None else ""


class Mark:
    """What lies between one BDC or BMC and its EMC."""

    def __init__(self, tag, mcid, properties):
        self.tag, self.mcid, self.properties, self.text = tag, mcid, properties, ""

    @property
    def artifact(self):
        return self.tag == "Artifact"

    @property
    def pagination(self):
        return self.artifact and self.properties is not None and self.properties.get("/Type") == "/Pagination"


class Font:
    def __init__(self, dict_):
        self.dict = dict_
        self.used = set()
        self.unicode = read_to_unicode(dict_)

    @property
    def child(self):
        return self.dict.DescendantFonts[0]

    def decode(self, data):
        codes = struct.unpack(">%dH" % (len(data) // 2), data[: len(data) // 2 * 2])
        self.used.update(codes)
        return "".join(self.unicode.get(code, "\ufffd") for code in codes)

    def widths(self):
        """W as a map from CID to width."""
        found, parts, at = {}, list(self.child.get("/W", [])), 0
        while at < len(parts):
            first = int(parts[at])
            if isinstance(parts[at + 1], Array):
                found.update((first + i, float(width)) for i, width in enumerate(parts[at + 1]))
                at += 2
            else:
                found.update((cid, float(parts[at + 2])) for cid in range(first, int(parts[at + 1]) + 1))
                at += 3
        return found

    def program(self):
        """The widths that the embedded TrueType file has, in thousandths, and which glyphs have a place in it."""
        data = self.child.FontDescriptor.FontFile2.read_bytes()
        count = struct.unpack(">H", data[4:6])[0]
        tables = {data[12 + 16 * i:16 + 16 * i].decode(): struct.unpack(">II", data[20 + 16 * i:28 + 16 * i])
                  for i in range(count)}
        units = struct.unpack(">H", data[tables["head"][0] + 18:tables["head"][0] + 20])[0]
        metrics = struct.unpack(">H", data[tables["hhea"][0] + 34:tables["hhea"][0] + 36])[0]
        glyphs = struct.unpack(">H", data[tables["maxp"][0] + 4:tables["maxp"][0] + 6])[0]
        start = tables["hmtx"][0]
        advances = [struct.unpack(">H", data[start + 4 * i:start + 4 * i + 2])[0] for i in range(metrics)]
        return [1000 * advances[min(i, metrics - 1)] / units for i in range(glyphs)]


def read_to_unicode(dict_):
    if "/ToUnicode" not in dict_:
        return {}
    text, found = dict_.ToUnicode.read_bytes().decode("latin-1"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be", "replace")
    return found


PARSED = {}  # pages that were met before: many files that differ in a word are judged after each other


def instructions(page):
    content = page.Contents
    key = b"\n".join(part.read_bytes() for part in (content if isinstance(content, Array) else [content]))
    if key not in PARSED:
        PARSED[key] = [(operands, str(operator)) for operands, operator in pikepdf.parse_content_stream(page)]
    return PARSED[key]


class Page:
    def __init__(self, doc, number, page):
        self.doc, self.number, self.obj = doc, number, page.obj
        self.marks, self.loose, self.nested, self.operators, self.alphas = [], [], [], set(), set()
        self.deepest, self.text, self.unbalanced = 0, "", False
        self.read(page)

    def read(self, page):
        stack, depth, font = [], 0, None
        resources = self.obj.get("/Resources", Dictionary())
        for operands, op in instructions(page):
            self.operators.add(op)
            if op in ("BMC", "BDC"):
                properties = operands[1] if op == "BDC" else None
                mcid = int(properties["/MCID"]) if properties is not None and "/MCID" in properties else None
                mark = Mark(str(operands[0])[1:], mcid, properties)
                if any(outer.artifact or outer.mcid is not None for outer in stack):
                    self.nested.append(mark)
                stack.append(mark)
                self.marks.append(mark)
            elif op == "EMC":
                self.unbalanced |= not stack
                del stack[-1:]
            elif op == "q":
                depth += 1
                self.deepest = max(depth, self.deepest)
            elif op == "Q":
                depth -= 1
                self.unbalanced |= depth < 0
            elif op == "gs":
                self.alphas.add(float(resources.ExtGState[str(operands[0])].get("/ca", 1)))
            elif op == "Tf":
                font = self.doc.font(resources.Font[str(operands[0])])
            if op in PAINTING:
                self.paint(op, operands, stack, font)
        self.unbalanced |= depth != 0 or bool(stack)

    def paint(self, op, operands, stack, font):
        marks = [mark for mark in stack if mark.artifact or mark.mcid is not None]
        if not marks:
            self.loose.append(op)
        if op in ("Tj", "TJ"):
            parts = operands[0] if op == "TJ" else [operands[0]]
            text = "".join(font.decode(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
            self.text += text
            for mark in marks[-1:]:
                mark.text += text


class Element:
    def __init__(self, obj, parent, depth):
        self.obj, self.parent, self.depth = obj, parent, depth
        self.type = str(obj.get("/S", "/?"))[1:]
        self.kids, self.content, self.links = [], [], []  # elements; (page, mcid); annotations
        self.order = []  # all of them as they come

    def attribute(self, key):
        attributes = self.obj.get("/A")
        for one in attributes if isinstance(attributes, Array) else [attributes] if attributes is not None else []:
            if isinstance(one, Dictionary) and key in one:
                return one[key]
        return None


class Document:
    def __init__(self, data):
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root, self.trailer = self.pdf.Root, self.pdf.trailer
        self.fonts = {}
        self.pages = [Page(self, number, page) for number, page in enumerate(self.pdf.pages)]
        self.page_at = {page.obj.objgen: page for page in self.pages}
        self.elements, self.tree_faults = [], []
        tree = self.root.get("/StructTreeRoot")
        if tree is not None and "/K" in tree:
            self.walk(tree.K, None, tree, 0)
        self.parents = self.parent_tree(tree)
        self.text_at = {(page.number, mark.mcid): mark.text for page in self.pages for mark in page.marks
                        if mark.mcid is not None}
        self.annotations = [(page, annotation) for page in self.pages for annotation in page.obj.get("/Annots", [])]

    def font(self, dict_):
        return self.fonts.setdefault(dict_.objgen, Font(dict_))

    def walk(self, kids, parent, parent_obj, depth):
        if depth > 100:
            self.tree_faults.append("the tree is more than 100 deep")
            return
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                parent.links.append(kid.Obj)
                parent.order.append(kid.Obj)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
                self.content(parent, kid.get("/Pg", parent_obj.get("/Pg")), int(kid.MCID))
            elif isinstance(kid, Dictionary):
                element = Element(kid, parent, depth)
                if kid.get("/P") is None or kid.P.objgen != parent_obj.objgen:
                    self.tree_faults.append(f"/P of a {element.type} is not its parent")
                self.elements.append(element)
                if parent:
                    parent.kids.append(element)
                    parent.order.append(element)
                if "/K" in kid:
                    self.walk(kid.K, element, kid, depth + 1)
            else:
                self.content(parent, parent_obj.get("/Pg"), int(kid))

    def content(self, element, page, mcid):
        if page is None or page.objgen not in self.page_at:
            self.tree_faults.append(f"marked content of a {element.type} is on no page")
            return
        place = (self.page_at[page.objgen].number, mcid)
        element.content.append(place)
        element.order.append(place)

    def parent_tree(self, tree):
        found, nodes = {}, [tree.ParentTree] if tree is not None and "/ParentTree" in tree else []
        while nodes:
            node = nodes.pop()
            nodes += list(node.get("/Kids", []))
            pairs = list(node.get("/Nums", []))
            found.update((int(key), value) for key, value in zip(pairs[::2], pairs[1::2]))
        return found

    def places(self):
        """The marked content in the order of the tree."""
        return [place for element in self.top() for place in self.places_in(element)]

    def top(self):
        return [element for element in self.elements if element.parent is None]

    def places_in(self, element):
        for part in element.order:
            if isinstance(part, Element):
                yield from self.places_in(part)
            elif isinstance(part, tuple):
                yield part

    def text_in(self, element):
        return "".join(self.text_at.get(place, "") for place in self.places_in(element))

    def of_type(self, *types):
        return [element for element in self.elements if element.type in types]

    def xmp(self):
        return self.root.Metadata.read_bytes().decode("utf-8")

    def value(self, name):
        """A property of the XMP, as the text of its element."""
        found = re.search(rf"<{name}>(?:<rdf:\w+><rdf:li[^>]*>)?([^<]*)<", self.xmp())
        return (found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) if found else None

    def attached(self):
        names = self.root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary()).get("/Names", [])
        return list(names)[1::2]


def is_name(value, *names):
    return isinstance(value, Name) and str(value) in names
