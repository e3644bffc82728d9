// Starts Chromium and opens pages that remember everything that should not have happened.
import assert from "node:assert/strict";
import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function executable() {
  const found = PLACES.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("no Chromium: `sudo apt-get install chromium`, or set CHROMIUM to its path");
  return found;
}

/** A Chromium without first-run, update or sync traffic; `args` are added. */
export function launch(args = []) {
  return chromium.launch({
    executablePath: executable(),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
      ...args,
    ],
  });
}

/** A new page and the list of its errors: console errors, exceptions, policy violations, foreign or failed requests. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(`exception: ${error.stack ?? error}`));
  page.on("requestfailed", (request) => {
    // A navigation away cancels what was still under way.
    const why = request.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED") errors.push(`request failed: ${request.url()} ${why}`);
  });
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    const own = page.url() === "about:blank" || host === new URL(page.url()).host;
    if (!own && !["data:", "blob:"].includes(protocol)) errors.push(`foreign request: ${request.url()}`);
  });
  return { page, context, errors };
}

/** Opens `url` and waits until the program has taken over from the skeleton. */
export async function open(page, url) {
  await page.goto(url);
  await ready(page);
}

export async function ready(page) {
  await page.waitForSelector("html[data-ready]", { timeout: 60_000, state: "attached" });
}

/** The serious and critical findings of axe, one line each. */
export async function axeFindings(page) {
  // Through the debugger's border, so that the page's own policy stays in force for the page.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }),
  );
  return result.violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary}`));
}

/** The longest time in ms that the page could not react, measured while `action` runs. */
export async function longestPause(page, action) {
  await page.evaluate(() => {
    let last = performance.now();
    globalThis.__pause = 0;
    const beat = () => {
      const now = performance.now();
      globalThis.__pause = Math.max(globalThis.__pause, now - last);
      last = now;
      globalThis.__beat = setTimeout(beat, 0);
    };
    beat();
  });
  await action();
  return page.evaluate(() => {
    clearTimeout(globalThis.__beat);
    return globalThis.__pause;
  });
}

export function assertNone(list, what) {
  assert.deepEqual(list, [], what);
}
