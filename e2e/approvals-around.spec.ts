// What stands around a decision: deputies, broken glass and its review, grants, what ran, figures.
import type { BrowserContext, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  file,
  importRecords,
  memberWith,
  PASSWORD,
  run,
  signIn,
  test,
} from "./deployment";
import { callWriting, gatewayKey, type Held, hold, ISS, linkApprover } from "./held";
import { asked, cookieOf } from "./pages/wire";

const NAME = `around-${Date.now()}`;
const SERVER = `${NAME}-bank`;
const person = (who: string) => `${NAME}-${who}`;
const [ann, ben, cleo, olga] = [person("ann"), person("ben"), person("cleo"), person("olga")];
const url = () => process.env["ONBEHALF_E2E_URL"] ?? "";
const call = (account: string, more: Partial<Held> = {}): Held => ({
  tool: `${SERVER}/close_account`,
  sub: `${NAME}-nina`,
  agent: "night-agent",
  arguments: { account },
  ...more,
});

let key: string;
const contexts = new Map<string, BrowserContext>();
const roleOf = (who: string) => (who === olga ? "owner" : "approver");

test.beforeAll(async ({ browser }) => {
  const owner = await cookieOf(url(), memberWith("owner"), PASSWORD, "a journey");
  for (const who of [ann, ben, cleo, olga]) {
    const groups = who === ann || who === cleo ? [`${NAME}-leads`] : [];
    await linkApprover(url(), owner, { email: memberWith(roleOf(who), who), person: who, groups });
    const context = await browser.newContext({ baseURL: url() });
    await signIn(context, roleOf(who), who);
    contexts.set(who, context);
  }
  const rule = {
    id: `${NAME}-ask`,
    name: "Closing an account waits for a lead",
    subjects: ["anyone"],
    resources: [`tool:${SERVER}/*`],
    effect: "ask",
    approval: { steps: [{ from: [`group:${NAME}-leads`] }], wider: ["same_arguments"] },
  };
  run("policy", "publish", file("p.json", JSON.stringify({ rules: [rule] })), "--reason", NAME);
  await callWriting(url(), owner, `${SERVER}/close_account`);
  key = await gatewayKey(url(), owner, `${NAME}-gateway`);
});

// Deciding needs a sign-in of the last five minutes.
test.beforeEach(() => signIn(contextOf(ann), "approver", ann));
// A card that is open asks for itself every two seconds.
test.afterEach(async () => {
  for (const context of contexts.values()) for (const page of context.pages()) await page.close();
});

function contextOf(who: string): BrowserContext {
  const context = contexts.get(who);
  if (!context) throw new Error(`nobody is called ${who}`);
  return context;
}

const held = (account: string, more: Partial<Held> = {}) => hold(url(), key, call(account, more));

async function decide(who: string, id: string, answer: object): Promise<void> {
  const answered = await contextOf(who).request.post(`/api/v1/approvals/${id}/decide`, {
    data: answer,
    headers: { origin: url() },
  });
  expect([answered.status(), await answered.text()]).toEqual([200, expect.any(String)]);
}

const card = (page: Page) => page.getByRole("complementary", { name: "Approval" });

async function open(who: string, path: string): Promise<Page> {
  const page = await contextOf(who).newPage();
  await page.goto(path);
  return page;
}
const openCard = async (who: string, id: string) => {
  const page = await open(who, `/approvals?approval=${id}`);
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText("close_account");
  return page;
};

