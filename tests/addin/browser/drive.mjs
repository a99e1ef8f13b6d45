// Drives the task pane in Chromium: one command a line on stdin, one answer a line on stdout, both JSON.
// PAKT_NODE_MODULES is where npm installed playwright-core, PAKT_CHROMIUM the browser, PAKT_PROFILE an empty folder.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.env.PAKT_NODE_MODULES}/`);
const { chromium } = require("playwright-core");
const STUB = readFileSync(new URL("office_stub.js", import.meta.url), "utf8");

const browser = await chromium.launchPersistentContext(process.env.PAKT_PROFILE, {
  executablePath: process.env.PAKT_CHROMIUM,
  headless: true,
  locale: "de-DE",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

let page = null;
let seen = null; // of the page since it was opened

/** What a person sees in the pane. */
const readPane = () => ({
  language: document.documentElement.lang,
  title: document.title,
  state: document.getElementById("pakt-state").textContent,
  notice: document.getElementById("pakt-notice").hidden ? "" : document.getElementById("pakt-notice").textContent,
  enabled: [...document.querySelectorAll("button[data-action]:enabled")].map((each) => each.dataset.action),
  remarks: [...document.querySelectorAll("#pakt-remarks li")].map((each) => each.textContent),
  groups: [...document.querySelectorAll("#pakt-findings h2")].map((each) => each.textContent),
  more: [...document.querySelectorAll("#pakt-findings .more")].map((each) => each.textContent),
  findings: [...document.querySelectorAll("#pakt-findings .finding")].map((each) => [...each.children].map((part) => part.textContent)),
  elements: document.querySelectorAll("#pakt-findings img, #pakt-notice *").length,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  focus: document.activeElement?.dataset?.action ?? document.activeElement?.className ?? "",
  english: [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility() && /didn't|Reload|Cancel/.test(each.textContent)).length,
});

const idle = () => page.waitForFunction(() => document.querySelectorAll("button[data-action]:disabled").length === 0, null, { timeout: 120000 });

const commands = {
  async open({ url, workbook, width = 350, height = 900, status = 0, excel = true }) {
    await page?.close();
    page = await browser.newPage();
    await page.setViewportSize({ width, height });
    seen = { during: null, payload: null, foreign: [], errors: [] };
    page.on("pageerror", (error) => seen.errors.push(String(error)));
    const origin = new URL(url).origin;
    await page.route("**/*", (route) => {
      if (new URL(route.request().url()).origin === origin) return route.fallback();
      seen.foreign.push(route.request().url());
      return route.abort();
    });
    if (excel) {
      const data = `globalThis.paktWorkbook = ${readFileSync(workbook, "utf8")};\n`;
      await page.route("**/office.js", (route) => route.fulfill({ contentType: "text/javascript", body: data + STUB }));
    }
    await page.route("**/custom-scripts-call/*", async (route) => {
      seen.during = await page.evaluate(readPane);
      seen.payload = route.request().postDataJSON();
      if (status) await route.fulfill({ status, contentType: "text/plain", body: "An error occurred." });
      else await route.fallback();
    });
    await page.goto(url);
    await (excel ? idle() : page.waitForSelector("#xlwings-office-ready-error:not(.d-none)"));
  },
  async click({ word }) {
    await page.click(`button[data-action="${word}"]`);
    await idle();
  },
  async ribbon({ word }) {
    return page.evaluate(async (name) => {
      let completed = false;
      await globalThis.paktStub.associated[name]({ completed: () => (completed = true) });
      return { completed, shown: globalThis.paktStub.shown, associated: Object.keys(globalThis.paktStub.associated) };
    }, word);
  },
  async finding({ index }) {
    const jumped = page.locator("#pakt-findings .finding").nth(index);
    await jumped.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => globalThis.paktStub.jumps > 0 || !document.getElementById("pakt-notice").hidden);
    return page.evaluate(() => [globalThis.paktWorkbook.sheets[globalThis.paktWorkbook.active].name, globalThis.paktStub.selection]);
  },
  async set({ name, value }) {
    await page.evaluate(([key, to]) => (globalThis.paktStub[key] = to), [name, value]);
  },
  get: ({ name }) => page.evaluate((key) => globalThis.paktStub[key], name),
  async rename({ sheet, name }) {
    await page.evaluate(([from, to]) => (globalThis.paktWorkbook.sheets.find((each) => each.name === from).name = to), [sheet, name]);
  },
  pane: () => page.evaluate(readPane),
  // As one text: passing millions of values one by one takes seconds.
  workbook: async () => JSON.parse(await page.evaluate(() => JSON.stringify(globalThis.paktWorkbook))),
  seen: () => seen,
  async picture({ path, width, height }) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parts } = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await commands[command](parts)) ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
