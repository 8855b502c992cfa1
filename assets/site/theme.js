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

/** On a narrow page pictures scroll sideways; the ones that do can then be reached with the keyboard. */
export function picturesStart() {
  const check = () => {
    for (const picture of document.querySelectorAll(".picture")) {
      if (picture.scrollWidth > picture.clientWidth) picture.setAttribute("tabindex", "0");
      else picture.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", check);
  addEventListener("load", check);
  check();
}
