import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const SERVER = "slow-wiki";

test("a search that takes long shows what it has, how far it got, and goes on until it is stopped", async ({
  page,
  context,
}) => {
  const records = ["first", "second"].map((name, n) =>
    servedCall(`slow-${name}-${Date.now()}`, {
      time: new Date(Date.now() - n * 7_200_000).toISOString(),
      server: { name: SERVER },
      tool: { name },
    }),
  );
  importRecords("native", records, "slow-gw");
  await signIn(context, "viewer");
  await page.goto("/calls?q=server:nothing-yet");
  // The server answers in time here: the answer is cut as it would be over millions of calls.
  let held: (() => void) | undefined;
  let answers = 0;
  await page.route(/\/api\/v1\/calls\?/, async (route) => {
    const answer = await (await route.fetch()).json();
    answers += 1;
    if (answers === 1) {
      const [newest] = answer.items;
      const at = Date.parse(newest.time) * 1000;
      await route.fulfill({
        json: {
          ...answer,
          items: [newest],
          searchedTo: newest.time,
          next: `o.at.${at}.3600000`,
        },
      });
      return;
    }
    await new Promise<void>((resolve) => (held = resolve));
    await route.fulfill({ json: answer }).catch(() => {});
  });
  const bar = page.getByRole("textbox", { name: "Query" });
  await bar.fill(`server:${SERVER}`);
  await bar.press("Enter");
  const rows = page.getByRole("table", { name: /Calls/ }).getByRole("rowgroup").last();
  await expect(rows.getByRole("row")).toHaveCount(1);
  await expect(page.getByText(/Searching, looked back to/)).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/Stopped, looked back to/)).toBeVisible();
  held?.();
  await expect(rows.getByRole("row")).toHaveCount(1);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => answers).toBe(3);
  held?.();
  await expect(rows.getByRole("row")).toHaveCount(2);
  await expect(rows).toContainText("second");
  await expect(page.getByText(/looked back to/)).toHaveCount(0);
});
