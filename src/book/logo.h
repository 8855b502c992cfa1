/* book/logo.h — the business's own mark on the cover. */
#ifndef BOOK_LOGO_H
#define BOOK_LOGO_H

#include "book/layout.h"

/* As large as its place allows; nothing for a logo without pixels. */
void book_ink_logo(PdfPage *page, const BookLayout *layout, const Pixels *logo);

#endif
