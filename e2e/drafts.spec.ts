// The life of a change of the policy: draft, review, a second admin, publish, conflict, roll back.
import type { BrowserContext, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  file,
  importRecords,
  memberWith,
  run,
  signIn,
  test,
} from "./deployment";
import { servedCall } from "./records";

const NAME = `life-${Date.now()}`;
const ORIGIN = process.env["ONBEHALF_E2E_URL"] ?? "";
const rule = (id: string, more: object = {}) => ({
  id,
  subjects: [`group:${NAME}-others`],
  resources: [`tool:${NAME}/${id}`],
  effect: "allow",
  ...more,
});
const text = (rules: object[], more: object = {}) =>
  `// of ${NAME}\n${JSON.stringify({ rules, ...more }, null, 2)}\n`;

/** Puts a document in force as the operator, who meets the guard rails of the document alone. */
function inForce(rules: object[]): void {
  run("policy", "publish", file("policy.jsonc", text(rules)), "--reason", `start of ${NAME}`);
}

async function begin(page: Page, title: string): Promise<void> {
  await page.goto("/permissions/drafts");
  await page.getByRole("button", { name: "New draft" }).click();
  await page.getByLabel("What it is to change").fill(title);
  await page.getByRole("button", { name: "Begin the draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
}

const editor = (page: Page) => page.getByRole("textbox", { name: "The draft’s text" });

/** Writes the whole text by keyboard and saves it. */
async function write(page: Page, document: string, save = true): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(document);
  if (!save) return;
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText(/^Saved/)).toBeVisible();
}

const review = (page: Page) => page.getByRole("link", { name: "Review and publish" }).click();
const publishButton = (page: Page) => page.getByRole("button", { name: /^Publish version/ });
const changes = (page: Page) => page.getByRole("region", { name: "What it changes" });

