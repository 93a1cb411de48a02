import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What depends on the theme, and not on the width. */
const COLOURS = ["color-contrast"];

/** What axe finds on the page as it stands, in both themes and both widths. */
export async function barriersOf(page: Page): Promise<string[]> {
  // In the page alone: there are no frames, and another tab would put this one to sleep.
  const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
  const found: string[] = [];
  const note = async (where: string, builder: AxeBuilder) => {
    if ((await builder.analyze()).violations.length === 0) return;
    // What fades from one theme or state to the next is looked at once more.
    await page.waitForTimeout(500);
    const { violations } = await builder.analyze();
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ html }) => `${where}: ${id}: ${html.slice(0, 300)}`));
  };
  await page.emulateMedia({ colorScheme: "light" });
  await note("desk, light", axe());
  await page.emulateMedia({ colorScheme: "dark" });
  await note("desk, dark", axe().withRules(COLOURS));
  await page.setViewportSize(PHONE);
  await note("phone", axe().disableRules(COLOURS));
  await page.setViewportSize(DESK);
  return found;
}
