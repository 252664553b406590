// Sets what must be right before the first paint: theme and language. A file of its own because the page's policy
// allows no inline script. Keys and values as in web/src/state/settings.ts.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem("billfold.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    var language = localStorage.getItem("billfold.language") || navigator.language || "en";
    root.lang = /^zh/i.test(language) ? "zh-CN" : "en";
  } catch (blocked) {
    // Storage can be closed to this page; the system's theme and English hold then.
  }
})();
