// Tells by the browser of files that need a look, while a page of the desk is open, in front or behind. Asked for by a click, for this
// browser alone. What needs a look already when the page is opened is told by the page itself.
"use strict";
(() => { // its names are its own
const bell = document.querySelector(".bell");
const KEY = "feedservice-desk-bell", PAUSE = 3000, MOST = 3;
const known = new Set(); // a file with what is wrong with it
let begun = false, mark = "", pulse = "";

const isOn = () => localStorage.getItem(KEY) === "on" && Notification.permission === "granted";
const button = () => bell.querySelector("button");

function show(said) {
  button().textContent = isOn() ? "Do not tell me any more" : "Tell me when a file needs a look";
  bell.querySelector("[role=status]").textContent = said || (isOn() ? "This browser tells you, as long as a page of the desk is open." : "");
}

async function turn() {
  if (isOn()) localStorage.setItem(KEY, "off");
  else if ((await Notification.requestPermission()) === "granted") {
    localStorage.setItem(KEY, "on");
    begun = false;
    await look();
  } else return show("Your browser does not let this page tell you. Allow notifications in its settings for this site.");
  show();
}

async function fetched(address, headers) {
  const answer = await fetch(address, { headers, cache: "no-store", credentials: "same-origin" }).catch(() => null);
  return answer && answer.ok && !answer.redirected ? answer : null;
}

const textOf = (row, name) => [...row.querySelectorAll(name)].map((one) => one.textContent.trim()).join(" ");

// What needs a look now; the first time it is only remembered.
async function look() {
  const answer = await fetched(bell.dataset.list, { Accept: "text/html" });
  if (!answer) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = [];
  for (const row of page.querySelectorAll("li.refused[data-file], li[data-file]:has(.problem.error, .problem.fault)")) {
    const what = `${textOf(row, ".what")} ${textOf(row, ".remedy")}`.trim() || textOf(row, ".meaning");
    const seen = `${row.dataset.file} ${what}`;
    if (!known.has(seen) && begun) fresh.push({ file: decodeURIComponent(row.dataset.file.replaceAll("+", " ")), what });
    known.add(seen);
  }
  begun = true;
  if (fresh.length > MOST) ring(`${fresh.length} files need a look`, fresh.map((one) => one.file).join(", "), bell.dataset.list, "many");
  else for (const one of fresh) ring(one.file, one.what, `${bell.dataset.files}?path=${encodeURIComponent(one.file)}`, one.file);
  return true;
}

function ring(title, body, address, tag) {
  const told = new Notification(title, { body, tag });
  told.onclick = () => {
    window.focus();
    location.assign(address);
    told.close();
  };
}

async function ask() {
  if (!isOn()) return;
  const answer = await fetched(bell.dataset.pulse, mark ? { "If-None-Match": mark } : {});
  if (!answer) return; // 304, or nobody answers
  const now = (await answer.json()).number;
  mark = answer.headers.get("ETag") || "";
  if ((now !== pulse || !begun) && (await look())) pulse = now;
}

if (bell && "Notification" in window && window.isSecureContext) {
  bell.hidden = false;
  button().addEventListener("click", turn);
  show();
  if (isOn()) look();
  setInterval(ask, PAUSE);
}
})();
