/* What the file says about itself: the info dictionary and the same as XMP, the standards that it
 * keeps, in which colours it is meant, its language, and how a reader's program opens it. */
#include <string.h>

#include "pdf/pdf_private.h"

#define PRODUCER "clientele"

static void put_info(PdfDoc *doc, const char *key, const char *text)
{
    if (text && *text) pdf_put(doc, doc->haru->info, key, pdf_new_text(doc, text));
}

static int64_t seconds_of(const PdfInfo *info)
{
    return info->seconds ? info->seconds : (int64_t)info->date * 86400;
}

static void xml_text(Buf *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&': buf_text(out, "&amp;"); break;
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        default: buf_char(out, *text);
        }
    }
}

static void xml_element(Buf *out, const char *before, const char *text, const char *after)
{
    if (!text || !*text) return;
    buf_text(out, before);
    xml_text(out, text);
    buf_text(out, after);
}

/* What the extension below declares; which attached files PDF/A-2 would not have. */
static void put_standards(Buf *xml, const PdfDoc *doc)
{
    buf_format(xml, "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n",
               doc->attachments.count ? 3 : 2);
    buf_text(xml, "<pdfuaid:part>1</pdfuaid:part>\n");
}

/* PDF/A wants each property described that its own standard does not know. */
static void put_extension(Buf *xml)
{
    buf_text(xml, "<rdf:Description rdf:about=\"\" "
                  "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
                  "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
                  "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                  "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
                  "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
                  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
                  "</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                  "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
                  "<pdfaProperty:name>part</pdfaProperty:name>"
                  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
                  "<pdfaProperty:category>internal</pdfaProperty:category>"
                  "<pdfaProperty:description>The part of ISO 14289 that the file keeps"
                  "</pdfaProperty:description>"
                  "</rdf:li></rdf:Seq></pdfaSchema:property>"
                  "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

/* The same as the info dictionary, as XMP (ISO 16684-1), where newer programs look. */
static void put_xmp(PdfDoc *doc, const char *iso_date)
{
    const PdfInfo *info = &doc->info;
    Buf xml = { 0 };

    buf_text(&xml, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                   "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                   "<rdf:Description rdf:about=\"\" "
                   "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                   "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                   "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
                   "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
                   "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                   "<dc:format>application/pdf</dc:format>\n");
    xml_element(&xml, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    xml_element(&xml, "<dc:creator><rdf:Seq><rdf:li>", info->author,
                "</rdf:li></rdf:Seq></dc:creator>\n");
    xml_element(&xml, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    xml_element(&xml, "<dc:language><rdf:Bag><rdf:li>", info->language,
                "</rdf:li></rdf:Bag></dc:language>\n");
    xml_element(&xml, "<pdf:Keywords>", info->keywords, "</pdf:Keywords>\n");
    xml_element(&xml, "<pdf:Producer>", PRODUCER, "</pdf:Producer>\n");
    xml_element(&xml, "<xmp:CreatorTool>", info->creator, "</xmp:CreatorTool>\n");
    xml_element(&xml, "<xmp:CreateDate>", iso_date, "</xmp:CreateDate>\n");
    xml_element(&xml, "<xmp:ModifyDate>", iso_date, "</xmp:ModifyDate>\n");
    put_standards(&xml, doc);
    buf_text(&xml, "</rdf:Description>\n");
    put_extension(&xml);
    buf_text(&xml, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    HPDF_Dict stream = pdf_new_stream(doc, xml.data, xml.size, false);
    pdf_put_name(doc, stream, "Type", "Metadata");
    pdf_put_name(doc, stream, "Subtype", "XML");
    pdf_put(doc, doc->haru->catalog, "Metadata", stream);
    buf_close(&xml);
}

/* The date and time as the two formats have it; NULL outside of the years that they know. */
static const char *date_text(PdfDoc *doc, bool iso)
{
    int64_t seconds = seconds_of(&doc->info);
    int64_t days = seconds / 86400 - (seconds % 86400 < 0);
    int64_t rest = seconds - days * 86400;
    CivilDate date = day_to_civil((Day)days);
    int hour = (int)(rest / 3600), minute = (int)(rest / 60 % 60), second = (int)(rest % 60);

    if (date.year < 1 || date.year > 9999) return NULL;
    return arena_format(&doc->arena,
                        iso ? "%04d-%02d-%02dT%02d:%02d:%02dZ" : "D:%04d%02d%02d%02d%02d%02dZ",
                        date.year, date.month, date.day, hour, minute, second);
}

void pdf_put_date(PdfDoc *doc, HPDF_Dict dict, const char *key)
{
    const char *text = date_text(doc, false);

    if (text && !pdf_failed(doc))
        pdf_put(doc, dict, key, HPDF_String_New(doc->haru->mmgr, text, NULL));
}

/* PDF/A: the colours of all pages are sRGB, whatever they are shown on. */
static void put_output_intent(PdfDoc *doc)
{
    HPDF_Dict intent = pdf_new_dict(doc);
    HPDF_Array intents = pdf_failed(doc) ? NULL : HPDF_Array_New(doc->haru->mmgr);
    Buf profile = { 0 };

    pdf_put_srgb_profile(&profile);
    HPDF_Dict stream = pdf_new_stream(doc, profile.data, profile.size, true);
    buf_close(&profile);
    pdf_put_number(doc, stream, "N", 3);
    pdf_put_name(doc, intent, "Type", "OutputIntent");
    pdf_put_name(doc, intent, "S", "GTS_PDFA1");
    pdf_put(doc, intent, "OutputConditionIdentifier", pdf_new_text(doc, "sRGB"));
    pdf_put(doc, intent, "Info", pdf_new_text(doc, "sRGB IEC61966-2.1"));
    pdf_put(doc, intent, "DestOutputProfile", stream);
    if (intents && intent) HPDF_Array_Add(intents, intent);
    pdf_put(doc, doc->haru->catalog, "OutputIntents", intents);
}

static void put_view(PdfDoc *doc)
{
    HPDF_Dict view = HPDF_Dict_New(doc->haru->mmgr);
    HPDF_Destination first = HPDF_Page_CreateDestination(doc->pages.items[0]->haru);

    if (view) HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
    pdf_put(doc, doc->haru->catalog, "ViewerPreferences", view);
    HPDF_SetPageMode(doc->haru,
                     doc->bookmarks.count ? HPDF_PAGE_MODE_USE_OUTLINE : HPDF_PAGE_MODE_USE_NONE);
    HPDF_SetPageLayout(doc->haru, HPDF_PAGE_LAYOUT_SINGLE);
    if (first && HPDF_Destination_SetFit(first) == HPDF_OK) {
        HPDF_SetOpenAction(doc->haru, first);
    }
}

void pdf_about_finish(PdfDoc *doc)
{
    if (pdf_failed(doc) || !doc->pages.count) return;
    HPDF_SetInfoAttr(doc->haru, HPDF_INFO_PRODUCER, PRODUCER); /* makes the dictionary, too */
    if (pdf_failed(doc)) return;
    put_info(doc, "Title", doc->info.title);
    put_info(doc, "Author", doc->info.author);
    put_info(doc, "Subject", doc->info.subject);
    put_info(doc, "Keywords", doc->info.keywords);
    put_info(doc, "Creator", doc->info.creator);
    pdf_put_date(doc, doc->haru->info, "CreationDate");
    pdf_put_date(doc, doc->haru->info, "ModDate");
    put_xmp(doc, date_text(doc, true));
    put_output_intent(doc);
    if (doc->info.language && *doc->info.language) {
        pdf_put(doc, doc->haru->catalog, "Lang",
                HPDF_String_New(doc->haru->mmgr, doc->info.language, NULL));
    }
    if (!pdf_failed(doc)) put_view(doc);
}