test("a deputy is named between two dates, and decides for who is away", async () => {
  const page = await open(ann, "/approvals");
  await page.getByRole("link", { name: "Deputies" }).click();
  await expect(page.getByText("You have none.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Name a deputy" }).click();
  await page.getByLabel("Deputy", { exact: true }).selectOption(ben);
  await page.getByLabel("Reason").fill("two weeks of holiday");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Name the deputy" }).click();
  const mine = page.getByRole("table", { name: "Your deputy" });
  await expect(mine).toContainText(`${ben} for you`);
  await expect(mine).toContainText("two weeks of holiday");
  await expect(page.getByRole("button", { name: "Name a deputy" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );

  const id = await held("A-1");
  const theirs = await open(ben, "/approvals/deputies");
  const whose = theirs.getByRole("table", { name: "Whose deputy you are" });
  await expect(whose).toContainText(`You for ${ann}`);
  const { items } = await asked<{ items: { from: { memberId: string } }[] }>(url(), {
    path: "/api/v1/approval-delegations",
    headers: { cookie: await cookieOf(url(), memberWith("approver", ann), PASSWORD, "a journey") },
  });
  await decide(ben, id, { choice: "approve", for: items[0]?.from.memberId });
  const seen = await openCard(ann, id);
  await expect(card(seen).getByRole("list", { name: "Who decided" })).toContainText(
    `${ben}, for ${ann}, said yes`,
  );

  await page.getByRole("button", { name: `End ${ben} as your deputy` }).click();
  await page.getByRole("button", { name: "End it now" }).click();
  await expect(page.getByRole("table", { name: "Past deputies" })).toContainText("ended early");
});

/** A passkey of the machine that the browser runs on. */
async function addPasskey(page: Page): Promise<void> {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/settings/profile");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name").fill("This machine");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("list", { name: "Passkeys" })).toContainText("This machine");
}

