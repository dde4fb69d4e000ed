// Light or dark as it was chosen in the app, before anything of the page of a class is drawn; else as the system has it.

try {
  const chosen = { Light: "light", Dark: "dark" }[String(localStorage.getItem("poolviz-theme"))];
  if (chosen) document.documentElement.style.colorScheme = chosen;
} catch {
  // A browser that keeps nothing.
}
