/* Text for searching. */

const FOLDED = { ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ħ: "h" };

/**
 * Lower case, accents dropped, ł ø đ ı ß as l o d i ss: "Müller" is found by "muller".
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[łøđðıßæœþħ]/g, (letter) => FOLDED[letter]);
}

/**
 * Whether every word of the query is in the folded text.
 * @param {string} folded
 * @param {string[]} words
 * @returns {boolean}
 */
export function hasWords(folded, words) {
  return words.every((word) => folded.includes(word));
}

/** @param {string} query @returns {string[]} */
export function wordsOf(query) {
  return fold(query).split(/\s+/).filter(Boolean);
}
