// Locks: who has what, who waits for what, and whether that is a deadlock.
import assert from "node:assert/strict";
import { site } from "../lib/site.mjs";
import { becomes, button, openRun } from "../lib/workbench.mjs";

const check = site();

/** The four conditions as the picture marks them. */
const marks = (page) => page.locator(".picture .condition").evaluateAll((all) => all.map((one) => one.querySelector("text").textContent));

check("a deadlock shows its circle, and all four conditions as met", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/deadlock");
  await becomes(async () => (await marks(page)).filter((mark) => mark.startsWith("✓")).length, 4);
  // Each of two threads has one lock and waits for the other: four edges.
  assert.equal(await page.locator(".picture .edge.circle").count(), 4);
  await page.locator(".outlook .deadlock", { hasText: "101 waits for mutex bob.lock, which 102 holds" }).waitFor();
  await becomes(async () => (await page.locator(".sentence").innerText()).includes("Deadlock: 101, 102 can never go on"), true);
  const reasons = await page.locator(".outlook .conditions li").allInnerTexts();
  assert.equal(reasons.length, 4);
  for (const reason of reasons) assert.ok(reason.length > 30, reason);
});

check("one order for all locks: nobody waits in a circle", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/deadlock/1");
  await button(page, "Show: The first who must wait").click();
  await becomes(async () => (await marks(page)).some((mark) => mark.includes("✗") && mark.includes("circular wait")), true);
  assert.equal(await page.locator(".picture .edge.circle").count(), 0);
});

check("the table names holders and waiters, and a lock can be followed", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/deadlock");
  await button(page, "As table").click();
  const row = page.locator(".tables tr", { has: page.getByRole("button", { name: "ada.lock" }) }).first();
  await becomes(async () => (await row.innerText()).replace(/\s+/g, " "), "ada.lock held by 101 Thread 101 Thread 102");
  await row.getByRole("button", { name: "ada.lock" }).click();
  await page.getByRole("heading", { name: "ada.lock" }).waitFor();
  // Back to the instruction that marked the lock as waited for: no lock changes while its waiter sleeps.
  await page.getByRole("button", { name: /Previous event of this/ }).click();
  await becomes(async () => /line 1\d|C library|pay/.test(await page.locator(".sentence").innerText()), true);
});

check("the banker's table says whether the state is safe", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/banker");
  const safe = page.locator(".inspector .bankers .safe");
  await becomes(async () => (await safe.innerText()).startsWith("Safe: they can finish in the order 1 "), true);
  assert.equal(await page.locator(".inspector .bankers tbody tr").count(), 3);
  await openRun(page, goto, "#lesson/banker/1");
  await becomes(async () => (await safe.innerText()).startsWith("Not safe"), true);
});
