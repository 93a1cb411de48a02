// Who decides a held call: two of two across groups, and never whoever asked, by whichever account.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  file,
  memberWith,
  PASSWORD,
  run,
  signIn,
  test,
} from "./deployment";
import { callWriting, gatewayKey, hold, linkApprover } from "./held";
import { asked, cookieOf } from "./pages/wire";

const NAME = `people-${Date.now()}`;
const url = () => process.env["ONBEHALF_E2E_URL"] ?? "";
const GROUPS = { lead: `${NAME}-leads`, security: `${NAME}-security` };
const asks = (tool: string, ...groups: string[]) => ({
  id: `${NAME}-${tool}`,
  subjects: ["anyone"],
  resources: [`tool:${NAME}/${tool}`],
  effect: "ask",
  approval: { steps: groups.map((group) => ({ from: [`group:${group}`], count: 1 })) },
});

let key: string;
test.beforeAll(async () => {
  const owner = await cookieOf(url(), memberWith("owner"), PASSWORD, "a journey");
  for (const [as, group] of Object.entries(GROUPS)) {
    const email = memberWith("approver", `${NAME}-${as}`);
    await linkApprover(url(), owner, { email, person: `${NAME}-${as}`, groups: [group] });
  }
  // The lead's other account: an agent signs in there as them.
  const link = { person: `${NAME}-lead`, iss: "https://git.example", sub: "their-other-name" };
  const headers = { cookie: owner };
  await asked(url(), { method: "POST", path: "/api/v1/links", headers, json: link });
  const rules = [asks("both", GROUPS.lead, GROUPS.security), asks("one", GROUPS.lead)];
  run("policy", "publish", file("policy.json", JSON.stringify({ rules })), "--reason", NAME);
  await callWriting(url(), owner, `${NAME}/both`);
  key = await gatewayKey(url(), owner, `${NAME}-gateway`);
});

const outcome = (page: Page) => page.getByRole("group", { name: "What became of it" });
const card = (page: Page) => page.getByRole("complementary", { name: "Approval" });

/** Reads the card to its end and says yes, by keys. */
async function approve(page: Page, id: string): Promise<void> {
  await page.goto(`/approvals?approval=${id}`);
  await expect(async () => {
    await page.keyboard.press("a");
    await expect(page.getByRole("form", { name: "Approve this call" })).toBeVisible({
      timeout: 300,
    });
  }).toPass();
  await page.keyboard.press("a");
  await expect(page.getByRole("form")).toHaveCount(0);
}

async function as(
  browser: Browser,
  member: string,
): Promise<{ page: Page; theirs: BrowserContext }> {
  const theirs = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(theirs, "approver", `${NAME}-${member}`);
  return { page: await theirs.newPage(), theirs };
}

test("two groups have to say yes: one alone leaves it waiting, and sees for whom", async ({
  browser,
}) => {
  const id = await hold(url(), key, { tool: `${NAME}/both`, arguments: { title: "Both" } });
  const first = await as(browser, "lead");
  await approve(first.page, id);
  await expect(card(first.page)).toContainText("It waits for somebody else too.");
  await expect(card(first.page)).toContainText("1/1");
  await expect(card(first.page).getByRole("button", { name: "Approve…" })).toHaveCount(0);
  await expectAccessible(first.page);
  const second = await as(browser, "security");
  await approve(second.page, id);
  await expect(outcome(second.page)).toContainText("Approved");
  // The first one's card says so by itself.
  await expect(outcome(first.page)).toContainText("Approved");
  await first.theirs.close();
  await second.theirs.close();
});

test("whoever asked cannot approve it, though they asked through another account of theirs", async ({
  browser,
}) => {
  const id = await hold(url(), key, {
    tool: `${NAME}/one`,
    iss: "https://git.example",
    sub: "their-other-name",
  });
  const { page, theirs } = await as(browser, "lead");
  await page.goto("/approvals");
  await expect(page.getByRole("heading", { name: "Nothing waits for you" })).toBeVisible();
  await page.goto(`/approvals?approval=${id}`);
  await expect(card(page)).toContainText(
    "You asked for this call yourself, with this account or another one of yours.",
  );
  await expect(card(page).getByRole("button", { name: /Approve|Deny/ })).toHaveCount(0);
  const answer = await page.request.post(`/api/v1/approvals/${id}/decide`, {
    headers: { origin: url() },
    data: { choice: "approve" },
  });
  expect(answer.status()).toBe(403);
  await expectAccessible(page);
  await theirs.close();
});
