// The task pane: a button runs its action in the open workbook and shows what came out.

import { showFailure, showNotice, showOutcome, showRunning, translatePage } from "./pakt-pane.js";
import { Failure, run } from "./pakt-workbook.js";

const buttons = [...document.querySelectorAll("button[data-action]")];
let running = false;

async function click(word) {
  if (running) return; // the ribbon can be clicked while the pane's buttons are disabled
  running = true;
  const focused = document.activeElement;
  const button = buttons.find((each) => each.dataset.action === word);
  setEnabled(false);
  showRunning(button.textContent.trim());
  try {
    showOutcome(await run(word));
  } catch (error) {
    console.error(error);
    const unforeseen = "Im Aufgabenbereich ist ein unerwarteter Fehler aufgetreten. Bitte den Aufgabenbereich neu öffnen.";
    showFailure(error instanceof Failure ? error.message : unforeseen);
  } finally {
    running = false;
    setEnabled(true);
    focused?.focus(); // a disabled button loses the focus
  }
}

function setEnabled(enabled) {
  buttons.forEach((each) => (each.disabled = !enabled));
}

translatePage();
buttons.forEach((each) => each.addEventListener("click", () => click(each.dataset.action)));
Office.onReady((info) => {
  if (info?.host === Office.HostType.Excel) setEnabled(true);
  else showNotice("Dieser Aufgabenbereich arbeitet nur in Excel. Bitte dort die Mappe und ihn öffnen.");
});

// For ribbon.js, which Office.js wants as a classic script.
globalThis.paktClick = click;
