import type { Page } from "@playwright/test";
import { type Violation, violationsOn } from "../violations";

export const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What depends on the theme, and not on the width. */
const COLOURS = ["color-contrast"];

/** What axe finds on the page as it stands, in both themes and both widths. */
export async function barriersOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  const note = (where: string, violations: readonly Violation[]) => {
    for (const { id, nodes } of violations)
      found.push(...nodes.map((html) => `${where}: ${id}: ${html.slice(0, 300)}`));
  };
  await page.emulateMedia({ colorScheme: "light" });
  note("desk, light", await violationsOn(page));
  await page.emulateMedia({ colorScheme: "dark" });
  note("desk, dark", await violationsOn(page, (axe) => axe.withRules(COLOURS)));
  await page.setViewportSize(PHONE);
  note("phone", await violationsOn(page, (axe) => axe.disableRules(COLOURS)));
  await page.setViewportSize(DESK);
  return found;
}
