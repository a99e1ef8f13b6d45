// A click in the open workbook: read it, let the server compute, apply the changes, take the outcome.

import { look } from "./pakt-facts.js";
import { excelFailure, Failure, serverFailure, writeFailure, writtenSheets } from "./pakt-failures.js";
import { request } from "./utils.js";

export { Failure };

const { callback } = JSON.parse(document.getElementById("pakt-pane").textContent);

/** Runs an action and returns its outcome with the names of the sheets it filled; throws a Failure with a German message. */
export async function run(word) {
  let outcome = null;
  let filled = [];
  // The script's last action calls this by its name, after all changes to the workbook.
  xlwings.registerCallback(
    Object.defineProperty((_context, text) => (outcome = JSON.parse(text)), "name", { value: callback }),
  );
  await inExcel(async (context) => {
    const payload = await read(context);
    const answer = await ask(word, payload);
    await apply(answer, payload, context);
    filled = writtenSheets(answer.actions, payload);
  });
  if (outcome === null) throw new Failure("Der Server hat kein Ergebnis geliefert. Bitte der Betreuung des Servers melden.");
  return { ...outcome, filled };
}

/** Shows a cell of the workbook; without a cell the sheet. */
export async function jump(sheetName, cell) {
  await inExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetName);
    await context.sync();
    if (sheet.isNullObject) throw new Failure(`Das Blatt „${sheetName}“ gibt es in der geöffneten Mappe nicht mehr.`);
    sheet.activate();
    if (cell) sheet.getRange(cell).select();
    await context.sync();
  });
}

async function inExcel(work) {
  try {
    await Excel.run(work);
  } catch (error) {
    throw error instanceof Failure ? error : excelFailure(error);
  }
}

/** The workbook as xlwings sends it, without the content of sheets that hold no table of ours, and our own facts. */
async function read(context) {
  const { facts, foreign } = await look(context);
  // xlwings takes the names as one text with commas: a sheet with a comma in its name is read and then emptied.
  const exclude = foreign.filter((name) => !name.includes(",")).join(",");
  const payload = await xlwings.getBookData({ exclude }, context);
  for (const sheet of payload.sheets) {
    if (foreign.includes(sheet.name)) {
      Object.assign(sheet, { values: [[]], tables: [], notes: [], pictures: [], shapes: [], charts: [], pivot_tables: [] });
    }
  }
  payload.names = []; // a name can hold a value, and no action needs one
  payload.args = [facts];
  return payload;
}

async function ask(word, payload) {
  const { appPath, requestTimeout } = globalThis.config;
  const { token, provider } = await globalThis.getAuth();
  const headers = { "Content-Type": "application/json" };
  if (token) Object.assign(headers, { Authorization: token, "Auth-Provider": provider });
  const url = `${window.location.origin}${appPath}/xlwings/custom-scripts-call/${word}`;
  try {
    return (await request.post(url, payload, { headers, timeout: requestTimeout * 1000 })).data;
  } catch (error) {
    throw serverFailure(error);
  }
}

async function apply(answer, payload, context) {
  try {
    await xlwings.runActions(answer, context);
    await context.sync();
  } catch (error) {
    console.error(error);
    throw writeFailure(error, answer, payload);
  }
}
