// The life of a change of the policy: draft, review, a second admin, publish, roll back.
import { expect, expectAccessible, importRecords, memberWith, signIn, test } from "./deployment";
import {
  beginDraft,
  changes,
  inForce,
  LIFE,
  lifeRule,
  lifeText,
  ORIGIN,
  publish,
  publishButton,
  review,
  twoAdmins,
  write,
} from "./draft-life";
import { servedCall } from "./records";

test("who would get more by their own change cannot publish it alone; a second admin agrees, and it is rolled back", async ({
  page,
  context,
  browser,
}) => {
  inForce([lifeRule("read")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(theirs, context);
  const second = await theirs.newPage();
  await beginDraft(page, `${LIFE} for me`);
  const mine = lifeRule("loose", { subjects: [`group:${LIFE}-adas`] });
  await write(page, lifeText([lifeRule("read"), mine]));
  await review(page);
  await expect(changes(page)).toContainText(`group ${LIFE}-adas`);
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
  await expect(page.getByRole("status").filter({ hasText: "In force since" })).toBeFocused();

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
  inForce([lifeRule("read")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(context, theirs);
  await theirs.close();
  await beginDraft(page, `${LIFE} broken`);
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

  const nobody = lifeRule("held", {
    effect: "ask",
    approval: { steps: [{ from: [`group:${LIFE}-nobody`], count: 2 }] },
  });
  await write(page, lifeText([lifeRule("read"), nobody]));
  await expect(problems).toContainText("needs 2 and nobody could decide");

  const asks = {
    subject: { type: "user", id: `${LIFE}-carol`, properties: { groups: [`${LIFE}-others`] } },
    action: { name: "tools/call" },
    resource: { type: "tool", id: `${LIFE}/read` },
  };
  const failing = { tests: [{ name: "others cannot read", request: asks, expect: "deny" }] };
  await write(page, lifeText([lifeRule("read")], failing));
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
  const wide = lifeRule("wide", { effect: "deny", resources: ["tool:*/*"] });
  await write(page, lifeText([lifeRule("read"), wide]));
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
    servedCall(`${LIFE}-replayed-${n}`, { server: { name: LIFE }, tool: { name: "replayed" } }),
  );
  importRecords("native", records);
  inForce([lifeRule("replayed", { subjects: ["anyone"] })]);
  await signIn(context, "admin");
  await beginDraft(page, `${LIFE} replayed`);
  await write(page, lifeText([lifeRule("other")]));
  await review(page);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  const revoked = page.getByRole("button", { name: /^Revoked/ });
  await expect(revoked).toContainText("Revoked3", { timeout: 30_000 });
  await expect(page.getByText(/calls, the oldest of/)).toBeVisible();
  await revoked.click();
  const found = page.getByRole("table", { name: "What the replay found" });
  await expect(found).toContainText(`${LIFE}/replayed`);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Text", exact: true }).click();
  await write(page, lifeText([lifeRule("another")]));
  await review(page);
  await expect(page.getByText(/Replay again\.$/)).toBeVisible();
  await found.getByRole("link", { name: /^3/ }).click();
  await expect(page).toHaveURL(/\/calls\?/);
  await expect(page.getByText("replayed").first()).toBeVisible();
});
