// Before the first paint: the theme and language this device remembers. Then the app.
{
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("palier.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const language = localStorage.getItem("palier.language") ?? navigator.language.slice(0, 2);
    if (language === "fr" || language === "en") root.lang = language;
  } catch {
    // Storage is refused: the system decides.
  }
  // On a busy machine the app can be here before its place on the page is.
  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
  Promise.all([import("{{glue}}"), parsed]).then(([palier]) => palier.default({ module_or_path: "{{wasm}}" }));
}
