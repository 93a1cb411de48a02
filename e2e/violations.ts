import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export type Violation = { id: string; nodes: string[] };

/**
 * What axe finds on the page as it stands; what fades in or out is looked at once more. `which` leaves
 * out some of its rules.
 */
export async function violationsOn(
  page: Page,
  which: (axe: AxeBuilder) => AxeBuilder = (axe) => axe,
): Promise<Violation[]> {
  const first = await look(page, which);
  if (first.length === 0) return first;
  await page.waitForTimeout(500);
  return look(page, which);
}

async function look(page: Page, which: (axe: AxeBuilder) => AxeBuilder): Promise<Violation[]> {
  // All in the page: there are no frames, and the tab that axe opens for them would put this one to
  // sleep. What is in order is not worked out in detail.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);
  const { violations } = await which(axe).analyze();
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}
