// Keeps the desk fresh while nobody is reading details or typing in it. Without script the page works the same, by reload.
"use strict";
const busy = (desk) => desk.querySelector("details[open]") || desk.contains(document.activeElement);
async function refresh() {
  const desk = document.getElementById("desk");
  if (document.hidden || busy(desk)) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer && answer.redirected) return location.reload(); // the session is over
  if (!answer || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("desk");
  if (fresh && !busy(desk)) desk.replaceWith(fresh);
}
setInterval(refresh, 3000);