async function publish(page: Page, reason: string): Promise<void> {
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
async function twoAdmins(owner: BrowserContext, admin: BrowserContext): Promise<void> {
  await signIn(owner, "owner");
  await signIn(admin, "admin");
  for (const [who, email] of [
    ["ada", memberWith("admin")],
    ["olga", memberWith("owner")],
  ] as const) {
    const csv = `person,iss,sub,name\n${NAME}-${who},https://idp.acme.example,${NAME}-${who},${who}\n`;
    run("directory", "import", "--links", file("people.csv", csv));
    const joined = await owner.request.post("/api/v1/groups", {
      data: { group: `${NAME}-${who}s`, person: `${NAME}-${who}` },
      headers: { origin: ORIGIN },
    });
    expect(joined.status()).toBeLessThan(300);
    await linkTo(owner, email, `${NAME}-${who}`);
  }
}

test("of two admins at once the second is refused, sees both changes, and loses nothing", async ({
  page,
  context,
  browser,
}) => {
  inForce([rule("read"), rule("write")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(context, theirs);
  const other = await theirs.newPage();

  await begin(page, `${NAME} mine`);
  await write(page, text([rule("read"), rule("write"), rule("mine", { effect: "ask" })]));
  await begin(other, `${NAME} theirs`);
  await write(other, text([rule("read"), rule("write"), rule("theirs")]));
  await review(other);
  await expect(changes(other)).toContainText(`${NAME}/theirs`);
  await review(page);
  await expect(changes(page)).toContainText(`${NAME}/mine`);
  await expect(page.getByText("No second admin is needed")).toBeVisible();
  await expectAccessible(page);
  await publish(other, "theirs comes first");
  await expect(other.getByText(/In force since/)).toBeVisible();

  await publish(page, "mine comes second");
  const conflict = page.getByRole("region", { name: "Somebody else published first" });
  await expect(conflict).toContainText("theirs comes first");
  await expect(conflict.getByRole("region", { name: "Their change", exact: true })).toContainText(
    `"theirs"`,
  );
  await expect(
    conflict.getByRole("region", { name: "This draft’s change", exact: true }),
  ).toContainText(`"mine"`);
  await expect(publishButton(page)).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await conflict.getByRole("button", { name: "Take theirs in" }).click();
  await expect(conflict).toHaveCount(0);
  await publish(page, "mine comes second");
  await expect(page.getByText(/In force since/)).toBeVisible();
  await page
    .getByRole("link", { name: /^version \d+$/ })
    .first()
    .click();
  const whole = page.getByRole("textbox", { name: /^The text of version/ });
  for (const id of ["read", "write", "theirs", "mine"])
    await expect(whole).toContainText(`"${id}"`);
  await theirs.close();
});

test("of two who write one draft the second sees the first one's text beside theirs", async ({
  page,
  context,
  browser,
}) => {
  inForce([rule("read"), rule("write")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(context, theirs);
  const other = await theirs.newPage();
  await begin(page, `${NAME} shared`);
  await other.goto(page.url());
  await write(page, text([rule("read"), rule("write"), rule("first")]));
  await write(other, text([rule("read"), rule("write"), rule("second")]), false);
  await expect(other.getByText("Not saved yet")).toBeVisible();
  await other.getByRole("button", { name: "Save" }).click();
  const conflict = other.getByRole("alert", { name: "Somebody else saved first" });
  await expect(conflict.getByRole("region", { name: "Their change", exact: true })).toContainText(
    `"first"`,
  );
  await expect(conflict.getByRole("region", { name: "Your change", exact: true })).toContainText(
    `"second"`,
  );
  await expectAccessible(other);
  await conflict.getByRole("button", { name: "Take theirs into mine" }).click();
  await expect(editor(other)).toContainText(`"first"`);
  await expect(editor(other)).toContainText(`"second"`);
  other.once("dialog", (dialog) => void dialog.dismiss());
  await other.getByRole("link", { name: "Drafts" }).click();
  await expect(other.getByText("Not saved yet")).toBeVisible();
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await theirs.close();
});

test("who would get more by their own change cannot publish it alone; a second admin agrees, and it is rolled back", async ({
  page,
  context,
  browser,
}) => {
  inForce([rule("read")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(theirs, context);
  const second = await theirs.newPage();
  await begin(page, `${NAME} for me`);
  const mine = rule("loose", { subjects: [`group:${NAME}-adas`] });
  await write(page, text([rule("read"), mine]));
  await review(page);
  await expect(changes(page)).toContainText(`group ${NAME}-adas`);
  await page.getByLabel("Why", { exact: true }).fill("I want it");
  await expect(page.getByText("A second admin has to agree").first()).toBeVisible();
  await expect(publishButton(page)).toHaveAttribute(
    "aria-description",
    "A second admin has to agree first",
  );
  await expect(page.getByRole("button", { name: "Agree…" })).toHaveAttribute(
    "aria-description",
    /You wrote some of it/,
  );

  await second.goto(page.url());
  await second.getByRole("button", { name: "Agree…" }).click();
  await second.getByRole("dialog").getByLabel("Why you agree").fill("she needs it on call");
  await second.getByRole("dialog").getByRole("button", { name: "Agree", exact: true }).click();
  await expect(second.getByText("she needs it on call")).toBeVisible();
  await page.reload();
  await publish(page, "on call needs it");
  await expect(page.getByText(/In force since/)).toBeVisible();

  await page.goto("/permissions/versions");
  const rows = page.getByRole("table", { name: "Versions" }).getByRole("row");
  await expect(rows.nth(1)).toContainText(`agreed to by ${memberWith("owner")}`);
  await expectAccessible(page);
  await rows
    .nth(2)
    .getByRole("link", { name: /^Version/ })
    .click();
  await page.getByRole("button", { name: "Roll back to it…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("the shift is over");
  await page.getByRole("button", { name: "Make the draft" }).click();
  await expect(page).toHaveURL(/\/review$/);
  await expect(changes(page)).toContainText("loses 1");
  await publish(page, "the shift is over");
  await expect(page.getByText(/In force since/)).toBeVisible();
  await page.goto("/permissions/versions/compare");
  await expect(page.getByRole("table", { name: /line by line$/ })).toContainText(`"loose"`);
  await theirs.close();
});

test("a broken text, an approval that nobody can give, a failing test and a rule for everything are stopped at their place", async ({
  page,
  context,
  browser,
}) => {
  inForce([rule("read")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(context, theirs);
  await theirs.close();
  await begin(page, `${NAME} broken`);
  await write(page, `{ "rules": [\n  { "id": "x",, } ] }`);
  const problems = page.getByRole("list", { name: "Problems" });
  await expect(problems.getByRole("button").first()).toContainText("2:");
  await expectAccessible(page);
  await review(page);
  await expect(page.getByText(/^The text has/)).toBeVisible();
  await expect(publishButton(page)).toHaveAttribute("aria-description", "The text has an error");
  await page
    .getByRole("link", { name: /^line 2/ })
    .first()
    .click();
  await expect(page).toHaveURL(/line=2/);

  const nobody = rule("held", {
    effect: "ask",
    approval: { steps: [{ from: [`group:${NAME}-nobody`], count: 2 }] },
  });
  await write(page, text([rule("read"), nobody]));
  await expect(problems).toContainText("needs 2 and nobody could decide");

  const asks = {
    subject: { type: "user", id: `${NAME}-carol`, properties: { groups: [`${NAME}-others`] } },
    action: { name: "tools/call" },
    resource: { type: "tool", id: `${NAME}/read` },
  };
  const failing = { tests: [{ name: "others cannot read", request: asks, expect: "deny" }] };
  await write(page, text([rule("read")], failing));
  await expect(problems).toContainText("expects deny and gets allow");
  await review(page);
  await expect(page.getByRole("table", { name: "Tests" })).toContainText("gets allow");
  await page.getByLabel("Why", { exact: true }).fill("it must pass");
  await expect(publishButton(page)).toHaveAttribute("aria-description", /A test fails/);

  await page.getByRole("button", { name: "Change the test others cannot read" }).click();
  await page.getByLabel("Must be").selectOption("allow");
  await page.getByRole("button", { name: "Save the test" }).click();
  await expect(page.getByRole("table", { name: "Tests" })).toContainText("passes");

  await page.getByRole("link", { name: "Text", exact: true }).click();
  const wide = rule("wide", { effect: "deny", resources: ["tool:*/*"] });
  await write(page, text([rule("read"), wide]));
  await expect(problems).toContainText("matches everything");
  await review(page);
  const confirm = page.getByLabel(/^I mean it: wide/);
  await expect(page.getByText(/touches \d.* tools? and \d+ identit/)).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("they are gone");
  await expect(publishButton(page)).toHaveAttribute("aria-description", /Confirm the rules/);
  await expectAccessible(page);
  await confirm.check();
  await publishButton(page).click();
  await expect(page.getByText(/In force since/)).toBeVisible();
});

test("a replay shows which real calls would be denied, leads to them, and says when it is of an earlier text", async ({
  page,
  context,
}) => {
  const records = [1, 2, 3].map((n) =>
    servedCall(`${NAME}-replayed-${n}`, { server: { name: NAME }, tool: { name: "replayed" } }),
  );
  importRecords("native", records);
  inForce([rule("replayed", { subjects: ["anyone"] })]);
  await signIn(context, "admin");
  await begin(page, `${NAME} replayed`);
  await write(page, text([rule("other")]));
  await review(page);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  const revoked = page.getByRole("button", { name: /^Revoked/ });
  await expect(revoked).toContainText("Revoked3", { timeout: 30_000 });
  await expect(page.getByText(/calls, the oldest of/)).toBeVisible();
  await revoked.click();
  const found = page.getByRole("table", { name: "What the replay found" });
  await expect(found).toContainText(`${NAME}/replayed`);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Text", exact: true }).click();
  await write(page, text([rule("another")]));
  await review(page);
  await expect(page.getByText(/Replay again\.$/)).toBeVisible();
  await found.getByRole("link", { name: /^3/ }).click();
  await expect(page).toHaveURL(/\/calls\?/);
  await expect(page.getByText("replayed").first()).toBeVisible();
});
