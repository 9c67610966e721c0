// The old address of a notice: leads on to the new one, and to the same section, which the page's own forwarding forgets.
document.addEventListener("DOMContentLoaded", () => {
  location.replace(document.querySelector("main a").href + location.hash);
});
