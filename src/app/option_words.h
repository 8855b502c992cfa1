/* app/option_words.h — the words that options take, with what each stands for and, where a word
 * does not say it, a few words of help. Each list ends with a row without a word. For
 * option_table.c.
 */
#ifndef APP_OPTION_WORDS_H
#define APP_OPTION_WORDS_H

#include "app/option_table.h"

extern const OptionWord WORDS_DAYS[], WORDS_LAST[], WORDS_AUTO_K[], WORDS_ALL_THREADS[],
    WORDS_LABELS[], WORDS_MODES[], WORDS_PROSPECTS[], WORDS_SILHOUETTE[], WORDS_PRIVACY[],
    WORDS_PARTS[], WORDS_ATTACHED[], WORDS_PAPER[], WORDS_PDF_PAGES[], WORDS_PDF_TEXT[],
    WORDS_PURCHASE[], WORDS_AMOUNT[], WORDS_DISCOUNT[], WORDS_DUPLICATES[], WORDS_DATE_FORM[],
    WORDS_DELIMITER[], WORDS_ENCODING[], WORDS_DECIMAL[];

#endif
