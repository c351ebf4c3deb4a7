// Keeps the list alive: asks for the desk's pulse every second while somebody looks, and when it has changed, for the list, of which
// only rows that changed are replaced. What somebody reads, types in or is about to press stays where it is. Without script the page
// works the same, by reload.
"use strict";
const desk = document.getElementById("desk");
const rows = () => desk.querySelector('[data-part="rows"]');
const seen = new Map(); // the rows as the server sent them, by file
let number = desk.dataset.number, etag = "", press = "", owed = false, tryAgain = 0, asking = false;

const remember = (list) => { for (const row of list.children) seen.set(row.dataset.file, row.outerHTML); };
const hasFocus = (part) => part.contains(document.activeElement);
const isHeld = (part) =>
  isTypedIn(part) || part.querySelector("details[open], dialog[open]") || part.matches(":active") || isSelected(part);
const isTypedIn = (part) => hasFocus(part) && document.activeElement.matches("input, select, textarea");
function isSelected(part) {
  const chosen = getSelection();
  return chosen && !chosen.isCollapsed && chosen.containsNode(part, true);
}

// The row that must not move: one that is held, else where the keyboard stands, else that under the pointer, else the first that can be
// seen once the page is scrolled.
function anchor() {
  const all = [...rows().children];
  const held = all.find(isHeld) || all.find(hasFocus) || rows().querySelector(":scope > :hover");
  return held || (scrollY > 0 ? all.find((row) => row.getBoundingClientRect().bottom > 0) : null);
}

// Puts something in the place of a part. Who stands on a link or a button of it by keyboard stands on its like afterwards.
function replaced(part, put) {
  const stood = hasFocus(part) ? document.activeElement : null;
  const places = (one) => [...one.querySelectorAll("a[href], button, summary")];
  const number = stood ? places(part).indexOf(stood) : -1;
  const now = put();
  if (number < 0) return;
  const like = places(now).find((one) => one.tagName === stood.tagName && one.textContent === stood.textContent);
  (like || places(now)[number] || places(now).at(-1))?.focus({ preventScroll: true });
}

function renew(fresh) {
  const fixed = anchor(), before = fixed && fixed.getBoundingClientRect().top; // what stands above may get other heights, too
  for (const part of desk.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (part === rows() || !other || other.innerHTML === part.innerHTML) continue;
    if (isTypedIn(part)) owed = true;
    else replaced(part, () => { part.innerHTML = other.innerHTML; return part; });
  }
  renewRows(fresh.querySelector('[data-part="rows"]'));
  const still = fixed && [...rows().children].find((row) => row.dataset.file === fixed.dataset.file);
  if (still) scrollBy({ top: still.getBoundingClientRect().top - before, behavior: "instant" });
}

function renewRows(list) {
  const old = new Map([...rows().children].map((row) => [row.dataset.file, row]));
  const wanted = new Set([...list.children].map((row) => row.dataset.file));
  for (const [file, row] of old) {
    if (wanted.has(file)) continue;
    if (isHeld(row) || hasFocus(row)) owed = true;
    else row.remove();
  }
  let place = rows().firstElementChild;
  for (const other of [...list.children]) {
    const file = other.dataset.file, mine = old.get(file), html = other.outerHTML;
    while (place && !wanted.has(place.dataset.file)) place = place.nextElementSibling; // one that is held and gone
    if (!mine) {
      other.classList.add("fresh");
      rows().insertBefore(other, place);
      seen.set(file, html);
    } else if (seen.get(file) !== html && !isHeld(mine)) {
      other.classList.add("fresh");
      if (place === mine) place = mine.nextElementSibling;
      replaced(mine, () => { mine.remove(); rows().insertBefore(other, place); return other; });
      seen.set(file, html);
    } else {
      if (seen.get(file) !== html) owed = true;
      if (mine === place) place = place.nextElementSibling;
      else if (!isHeld(mine)) replaced(mine, () => { rows().insertBefore(mine, place); return mine; });
    }
  }
}

async function fetched(address, headers) {
  const answer = await fetch(address, { headers, cache: "no-store", credentials: "same-origin" }).catch(() => null);
  if (answer && (answer.redirected || answer.status === 401)) location.reload(); // the session is over
  return answer;
}

async function refresh() {
  const answer = await fetched(location.href, { Accept: "text/html" });
  if (!answer || !(answer.ok || answer.status === 503)) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.status === 503) { // the list stays; what is wrong stands above it
    const told = [...page.querySelectorAll(".desk .press")].map((one) => one.outerHTML).join("");
    if (told) desk.querySelector('[data-part="press"]').innerHTML = told;
    return false;
  }
  const fresh = page.getElementById("desk");
  if (!fresh) return false;
  owed = false; // what is held now is renewed when it is let go
  tryAgain = Date.now() + 5000;
  renew(fresh);
  number = fresh.dataset.number;
  return true;
}

function count(pulse) {
  const bar = desk.querySelector(".amount progress");
  if (!bar || !pulse.total) return;
  bar.max = pulse.total;
  bar.value = pulse.done;
  bar.parentElement.querySelector("span").textContent = `${pulse.done.toLocaleString("en")} of ${pulse.total.toLocaleString("en")} files`;
}

async function beat() {
  if (document.hidden || asking) return;
  asking = true;
  try {
    const answer = await fetched(desk.dataset.pulse, etag ? { "If-None-Match": etag } : {});
    let isOther = owed && Date.now() > tryAgain;
    if (answer && answer.status === 503) isOther = press !== (press = "503");
    if (answer && answer.status === 200) {
      const pulse = await answer.json();
      count(pulse);
      age(pulse.seconds);
      const now = `${pulse.press} ${pulse.total > 0}`;
      isOther = isOther || pulse.number !== number || (press && press !== now);
      press = now;
      etag = answer.headers.get("ETag") || "";
    }
    if (isOther && !(await refresh())) etag = "";
  } finally {
    asking = false;
  }
}

function age(stated) {
  const told = desk.querySelector("[data-seconds]");
  if (!told) return;
  const seconds = told.dataset.seconds = stated ?? Number(told.dataset.seconds) + 1;
  told.textContent = `${seconds} second${seconds === 1 ? "" : "s"}`;
}

remember(rows());
setInterval(beat, 1000);
setInterval(() => age(), 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { owed = true; tryAgain = 0; beat(); } });
