// What xlwings does not send of a workbook and the server has to know, and which sheets are not ours.

const pane = JSON.parse(document.getElementById("pakt-pane").textContent);
const folded = (name) => name.normalize("NFC").toLowerCase();
const INPUT = new Set(pane.inputTables.map(folded));
const FILLED = new Set(pane.filledTables.map(folded));

/**
 * Formulas of our tables, filters that hide rows, protected sheets; and the names of the sheets without a table of ours.
 * Of the tables that people fill only the place of a formula is told ("="): their texts make up megabytes.
 */
export async function look(context) {
  const sheets = context.workbook.worksheets.load("items/name");
  await context.sync();
  for (const sheet of sheets.items) {
    sheet.protection.load("protected");
    sheet.tables.load("items/name");
  }
  await context.sync();
  const tables = sheets.items.flatMap((sheet) => sheet.tables.items);
  const ours = (table) => INPUT.has(folded(table.name)) || FILLED.has(folded(table.name));
  const filled = tables.filter((table) => FILLED.has(folded(table.name)));
  const input = tables.filter((table) => INPUT.has(folded(table.name)));
  const known = { ...(await formulas(context, filled)), ...(await formulaPlaces(context, input)) };
  return {
    facts: {
      formulas: known,
      filtered: await filtered(context, filled),
      protected: sheets.items.filter((sheet) => sheet.protection.protected).map((sheet) => sheet.name),
    },
    foreign: sheets.items.filter((sheet) => !sheet.tables.items.some(ours)).map((sheet) => sheet.name),
  };
}

async function formulas(context, tables) {
  const bodies = tables.map((table) => table.getDataBodyRange().load("formulas"));
  await context.sync();
  return Object.fromEntries(tables.map((table, index) => [table.name, bodies[index].formulas]));
}

async function filtered(context, tables) {
  const filters = tables.map((table) => table.autoFilter.load("isDataFiltered"));
  await context.sync();
  return tables.filter((_table, index) => filters[index].isDataFiltered).map((table) => table.name);
}

async function formulaPlaces(context, tables) {
  try {
    return await askedPlaces(context, tables);
  } catch (error) {
    console.warn(error); // Excel finds no special cells on some protected sheets; the texts themselves it gives
    const texts = await formulas(context, tables);
    const isFormula = (cell) => typeof cell === "string" && cell.startsWith("=");
    const places = (rows) => rows.map((row) => row.map((cell) => (isFormula(cell) ? "=" : null)));
    return Object.fromEntries(Object.entries(texts).map(([name, rows]) => [name, places(rows)]));
  }
}

async function askedPlaces(context, tables) {
  const place = "rowIndex, columnIndex, rowCount, columnCount";
  const asked = tables.map((table) => {
    const body = table.getDataBodyRange().load(place);
    return { name: table.name, body, cells: body.getSpecialCellsOrNullObject("Formulas") };
  });
  await context.sync();
  for (const { cells } of asked) {
    if (!cells.isNullObject) cells.areas.load(place);
  }
  await context.sync();
  return Object.fromEntries(asked.map(({ name, body, cells }) => [name, marked(body, cells.isNullObject ? [] : cells.areas.items)]));
}

/** A block of the body's size with "=" in the cells of these areas. */
function marked(body, areas) {
  const block = Array.from({ length: body.rowCount }, () => new Array(body.columnCount).fill(null));
  for (const area of areas) {
    const [top, left] = [area.rowIndex - body.rowIndex, area.columnIndex - body.columnIndex];
    for (const row of block.slice(top, top + area.rowCount)) row.fill("=", left, left + area.columnCount);
  }
  return block;
}
