// English and Chinese, light and dark: switched by a click, kept for the next visit, from the address when asked.
import assert from "node:assert/strict";
import { site } from "../lib/site.mjs";
import { becomes, button, openRun, step, until } from "../lib/workbench.mjs";

const check = site();
const language = (page) => page.evaluate(() => document.documentElement.lang);
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const dark = (page) => until(() => ground(page), (colour) => lightness(colour) < 128, "the dark theme");
/** 0 is black, 255 white. */
const lightness = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number));

check("the language changes every label and the document, and is kept", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  await becomes(() => language(page), "en");
  const here = await step(page);
  const english = await page.locator(".sentence p").innerText();
  await button(page, "中文").click();
  await becomes(() => language(page), "zh-CN");
  for (const name of ["后退一步", "播放", "前进一步", "系统调用", "分享", "运行"]) await button(page, name).waitFor();
  await page.getByRole("heading", { name: "父子进程之间的管道" }).waitFor({ state: "attached" });
  const spoken = () => page.locator(".sentence p").innerText();
  const chinese = await until(spoken, (text) => /\p{Script=Han}/u.test(text), "the sentence");
  assert.notEqual(chinese, english);
  assert.equal(await step(page), here, "the step is another");
  await page.reload();
  await button(page, "播放").waitFor();
  await becomes(() => language(page), "zh-CN");
  await button(page, "EN").click();
  await button(page, "Play").waitFor();
  await becomes(() => language(page), "en");
});

check("no English is left in the Chinese gallery's headings", async ({ page, goto }) => {
  await goto("?lang=zh");
  const headings = await until(() => page.getByRole("heading").allInnerTexts(), (all) => all.length >= 6, "the headings");
  for (const text of headings) assert.match(text, /\p{Script=Han}/u);
});

check("a browser in Chinese sees Chinese", async ({ page, goto }) => {
  await goto();
  await becomes(() => language(page), "zh-CN");
  await page.getByRole("link", { name: "父子进程之间的管道" }).waitFor();
}, { locale: "zh-CN" });

check("the theme goes from the system's to light and dark and is kept", async ({ page, goto }) => {
  await goto();
  await dark(page);
  await button(page, "Theme: as the system").click();
  await button(page, "Theme: light").waitFor();
  await until(() => ground(page), (colour) => lightness(colour) > 200, "the light theme");
  await button(page, "Theme: light").click();
  await button(page, "Theme: dark").waitFor();
  await dark(page);
  await page.reload();
  await button(page, "Theme: dark").waitFor();
  await dark(page);
}, { colorScheme: "dark" });
