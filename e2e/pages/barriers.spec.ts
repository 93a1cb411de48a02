// The look at every page finds what is wrong in one theme or at one width alone.
import { expect, test } from "@playwright/test";
import { barriersOf } from "./barriers";

const STYLE = `
  body { background: #fff; color: #000 }
  @media (prefers-color-scheme: light) { .by-day { color: #bbb } }
  @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } .by-night { color: #444 } }
  @media (min-width: 600px) { .on-a-phone { display: none } }`;
const pageOf = (body: string) => `<!doctype html><html lang="en"><head><title>A page</title>
  <style>${STYLE}</style></head><body><main><h1>A page</h1>${body}</main></body></html>`;

test("a sound page has no barrier", async ({ page }) => {
  await page.setContent(pageOf("<p>All is well</p>"));
  expect(await barriersOf(page)).toEqual([]);
});

test("a barrier is found in the one theme, or at the one width, in which it is", async ({
  page,
}) => {
  await page.setContent(
    pageOf(
      `<p class="by-day">Faint by day</p><p class="by-night">Faint by night</p><button class="on-a-phone"></button>`,
    ),
  );
  expect(await barriersOf(page)).toEqual([
    `desk, light: color-contrast: <p class="by-day">Faint by day</p>`,
    `desk, dark: color-contrast: <p class="by-night">Faint by night</p>`,
    `phone: button-name: <button class="on-a-phone"></button>`,
  ]);
});

test("a barrier of every variant is found once a look", async ({ page }) => {
  await page.setContent(
    pageOf(`<button></button><p style="color: #888; background: #999">Faint always</p>`),
  );
  expect(await barriersOf(page)).toEqual([
    "desk, light: button-name: <button></button>",
    `desk, light: color-contrast: <p style="color: #888; background: #999">Faint always</p>`,
    `desk, dark: color-contrast: <p style="color: #888; background: #999">Faint always</p>`,
    "phone: button-name: <button></button>",
  ]);
});
