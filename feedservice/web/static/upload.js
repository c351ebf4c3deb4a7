// Drag and drop of files onto the desk or its upload form, and how far they are sent. Without script the form sends them all the same.
"use strict";
(() => { // its names are its own
const upload = {
  zone: document.querySelector(".drop"),
  form: document.querySelector("form.upload"),
};

const sizeOf = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
const tell = (text, well) => {
  const said = (upload.form || upload.zone).querySelector(".said");
  said.textContent = text;
  said.classList.toggle("well", Boolean(well));
};
const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

// The form of the upload page, brought onto the desk when files are dropped there.
async function bring() {
  if (upload.form) return upload.form;
  const answer = await fetch(upload.zone.dataset.form, { headers: { Accept: "text/html" }, cache: "no-store", credentials: "same-origin" }).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page && page.querySelector("form.upload");
  if (!form) {
    const why = page && page.querySelector("main p");
    tell(why ? why.textContent : "The desk does not answer. Try again.");
    return null;
  }
  upload.zone.append(document.adoptNode(form));
  begin(form);
  return form;
}

function list() {
  const form = upload.form, chosen = form.querySelector(".chosen"), files = [...form.elements.files.files];
  chosen.replaceChildren(...files.map((file) => {
    const row = document.createElement("li"), name = document.createElement("bdi"), size = document.createElement("span");
    name.textContent = file.name;
    size.textContent = sizeOf(file.size);
    row.append(name, size);
    return row;
  }));
  chosen.hidden = !files.length;
  const wrong = tooMuch(files);
  tell(wrong || (files.length ? `${files.length} file${files.length === 1 ? "" : "s"} chosen. Press Upload to send ${files.length === 1 ? "it" : "them"}.` : ""), !wrong);
}

function tooMuch(files) {
  const most = Number(upload.form.dataset.most), limit = Number(upload.form.dataset.limit);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length > most) return `These are ${files.length} files; one upload may have ${most}. Choose fewer.`;
  if (bytes > limit) return `These have ${sizeOf(bytes)} together; one upload may have ${sizeOf(limit)}. Choose fewer, or make them smaller.`;
  return "";
}

function send(event) {
  const form = upload.form, files = [...form.elements.files.files], wrong = tooMuch(files);
  event.preventDefault();
  if (wrong) return tell(wrong);
  const request = new XMLHttpRequest(), button = form.querySelector("button"), sending = form.querySelector(".sending");
  const bar = sending.querySelector("progress"), told = sending.querySelector(".told");
  const over = (text) => {
    button.disabled = false;
    sending.hidden = true;
    tell(text);
  };
  request.upload.addEventListener("progress", (now) => {
    if (!now.lengthComputable) return;
    bar.value = Math.round((100 * now.loaded) / now.total);
    told.textContent = `${sizeOf(now.loaded)} of ${sizeOf(now.total)}`;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const refused = [...page.querySelectorAll(".refusals li")].map((one) => one.textContent.trim());
    const fresh = page.querySelector("form.upload"); // a form is good for one upload
    if (fresh) form.setAttribute("action", fresh.getAttribute("action"));
    const said = page.querySelector("main p");
    over(refused.length ? `Nothing was sent. ${refused.join(" ")}` : said ? said.textContent : "Nothing was sent. Try again.");
  });
  request.addEventListener("error", () => over("The connection broke. Nothing was kept; see whether you are connected, and reload this page to send it again."));
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  button.disabled = true;
  sending.hidden = false;
  tell("Sending …", true);
  request.send(new FormData(form));
}

function begin(form) {
  upload.form = form;
  form.addEventListener("submit", send);
  form.elements.files.addEventListener("change", list);
}

addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("over"); });
addEventListener("drop", async (event) => {
  document.body.classList.remove("over");
  if (!hasFiles(event)) return;
  event.preventDefault();
  const dropped = event.dataTransfer.files, form = await bring();
  if (!form || form.querySelector("button").disabled) return;
  form.elements.files.files = dropped;
  list();
  (form.elements.name && !form.elements.name.value ? form.elements.name : form.elements.section).focus();
});
if (upload.form) begin(upload.form);
if (upload.zone) upload.zone.querySelector(".note").hidden = false;
})();
