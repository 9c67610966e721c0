// Display settings: what the reader has chosen holds before the first paint, and the form of the header changes it.
(() => {
  const KEY = "zhaoshi-display";
  const PREFIX = "display-";
  const NAMES = ["text", "theme", "contrast"];
  const root = document.documentElement;

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {}; // storage is closed, or holds something else
    }
  }

  function keep(chosen) {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // the choice holds for this page only
    }
  }

  function apply(chosen) {
    for (const name of NAMES) {
      if (chosen[name]) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
  }

  function connect() {
    const details = document.getElementById("display-settings");
    if (!details) return;
    const buttons = [...details.querySelectorAll("input")];
    const show = (chosen) => buttons.forEach((button) => {
      button.checked = button.value === (chosen[button.name.slice(PREFIX.length)] ?? "");
    });
    show(read());
    details.addEventListener("change", () => {
      const checked = buttons.filter((button) => button.checked);
      const chosen = Object.fromEntries(checked.map((button) => [button.name.slice(PREFIX.length), button.value]));
      apply(chosen);
      keep(chosen);
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (details.open && !details.contains(event.target)) details.open = false;
    });
    window.addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      apply(read());
      show(read());
    });
  }

  root.dataset.script = "";
  apply(read());
  document.addEventListener("DOMContentLoaded", connect);
})();
