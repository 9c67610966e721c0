// The contact page: fill in the finding that the reader comes from, contact/?finding=7KQ3MD-2.1.4.2
(() => {
  const finding = new URLSearchParams(location.search).get("finding") ?? "";
  if (!/^[0-9A-Z]{3,12}-[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,9}$/.test(finding)) return; // an address is anybody's text

  const about = document.getElementById("about-finding");
  about.querySelector("strong").textContent = finding;
  about.hidden = false;
  document.getElementById("name-finding").hidden = true;

  const field = document.getElementById("section");
  if (field && !field.value) field.value = finding;

  for (const mail of document.querySelectorAll('[aria-labelledby="channels"] a[href^="mailto:"]')) {
    mail.href += encodeURIComponent(` ${finding}`); // the subject is the last part of the address
  }
})();
