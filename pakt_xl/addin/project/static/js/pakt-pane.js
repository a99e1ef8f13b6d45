// What the pane shows. Text from cells goes in as text only (textContent), never as markup.

import { Failure, jump } from "./pakt-workbook.js";

const state = document.getElementById("pakt-state");
const notice = document.getElementById("pakt-notice");
const remarks = document.getElementById("pakt-remarks");
const findings = document.getElementById("pakt-findings");

const SEVERITIES = [
  { word: "Fehler", title: "Fehler", style: "error" },
  { word: "Warnung", title: "Warnungen", style: "warning" },
  { word: "Hinweis", title: "Hinweise", style: "note" },
];

/** Puts German into what xlwings' page brings in English. */
export function translatePage() {
  document.documentElement.lang = "de";
  document.title = "DigitalPakt";
  const texts = {
    "#xlwings-office-ready-error .mb-3": "Der Aufgabenbereich hat keine Verbindung zu Excel. Außerhalb von Excel arbeitet er nicht.",
    "#xlwings-taskpane-reload-btn": "Neu laden",
    "#xlwings-taskpane-reload-cancel-btn": "Schließen",
  };
  for (const [place, text] of Object.entries(texts)) {
    const found = document.querySelector(place); // another version of the page may lack it
    if (found) found.textContent = text;
  }
}

export function showNotice(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

export function showRunning(label) {
  clear();
  state.textContent = `${label} läuft …`;
  state.classList.add("running");
}

export function showFailure(text) {
  clear();
  showNotice(text);
}

export function showOutcome(outcome) {
  clear();
  if (outcome.failed) showNotice(outcome.message);
  else state.textContent = outcome.message;
  const filled = outcome.filled.length ? [`Geschrieben: ${outcome.filled.join(", ")}.`] : [];
  const lines = outcome.failed ? outcome.remarks : [...filled, ...outcome.remarks];
  remarks.replaceChildren(...lines.map((text) => element("li", "", text)));
  remarks.hidden = lines.length === 0;
  findings.replaceChildren(...SEVERITIES.flatMap((severity) => group(severity, outcome)));
}

function clear() {
  showNotice("");
  state.textContent = "";
  state.classList.remove("running");
  remarks.hidden = true;
  findings.replaceChildren();
}

/** The findings of one severity; nothing if there are none. */
function group({ word, title, style }, { counts, findings: found }) {
  const count = counts[word];
  if (!count) return [];
  const shown = found.filter((finding) => finding.severity === word);
  const section = element("section", style);
  section.append(element("h2", "", `${title}: ${count.toLocaleString("de-DE")}`));
  const list = element("ul");
  list.append(...shown.map(item));
  if (shown.length) section.append(list);
  if (shown.length < count) section.append(element("p", "more", more(count - shown.length, shown.length)));
  return [section];
}

function more(rest, shown) {
  const number = rest.toLocaleString("de-DE");
  return shown ? `${number} weitere im Prüfbericht.` : "Alle im Prüfbericht.";
}

/** A finding; one with a place is a button that jumps there. */
function item(finding) {
  const place = [finding.sheet, finding.cell].filter(Boolean).join(", ");
  const box = element(finding.sheet ? "button" : "div", "finding");
  box.append(
    element("span", "code", finding.code),
    element("span", "place", [place, finding.key].filter(Boolean).join(" · ")),
    element("span", "message", finding.message),
    element("span", "remedy", finding.remedy),
  );
  if (finding.sheet) {
    box.type = "button";
    box.addEventListener("click", () => jumpTo(finding));
  }
  const entry = element("li");
  entry.append(box);
  return entry;
}

async function jumpTo(finding) {
  try {
    showNotice("");
    await jump(finding.sheet, finding.cell);
  } catch (error) {
    console.error(error);
    showNotice(error instanceof Failure ? error.message : "Die Zelle lässt sich nicht anzeigen.");
  }
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text.replaceAll(" €", "\u00a0€"); // an amount stays on one line
  return made;
}
