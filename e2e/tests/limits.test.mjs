// Programs that would never end or take everything: the page says where it stopped and stays responsive.
import assert from "node:assert/strict";
import { longestPause } from "../lib/browser.mjs";
import { site } from "../lib/site.mjs";
import { button, editAndOpen, explored, moment, moved, openRun, output, step, still } from "../lib/workbench.mjs";

const check = site();
/** A frame may be late by a second on a loaded machine; a page that hangs is late by many. */
const PAUSE_MS = 3_000;

const PROGRAMS = {
  "a program that never ends": { source: "int main(void) { for (;;); }\n", says: /ended at the page's limit/ },
  "a program that never stops writing": {
    source: '#include <stdio.h>\nint main(void) { for (;;) puts("again"); }\n',
    says: /ended at the page's limit/,
  },
  "a fork bomb": {
    source: "#include <unistd.h>\nint main(void) { for (;;) fork(); }\n",
    says: /ended at the page's limit/,
  },
};

for (const [name, { source, says }] of Object.entries(PROGRAMS)) {
  check(`${name} is ended at the limit and the page stays responsive`, async ({ page, goto }) => {
    await openRun(page, goto, "#code");
    const pause = await longestPause(page, async () => {
      await editAndOpen(page, source);
      await page.getByRole("button", { name: "Help" }).focus();
      await button(page, "Step forward").click();
      await moved(page, 0);
      await explored(page);
      await page.keyboard.press("End");
      await page.locator(".standing").getByText(says).waitFor();
    });
    assert.ok(pause < PAUSE_MS, `the page could not react for ${Math.round(pause)} ms`);
    await still(page);
    const end = await moment(page);
    await button(page, "Step back").click();
    assert.ok((await moved(page, end.step)) < end.step, "time travel works from the limit");
  });
}

check("4 GB of memory are refused or used within the limit", async ({ page, goto }) => {
  await openRun(page, goto, "#code");
  const source = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
int main(void)
{
    char *memory = malloc(4ul << 30);
    if (!memory) {
        printf("refused: %d\\n", errno == ENOMEM);
        return 1;
    }
    for (unsigned long at = 0; at < 4ul << 30; at += 4096)
        memory[at] = 1;
    puts("all of it");
    return 0;
}
`;
  const pause = await longestPause(page, async () => {
    await editAndOpen(page, source);
    await explored(page);
    await page.keyboard.press("End");
    await moved(page, 0);
  });
  assert.ok(pause < PAUSE_MS, `the page could not react for ${Math.round(pause)} ms`);
  const said = `${await output(page).innerText()} ${await page.locator(".standing").innerText()}`;
  assert.match(said, /refused: 1|ended at the page's limit|killed|memory/i);
  assert.doesNotMatch(said, /all of it/);
  assert.ok((await step(page)) > 0);
});
