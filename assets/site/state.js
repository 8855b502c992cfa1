/* What is chosen, as the page address keeps it: #explore?segments=champions,at-risk&q=anna */

/**
 * @typedef {object} Choice
 * @property {string[] | null} segments  slugs; null: all
 * @property {Record<string, [number | null, number | null]>} ranges  by feature
 * @property {string} country
 * @property {string} category
 * @property {string} query
 */

/** @returns {Choice} */
export function emptyChoice() {
  return { segments: null, ranges: {}, country: "", category: "", query: "" };
}

/** @param {Choice} choice @returns {string} */
export function choiceToHash(choice) {
  const parts = new URLSearchParams();
  if (choice.segments) parts.set("segments", choice.segments.join(","));
  for (const [key, [low, high]] of Object.entries(choice.ranges)) {
    if (low !== null || high !== null) parts.set(key, (low ?? "") + ".." + (high ?? ""));
  }
  if (choice.country) parts.set("country", choice.country);
  if (choice.category) parts.set("category", choice.category);
  if (choice.query) parts.set("q", choice.query);
  const text = parts.toString();
  return text ? "#explore?" + text : "#explore";
}

/** @param {string} text @returns {number | null} */
function numberOrNull(text) {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
}

/**
 * Null when the address is about something else.
 * @param {string} hash
 * @param {string[]} features  keys that may have a range
 * @returns {Choice | null}
 */
export function hashToChoice(hash, features) {
  if (hash !== "#explore" && !hash.startsWith("#explore?")) return null;
  const parts = new URLSearchParams(hash.slice("#explore?".length));
  const choice = emptyChoice();
  const segments = parts.get("segments");
  if (segments !== null) choice.segments = segments.split(",").filter(Boolean);
  for (const key of features) {
    const ends = (parts.get(key) ?? "").split("..");
    if (ends.length === 2) choice.ranges[key] = [numberOrNull(ends[0]), numberOrNull(ends[1])];
  }
  choice.country = parts.get("country") ?? "";
  choice.category = parts.get("category") ?? "";
  choice.query = parts.get("q") ?? "";
  return choice;
}
