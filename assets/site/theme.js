/* The switch between light and dark colours, and the menu's manners on a phone. */

/** Whether dark colours are in force. @returns {boolean} */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** @param {"dark" | "light"} theme */
function themeSet(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("clientele-theme", theme);
  } catch {
    // It holds for this page only then.
  }
  document.dispatchEvent(new Event("themechange"));
}

export function themeSwitchStart() {
  const button = document.getElementById("theme-switch");
  if (!button) return;
  const name = () => {
    button.textContent = isDark() ? "Light colours" : "Dark colours";
  };
  button.addEventListener("click", () => themeSet(isDark() ? "light" : "dark"));
  document.addEventListener("themechange", name);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.dispatchEvent(new Event("themechange"));
  });
  name();
}

/** The menu closes with Escape, and when one of its links leads to a place on this page. */
export function menuStart() {
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("menu-box"));
  const menu = document.querySelector(".menu");
  if (!box || !menu) return;
  menu.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) box.checked = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.checked) {
      box.checked = false;
      box.focus();
    }
  });
}
