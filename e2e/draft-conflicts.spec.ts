// Two at once: whoever comes second is told, sees both changes, and loses nothing.
import { expect, expectAccessible, test } from "./deployment";
import {
  beginDraft,
  changes,
  editor,
  hearsNothing,
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

test("of two admins at once the second is refused, sees both changes, and loses nothing", async ({
  page,
  context,
  browser,
}) => {
  inForce([lifeRule("read"), lifeRule("write")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(context, theirs);
  const other = await theirs.newPage();

  await beginDraft(page, `${LIFE} mine`);
  await write(
    page,
    lifeText([lifeRule("read"), lifeRule("write"), lifeRule("mine", { effect: "ask" })]),
  );
  await beginDraft(other, `${LIFE} theirs`);
  await write(other, lifeText([lifeRule("read"), lifeRule("write"), lifeRule("theirs")]));
  await review(other);
  await expect(changes(other)).toContainText(`${LIFE}/theirs`);
  await review(page);
  await expect(changes(page)).toContainText(`${LIFE}/mine`);
  await expect(page.getByText("No second admin is needed")).toBeVisible();
  await expectAccessible(page);
  const hears = await hearsNothing(page);
  await publish(other, "theirs comes first");
  await expect(other.getByText(/In force since/)).toBeVisible();

  await publish(page, "mine comes second");
  await hears();
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
  inForce([lifeRule("read"), lifeRule("write")]);
  const theirs = await browser.newContext({ baseURL: ORIGIN });
  await twoAdmins(context, theirs);
  const other = await theirs.newPage();
  await beginDraft(page, `${LIFE} shared`);
  await other.goto(page.url());
  await expect(editor(other)).toBeVisible();
  const hears = await hearsNothing(other);
  await write(page, lifeText([lifeRule("read"), lifeRule("write"), lifeRule("first")]));
  await write(other, lifeText([lifeRule("read"), lifeRule("write"), lifeRule("second")]), false);
  await expect(other.getByText("Not saved yet")).toBeVisible();
  await hears();
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
