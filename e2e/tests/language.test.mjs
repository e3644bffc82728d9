// English and Chinese, light and dark: switched by a click, kept for the next visit, from the address when asked.
import assert from "node:assert/strict";
import { site } from "../lib/site.mjs";
import { button, openRun, step } from "../lib/workbench.mjs";

const check = site();
const language = (page) => page.evaluate(() => document.documentElement.lang);
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
/** 0 is black, 255 white. */
const lightness = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number));

check("the language changes every label and the document, and is kept", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  assert.equal(await language(page), "en");
  const here = await step(page);
  const english = await page.locator(".sentence p").innerText();
  await button(page, "中文").click();
  assert.equal(await language(page), "zh-CN");
  for (const name of ["后退一步", "播放", "前进一步", "系统调用", "分享", "运行"]) await button(page, name).waitFor();
  await page.getByRole("heading", { name: "父子进程之间的管道" }).waitFor({ state: "attached" });
  const chinese = await page.locator(".sentence p").innerText();
  assert.match(chinese, /\p{Script=Han}/u);
  assert.notEqual(chinese, english);
  assert.equal(await step(page), here, "the step is another");
  await page.reload();
  await button(page, "播放").waitFor();
  assert.equal(await language(page), "zh-CN");
  await button(page, "EN").click();
  await button(page, "Play").waitFor();
  assert.equal(await language(page), "en");
});

check("no English is left in the Chinese gallery's headings", async ({ page, goto }) => {
  await goto("?lang=zh");
  const headings = await page.getByRole("heading").allInnerTexts();
  assert.ok(headings.length >= 6);
  for (const text of headings) assert.match(text, /\p{Script=Han}/u);
});

check("a browser in Chinese sees Chinese", async ({ page, goto }) => {
  await goto();
  assert.equal(await language(page), "zh-CN");
  await page.getByRole("link", { name: "父子进程之间的管道" }).waitFor();
}, { locale: "zh-CN" });

check("the theme goes from the system's to light and dark and is kept", async ({ page, goto }) => {
  await goto();
  assert.ok(lightness(await ground(page)) < 128, "the system is dark");
  await button(page, "Theme: as the system").click();
  await button(page, "Theme: light").waitFor();
  assert.ok(lightness(await ground(page)) > 200);
  await button(page, "Theme: light").click();
  await button(page, "Theme: dark").waitFor();
  assert.ok(lightness(await ground(page)) < 128);
  await page.reload();
  await button(page, "Theme: dark").waitFor();
  assert.ok(lightness(await ground(page)) < 128);
}, { colorScheme: "dark" });
