/* Before anything is painted: scripts are on, and the theme that the reader chose last time. */
document.documentElement.classList.add("scripted");
try {
  const chosen = localStorage.getItem("clientele-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be closed to pages from a file path; the system's setting stands then.
}
