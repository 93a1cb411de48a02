// What the journeys of drafts share: documents of their own, two admins, and the ways of the pages.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, file, memberWith, run, signIn } from "./deployment";

export const LIFE = `life-${Date.now()}`;
export const ORIGIN = process.env["ONBEHALF_E2E_URL"] ?? "";
export const lifeRule = (id: string, more: object = {}) => ({
  id,
  subjects: [`group:${LIFE}-others`],
  resources: [`tool:${LIFE}/${id}`],
  effect: "allow",
  ...more,
});
export const lifeText = (rules: object[], more: object = {}) =>
  `// of ${LIFE}\n${JSON.stringify({ rules, ...more }, null, 2)}\n`;

/** Puts a document in force as the operator, who meets the guard rails of the document alone. */
export function inForce(rules: object[]): void {
  run("policy", "publish", file("policy.jsonc", lifeText(rules)), "--reason", `start of ${LIFE}`);
}

export async function beginDraft(page: Page, title: string): Promise<void> {
  await page.goto("/permissions/drafts");
  await page.getByRole("button", { name: "New draft" }).click();
  await page.getByLabel("What it is to change").fill(title);
  await page.getByRole("button", { name: "Begin the draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
}

export const editor = (page: Page) => page.getByRole("textbox", { name: "The draft’s text" });

/** Writes the whole text by keyboard and saves it. */
export async function write(page: Page, document: string, save = true): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(document);
  if (!save) return;
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText(/^Saved/)).toBeVisible();
}

/** As if what others save had not reached the page yet; the way to end it. */
export async function hearsNothing(page: Page): Promise<() => Promise<void>> {
  const draft = /\/api\/v1\/policy\/drafts\/[^/?]+$/;
  await page.route(draft, (route) =>
    route.request().method() === "GET" ? route.abort() : route.continue(),
  );
  return () => page.unroute(draft);
}

export const review = (page: Page) =>
  page.getByRole("link", { name: "Review and publish" }).click();
export const publishButton = (page: Page) => page.getByRole("button", { name: /^Publish version/ });
export const changes = (page: Page) => page.getByRole("region", { name: "What it changes" });

export async function publish(page: Page, reason: string): Promise<void> {
  await page.getByLabel("Why", { exact: true }).fill(reason);
  await expect(publishButton(page)).not.toHaveAttribute("aria-disabled", "true");
  await publishButton(page).click();
}

/** The member's own rights are those of this person. */
async function linkTo(context: BrowserContext, email: string, person: string): Promise<void> {
  const { items }: { items: { id: string; email: string }[] } = await (
    await context.request.get("/api/v1/members")
  ).json();
  const id = items.find((one) => one.email === email)?.id ?? "";
  const answer = await context.request.put(`/api/v1/members/${id}/person`, {
    data: { person },
    headers: { origin: ORIGIN },
  });
  expect(answer.status()).toBeLessThan(300);
}

/** Two admins, each with a person and a group of their own. */
export async function twoAdmins(owner: BrowserContext, admin: BrowserContext): Promise<void> {
  await signIn(owner, "owner");
  await signIn(admin, "admin");
  for (const [who, email] of [
    ["ada", memberWith("admin")],
    ["olga", memberWith("owner")],
  ] as const) {
    const csv = `person,iss,sub,name\n${LIFE}-${who},https://idp.acme.example,${LIFE}-${who},${who}\n`;
    run("directory", "import", "--links", file("people.csv", csv));
    const joined = await owner.request.post("/api/v1/groups", {
      data: { group: `${LIFE}-${who}s`, person: `${LIFE}-${who}` },
      headers: { origin: ORIGIN },
    });
    expect(joined.status()).toBeLessThan(300);
    await linkTo(owner, email, `${LIFE}-${who}`);
  }
}