test("an owner breaks the glass; who was passed over sees it, and reviews it", async () => {
  const id = await held("A-2");
  const page = await openCard(olga, id);
  const breaks = page.getByRole("button", { name: "Break the glass…" });
  await expect(breaks).toHaveAttribute("aria-disabled", "true");
  await addPasskey(page);
  await page.goto(`/approvals?approval=${id}`);
  await breaks.click();
  const dialog = page.getByRole("dialog", { name: "Let it through past everybody" });
  await expect(dialog).toContainText(`${ann} and ${cleo}`);
  await expectAccessible(page);
  await dialog.getByLabel("Reason").fill("too short");
  await dialog.getByRole("button", { name: "Break the glass" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Reason").fill("accounts are being drained, INC-12");
  await dialog.getByRole("button", { name: "Break the glass" }).click();
  await expect(card(page)).toContainText(`${olga} let it through past everybody`);
  await expect(card(page).getByRole("status").first()).toContainText("Let through past everybody");
  await expect(card(page)).toContainText("waits for a review by an approver");
  await page.close();
  const inbox = await open(ann, "/approvals");
  const strip = inbox.getByRole("region", { name: "To look at" });
  await expect(strip).toContainText("1 broken glass waits for a review");
  await expectAccessible(inbox);
  await strip.getByRole("link").click();
  await expect(card(inbox)).toContainText("accounts are being drained, INC-12");
  await card(inbox).getByRole("button", { name: "I have seen it" }).click();
  await expect(card(inbox).getByText("You were passed over here.")).toHaveCount(0);
  await card(inbox).getByLabel("Your review").fill("It was right; the rule gets a second group.");
  await expectAccessible(inbox);
  await card(inbox).getByRole("button", { name: "Save the review" }).click();
  await expect(card(inbox)).toContainText("Reviewed by");
  await expect(strip).toHaveCount(0);
});

test("what ran is shown with its verdict, and what is not as it was approved in words", async () => {
  const session = `${NAME}-night`;
  const id = await held("A-3", { context: { session } });
  await decide(ann, id, { choice: "approve", reason: "it was asked for by mail" });
  const answer = await asked<{ decision: boolean }>(url(), {
    method: "POST",
    path: `/api/v1/approvals/${id}/redeem`,
    headers: { authorization: `Bearer ${key}` },
    json: {
      subject: { type: "user", id: `${NAME}-nina`, properties: { iss: ISS } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${SERVER}/close_account` },
      context: { arguments: { account: "A-3" }, agent: "night-agent", session },
    },
  });
  expect(answer.decision).toBe(true);
  const record = {
    id: `run-${id}`,
    type: "tool.call",
    time: new Date().toISOString(),
    caller: { evidence: "validated", iss: ISS, sub: `${NAME}-nina` },
    client: { id: "night-agent" },
    session: { id: session },
    server: { name: SERVER },
    tool: { name: "close_account", arguments: { account: "A-4" } },
    downstream: { evidence: "validated", kind: "user_token", iss: ISS, sub: `${NAME}-svc` },
    approval: { id },
    outcome: { status: "ok", durationMs: 40 },
  };
  expect(importRecords("native", [record], `${NAME}-gateway`)).toMatchObject({ stored: 1 });
  const page = await openCard(olga, id);
  const ran = card(page).getByRole("list", { name: "Calls that name this approval" });
  await expect(ran).toContainText("it had other arguments", { timeout: 15_000 });
  await expect(ran.getByRole("link", { name: "Open the call" })).toBeVisible();

  const part = (name: string) => card(page).getByRole("tab", { name });
  const list = (name: string) => card(page).getByRole("list", { name });
  await expect(list("Calls of the same session, newest first")).toContainText("close_account");
  await part("Similar calls").click();
  await expect(list("Calls of this caller with this tool, newest first")).toContainText(
    "close_account",
  );
  await part("Policy").click();
  await expect(card(page)).toContainText("and asks the same people");
  await part("Caller").click();
  await expect(list("Other approvals of this caller, newest first")).toContainText("close_account");
  await expectAccessible(page);

  // Who may not see calls is told so, and sees what is theirs.
  const theirs = await openCard(ann, id);
  await expect(card(theirs)).toContainText("seen with the permission calls:read");
});

test("a grant is listed with its uses, and taken back", async () => {
  const id = await held("A-5");
  await decide(ann, id, { choice: "approve", scope: "same_arguments" });
  const page = await open(ann, "/approvals/grants");
  const grants = page.getByRole("table", { name: "Grants in force" });
  await expect(grants).toContainText("The same call with the same arguments");
  await expect(grants).toContainText("0 of 100");
  await expectAccessible(page);
  await grants.getByRole("button", { name: /^Take back the grant/ }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("it was meant once");
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("table", { name: "Past grants" })).toContainText("it was meant once");
  await expect(grants).toHaveCount(0);
});

test("a yes that was not used is taken back with a reason", async () => {
  const id = await held("A-6");
  await decide(ann, id, { choice: "approve" });
  const page = await openCard(ann, id);
  await page.getByRole("button", { name: "Take it back…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("the wrong account");
  await page.getByRole("button", { name: "Take it back", exact: true }).click();
  await expect(card(page)).toContainText("the wrong account");
  await expect(page.getByRole("button", { name: "Take it back…" })).toHaveCount(0);
});

test("who else has it on screen is said to the others", async () => {
  const id = await held("A-7");
  const page = await openCard(ann, id);
  await openCard(cleo, id);
  await expect(card(page)).toContainText(`${cleo} is looking at it`);
  await expectAccessible(page);
});

test("after ten equal approvals a rule is offered, as a draft that is reviewed", async () => {
  const sub = `${NAME}-otto`;
  for (let n = 0; n < 10; n += 1) {
    await decide(ann, await held(`B-${n}`, { sub }), { choice: "approve" });
  }
  const id = await held("B-10", { sub });
  const offer = (page: Page) => card(page).getByRole("region", { name: "A rule instead" });
  const theirs = await openCard(ann, id);
  await expect(offer(theirs)).toContainText("10 times in a row");
  await expect(offer(theirs).getByRole("button")).toHaveAttribute("aria-disabled", "true");
  const page = await openCard(olga, id);
  await offer(page).getByRole("button", { name: "Make a draft rule" }).click();
  await expect(page).toHaveURL(/\/permissions\/drafts\/[^/]+\/review/);
  await expect(page.getByRole("region", { name: "What it changes" })).toContainText(
    `${SERVER}/close_account`,
  );
});

test("figures say how much was asked, and of whom too much is", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto("/approvals/figures");
  const days = page.getByRole("list", { name: "Requests a day" }).getByRole("listitem");
  await expect(days).toHaveCount(30);
  const people = page.getByRole("table", { name: "Who decided" });
  await expect(people.getByRole("row", { name: new RegExp(ann) })).toContainText(
    "Takes less than 3 seconds for half of them",
  );
  await expectAccessible(page);
});
