// Stand-in for Office.js: the part of its object model that xlwings and the task pane use, over a workbook as JSON.
//
// As in Excel, nothing is read or written before sync(), a property can be read only after it was loaded, and a text
// that is written as a value is taken as if a person had typed it. It computes nothing. ExcelApi is supported up to
// 1.13, the version that the manifest asks for. globalThis.paktWorkbook holds the workbook (tests/addin/workbook.py).

(() => {
  const book = globalThis.paktWorkbook;
  const HIGHEST = 13; // of ExcelApi 1.x
  const stub = { selection: "A1", associated: {}, shown: 0, jumps: 0, read: [], editing: false, brokenSheet: null };
  globalThis.paktStub = stub;

  class OfficeError extends Error {
    constructor(code, detail = "") {
      super(`${code} ${detail}`);
      this.code = code;
    }
  }

  // Cells ---------------------------------------------------------------------------------------------------------

  const BLANK = { v: "", nf: "General" };
  const letters = (column) => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
  const address = (row, column) => `${letters(column)}${row + 1}`;

  function place(text) {
    const [, name, row] = text.replaceAll("$", "").match(/^([A-Z]+)([0-9]+)$/) ?? [];
    if (!name) throw new OfficeError("InvalidArgument", text);
    return [Number(row) - 1, [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
  }

  function area(sheet, text) {
    const [first, last = first] = text.split("!").pop().split(":");
    const [[row, column], [bottom, right]] = [place(first), place(last)];
    return { sheet, row, column, rows: bottom - row + 1, columns: right - column + 1 };
  }

  const areaAddress = ({ row, column, rows, columns }) =>
    rows * columns === 1 ? address(row, column) : `${address(row, column)}:${address(row + rows - 1, column + columns - 1)}`;
  const cellAt = (sheet, row, column) => sheet.cells[address(row, column)] ?? BLANK;
  const matrix = (at, read) =>
    Array.from({ length: at.rows }, (_, r) => Array.from({ length: at.columns }, (_, c) => read(at.row + r, at.column + c)));

  function change(sheet, row, column, part) {
    if (sheet.protected) throw new OfficeError("AccessDenied", sheet.name);
    if (stub.brokenSheet === sheet.name) throw new OfficeError("GeneralException", sheet.name);
    sheet.cells[address(row, column)] = { ...cellAt(sheet, row, column), ...part };
  }

  const DAY = 86400000;
  const serial = (moment) => Date.parse(`${moment}Z`) / DAY + 25569;

  /** What Excel makes of a text that is typed into a cell. */
  function typed(text, format) {
    if (text.startsWith("'")) return { v: text.slice(1), f: undefined };
    if (format === "@") return { v: text, f: undefined };
    if (text.startsWith("=") && text.length > 1) return { v: "", f: text };
    if (/^\s*[-+]?[0-9][0-9.]*(?:,[0-9]+)?\s*%?\s*$/.test(text)) {
      return { v: Number.parseFloat(text.replaceAll(".", "").replace(",", ".")), f: undefined };
    }
    if (/^(wahr|falsch|true|false)$/i.test(text)) return { v: /^(wahr|true)$/i.test(text), f: undefined };
    const moment = text.match(/^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}:[0-9]{2}))?$/);
    if (moment) {
      const nf = format === "General" ? (moment[2] ? "DD.MM.YYYY HH:MM" : "DD.MM.YYYY") : format;
      return { v: serial(`${moment[1]}T${moment[2] ?? "00:00:00"}`), f: undefined, nf };
    }
    return { v: text, f: undefined };
  }

  function write(at, values) {
    if (values.length !== at.rows || values.some((row) => row.length !== at.columns)) throw new OfficeError("InvalidArgument");
    values.forEach((row, r) =>
      row.forEach((value, c) => {
        if (value === null) return; // Excel leaves such a cell as it is
        const format = cellAt(at.sheet, at.row + r, at.column + c).nf;
        change(at.sheet, at.row + r, at.column + c, typeof value === "string" ? typed(value, format) : { v: value, f: undefined });
      }),
    );
  }

  // Objects: what may be read after load(), written, followed to other objects, called ------------------------------

  function made(context, kind, { read = {}, set = {}, links = {}, call = {}, items = null, absent = () => false }) {
    const loaded = {};
    const followed = {};
    const follow = (name) => (followed[name] ??= links[name]());
    const self = new Proxy({}, {
      get(_target, name) {
        if (name === "then" || typeof name === "symbol") return undefined;
        if (name === "context") return context;
        if (name === "isNullObject") return absent();
        if (name === "load") return load;
        if (name in links) return follow(name);
        if (name in call) return call[name];
        if (name in loaded) return loaded[name];
        if (name in read || (name === "items" && items)) throw new OfficeError("PropertyNotLoaded", `${kind}.${name}`);
        throw new Error(`The stand-in has no ${kind}.${name}`);
      },
      set(_target, name, value) {
        if (!(name in set)) throw new Error(`The stand-in cannot set ${kind}.${name}`);
        context.queue.push(() => set[name](value));
        return true;
      },
    });

    function load(names = Object.keys(read)) {
      const paths = (Array.isArray(names) ? names : String(names).split(",")).map((path) => path.trim());
      context.queue.push(() => {
        if (absent()) return;
        if (items) loadItems(paths);
        else paths.forEach(loadOne);
      });
      return self;
    }

    function loadItems(paths) {
      const below = paths.map((path) => path.replace(/^items\/?/, ""));
      loaded.items = items().map((make) => make());
      loaded.count = loaded.items.length;
      const wanted = below.filter((path) => path && path !== "count");
      loaded.items.forEach((item) => item.load(wanted.length ? wanted : undefined));
    }

    function loadOne(path) {
      const [name, ...rest] = path.split("/");
      if (name in links) {
        if (rest.length) follow(name).load(rest.join("/"));
      } else if (name in read) loaded[name] = read[name]();
      // xlwings asks a table for it, though Office.js has a method only.
      else if (name !== "dataBodyRange") throw new OfficeError("InvalidArgument", `${kind}.${name}`);
    }

    return self;
  }

  const collection = (context, kind, items, call = {}) => made(context, kind, { items, call });
  const nothing = (context, kind, links = {}) => made(context, kind, { absent: () => true, links });

  function range(context, at) {
    return made(context, "Range", {
      read: {
        address: () => `${at.sheet.name}!${areaAddress(at)}`,
        rowIndex: () => at.row,
        columnIndex: () => at.column,
        rowCount: () => at.rows,
        columnCount: () => at.columns,
        values: () => {
          stub.read.push(at.sheet.name);
          return matrix(at, (row, column) => cellAt(at.sheet, row, column).v);
        },
        formulas: () => matrix(at, (row, column) => cellAt(at.sheet, row, column).f ?? cellAt(at.sheet, row, column).v),
        numberFormat: () => matrix(at, (row, column) => cellAt(at.sheet, row, column).nf),
      },
      set: {
        values: (values) => write(at, values),
        formulas: (values) => write(at, values),
        numberFormat: ([[nf]]) => matrix(at, (row, column) => change(at.sheet, row, column, { nf })),
      },
      links: { worksheet: () => worksheet(context, at.sheet) },
      call: {
        clear: (what) => {
          if (what !== "Contents") throw new Error(`The stand-in cannot clear ${what}`);
          context.queue.push(() => matrix(at, (row, column) => change(at.sheet, row, column, { v: "", f: undefined })));
        },
        select: () =>
          context.queue.push(() => {
            book.active = book.sheets.indexOf(at.sheet);
            stub.selection = areaAddress(at);
            stub.jumps += 1;
          }),
        getSpecialCellsOrNullObject: (kind) => {
          if (kind !== "Formulas") throw new Error(`The stand-in finds no ${kind}`);
          return specialCells(context, at);
        },
        autoFill: (_target, kind) => {
          if (kind !== "FillFormats") throw new Error(`The stand-in cannot fill ${kind}`);
        },
      },
    });
  }

  /** The formulas of an area, as one area for each run of cells in a column. */
  function specialCells(context, at) {
    const isFormula = (row, column) => cellAt(at.sheet, row, column).f !== undefined;
    const found = [];
    for (let column = at.column; column < at.column + at.columns; column += 1) {
      for (let row = at.row; row < at.row + at.rows; row += 1) {
        if (!isFormula(row, column)) continue;
        if (row > at.row && isFormula(row - 1, column)) found.at(-1).rows += 1;
        else found.push({ sheet: at.sheet, row, column, rows: 1, columns: 1 });
      }
    }
    if (!found.length) return nothing(context, "RangeAreas");
    const areas = () => collection(context, "Ranges", () => found.map((area) => () => range(context, area)));
    return made(context, "RangeAreas", { links: { areas } });
  }

  // Tables --------------------------------------------------------------------------------------------------------

  const tableArea = (sheet, table) => area(sheet, table.ref);
  function bodyArea(sheet, table) {
    const at = tableArea(sheet, table);
    return { ...at, row: at.row + 1, rows: at.rows - 1 - (table.totals ? 1 : 0) };
  }
  function lastRow(sheet, table) {
    const at = tableArea(sheet, table);
    return { ...at, row: at.row + at.rows - 1, rows: 1 };
  }

  /** A table that grows gives its new rows the formats and the column formulas of the row before. */
  function resize(sheet, table, ref) {
    const [before, after] = [bodyArea(sheet, table), area(sheet, ref)];
    if (table.totals || after.row !== before.row - 1 || after.columns !== before.columns) throw new OfficeError("InvalidArgument", ref);
    table.ref = areaAddress(after);
    const last = before.row + before.rows - 1;
    for (let row = last + 1; row < after.row + after.rows; row += 1) {
      for (let column = after.column; column < after.column + after.columns; column += 1) {
        const { nf, f } = cellAt(sheet, last, column);
        change(sheet, row, column, f === undefined ? { nf } : { nf, f, v: "" });
      }
    }
  }

  function showTotals(sheet, table, shown) {
    if (table.totals === shown) return;
    const at = tableArea(sheet, table);
    if (shown) {
      table.ref = areaAddress({ ...at, rows: at.rows + 1 });
      table.kept.forEach((cell, index) => change(sheet, at.row + at.rows, at.column + index, cell));
    } else {
      const { row } = lastRow(sheet, table);
      table.kept = Array.from({ length: at.columns }, (_, index) => ({ ...cellAt(sheet, row, at.column + index) }));
      table.kept.forEach((_cell, index) => change(sheet, row, at.column + index, { v: "", f: undefined }));
      table.ref = areaAddress({ ...at, rows: at.rows - 1 });
    }
    table.totals = shown;
  }

  function tableObject(context, sheet, table) {
    const column = (name) =>
      made(context, "TableColumn", {
        read: { name: () => name },
        links: { filter: () => made(context, "Filter", { call: { clear: () => context.queue.push(() => (table.filtered = false)) } }) },
      });
    const names = () => table.columns.map((name) => () => column(name));
    return made(context, "Table", {
      read: {
        name: () => table.name,
        showHeaders: () => true,
        showTotals: () => table.totals,
        style: () => "TableStyleMedium2",
        showFilterButton: () => table.button,
        highlightFirstColumn: () => false,
        highlightLastColumn: () => false,
        showBandedRows: () => true,
        showBandedColumns: () => false,
      },
      set: { showTotals: (shown) => showTotals(sheet, table, shown), showFilterButton: (shown) => (table.button = shown) },
      links: {
        columns: () => collection(context, "TableColumns", names, { getItemAt: (index) => column(table.columns[index]) }),
        autoFilter: () => made(context, "AutoFilter", { read: { isDataFiltered: () => table.filtered } }),
      },
      call: {
        getRange: () => range(context, tableArea(sheet, table)),
        getDataBodyRange: () => range(context, bodyArea(sheet, table)),
        getHeaderRowRange: () => range(context, { ...tableArea(sheet, table), rows: 1 }),
        getTotalRowRange: () => range(context, lastRow(sheet, table)),
        resize: (ref) => context.queue.push(() => resize(sheet, table, ref)),
      },
    });
  }

  // Sheets and the workbook -----------------------------------------------------------------------------------------

  function usedArea(sheet) {
    const used = Object.entries(sheet.cells).filter(([, cell]) => cell.v !== "" || cell.f !== undefined).map(([name]) => place(name));
    if (!used.length) return null;
    const [rows, columns] = [used.map(([row]) => row), used.map(([, column]) => column)];
    const least = (numbers) => numbers.reduce((one, other) => Math.min(one, other));
    const most = (numbers) => numbers.reduce((one, other) => Math.max(one, other));
    const [row, column] = [least(rows), least(columns)];
    return { sheet, row, column, rows: most(rows) - row + 1, columns: most(columns) - column + 1 };
  }

  function worksheet(context, sheet) {
    const none = (kind) => () => collection(context, kind, () => []);
    return made(context, "Worksheet", {
      read: {
        name: () => sheet.name,
        position: () => book.sheets.indexOf(sheet),
        visibility: () => sheet.visibility,
        showGridlines: () => true,
      },
      links: {
        tables: () => collection(context, "Tables", () => sheet.tables.map((table) => () => tableObject(context, sheet, table))),
        names: none("Names"),
        charts: none("Charts"),
        shapes: none("Shapes"),
        pivotTables: none("PivotTables"),
        protection: () => made(context, "Protection", { read: { protected: () => sheet.protected } }),
        pageLayout: () => made(context, "PageLayout", { call: { getPrintAreaOrNullObject: () => nothing(context, "RangeAreas") } }),
      },
      call: {
        activate: () => context.queue.push(() => (book.active = book.sheets.indexOf(sheet))),
        getRange: (text) => range(context, area(sheet, text)),
        getRangeByIndexes: (row, column, rows, columns) => range(context, { sheet, row, column, rows, columns }),
        getUsedRangeOrNullObject: () => {
          const used = usedArea(sheet);
          return used ? range(context, used) : nothing(context, "Range");
        },
      },
    });
  }

  function namedItem(context, { name, sheet, ref, formula }) {
    const home = book.sheets.find((each) => each.name === sheet);
    return made(context, "NamedItem", {
      read: { name: () => name, type: () => (home ? "Range" : "String"), formula: () => formula },
      call: { getRangeOrNullObject: () => (home ? range(context, area(home, ref)) : nothing(context, "Range")) },
    });
  }

  function workbook(context) {
    const sheets = () => book.sheets.map((sheet) => () => worksheet(context, sheet));
    const named = (name) => book.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
    const active = () => book.sheets[book.active];
    return made(context, "Workbook", {
      read: { name: () => book.name },
      links: {
        application: () =>
          made(context, "Application", {
            read: { calculationMode: () => book.calculation },
            set: { calculationMode: (mode) => (book.calculation = mode) },
            call: { suspendScreenUpdatingUntilNextSync: () => {}, calculate: () => {} },
          }),
        names: () => collection(context, "Names", () => book.names.map((each) => () => namedItem(context, each))),
        worksheets: () =>
          collection(context, "Worksheets", sheets, {
            getActiveWorksheet: () => worksheet(context, active()),
            getItemOrNullObject: (name) => (named(name) ? worksheet(context, named(name)) : nothing(context, "Worksheet")),
          }),
      },
      call: { getSelectedRange: () => range(context, area(active(), stub.selection)) },
    });
  }

  class RequestContext {
    constructor() {
      this.queue = [];
      this.workbook = workbook(this);
    }

    async sync() {
      // An operation may queue others (the items of a collection are loaded when they are known).
      try {
        while (this.queue.length) this.queue.shift()();
      } finally {
        this.queue = [];
      }
    }
  }

  globalThis.Excel = {
    RequestContext,
    ClearApplyTo: { contents: "Contents", formats: "Formats", all: "All" },
    CalculationType: { full: "Full" },
    ShapeType: { image: "Image" },
    async run(batch) {
      if (stub.editing) throw new OfficeError("InvalidOperationInCellEditMode");
      const context = new RequestContext();
      const result = await batch(context);
      await context.sync();
      return result;
    },
  };

  globalThis.Office = {
    HostType: { Excel: "Excel" },
    actions: { associate: (name, action) => (stub.associated[name] = action) },
    addin: { showAsTaskpane: async () => (stub.shown += 1) },
    context: {
      platform: "PC",
      requirements: { isSetSupported: (name, version) => name === "ExcelApi" && Number(version.split(".")[1]) <= HIGHEST },
    },
    async onReady(callback) {
      const info = { host: "Excel", platform: "PC" };
      callback?.(info);
      return info;
    },
  };
})();
