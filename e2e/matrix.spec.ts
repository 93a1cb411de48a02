// Permissions by keyboard alone: from the version in force to a draft, cell by cell and in bulk.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";

const SERVER = "keyboard";
const TOOLS = ["create_note", "delete_note", "get_note", "list_notes"];
let clock = Date.now() - 3_600_000;
const time = () => new Date((clock += 1_000)).toISOString();

const note = {
  type: "object",
  properties: {
    folder: { type: "string", description: "Where it goes" },
    kind: { type: "string", enum: ["memo", "minutes"] },
  },
};

test.beforeAll(() => {
  importRecords("native", [
    {
      id: `matrix-list-${clock}`,
      time: time(),
      type: "tools.list",
      server: { name: SERVER },
      result: {
        tools: TOOLS.map((name) => ({ name, description: `Does ${name}`, inputSchema: note })),
      },
    },
    ...["00maya", "00noor"].map((sub) => ({
      id: `matrix-${sub}-${clock}`,
      time: time(),
      type: "tool.call",
      server: { name: SERVER },
      tool: { name: "get_note" },
      caller: { evidence: "validated", iss: "https://idp.acme.example", sub },
      downstream: {
        evidence: "validated",
        kind: "user_token",
        iss: "https://idp.acme.example",
        sub,
      },
      outcome: { status: "ok" },
    })),
  ]);
  const links = "person,iss,sub,name\nmaya,https://idp.acme.example,00maya,Maya\n";
  run("directory", "import", "--links", file("links.csv", links));
});

/** Puts a policy of its own in force; other journeys have theirs. */
function inForce(): void {
  const rules = [
    {
      id: "notes-read",
      name: "Writers read notes",
      subjects: ["group:note-writers"],
      resources: [`tool:${SERVER}/get_*`, `tool:${SERVER}/list_*`],
      effect: "allow",
    },
    {
      id: "notes-keep",
      name: "Nobody deletes notes",
      subjects: ["group:note-writers"],
      resources: [`tool:${SERVER}/delete_*`],
      effect: "deny",
    },
  ];
  const path = file("policy.json", JSON.stringify({ rules }));
  run("policy", "publish", path, "--reason", "a journey by keyboard");
}

const grid = (page: Page) => page.getByRole("grid");
const cell = (page: Page, tool: string, column = "note-writers") =>
  page.getByRole("gridcell", { name: `${column}, ${SERVER}/${tool}:` });

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** To the first tool of the server and the column of the group, wherever the reader is. */
async function goToFirst(page: Page): Promise<void> {
  await press(page, "Control+Home", "ArrowDown");
  const column = await page
    .getByRole("columnheader", { name: "note-writers" })
    .getAttribute("aria-colindex");
  for (let at = 2; at < Number(column); at++) await press(page, "ArrowRight");
}

test("every edit of the matrix is made by keyboard, in a draft, and is there after a reload", async ({
  page,
  context,
}) => {
  inForce();
  // A member without a draft: a key goes on in the one that there is.
  await signIn(context, "viewer,admin");
  await expect(async () => {
    await page.goto(`/permissions/matrix?server=${SERVER}`);
    await expect(cell(page, "get_note")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(cell(page, "get_note")).toHaveAccessibleName(/inherited from “Writers read notes”/);
  await expect(cell(page, "get_note", "Anyone")).toHaveAccessibleName(
    /\d calls in 30 days: \d as caller/,
  );
  await expectAccessible(page);

  // A key on the version in force opens the member's draft, at the same place.
  await grid(page).focus();
  await goToFirst(page);
  await press(page, "a");
  await page.waitForURL(/\/permissions\/drafts\/[^/]+\/matrix/);
  await expect(cell(page, "create_note")).toHaveAccessibleName(/Allow, set here in the matrix/);
  await expect(grid(page)).toBeFocused();
  await expectAccessible(page);

  // What another rule decides can only be made stricter.
  await press(page, "ArrowDown", "a");
  await expect(page.getByRole("status").filter({ hasText: "“Nobody deletes notes”" })).toHaveCount(
    1,
  );
  await expect(cell(page, "delete_note")).toHaveAccessibleName(/Deny, inherited/);

  // Shift extends; k asks; Backspace takes the matrix's word back.
  await press(page, "ArrowDown", "Shift+ArrowDown", "k");
  await expect(cell(page, "get_note")).toHaveAccessibleName(/Ask, set here.*Changed in this draft/);
  await expect(cell(page, "list_notes")).toHaveAccessibleName(/Ask, set here/);
  await press(page, "Escape", "Backspace");
  await expect(cell(page, "list_notes")).toHaveAccessibleName(/Allow, inherited/);
  await press(page, "d");
  await expect(cell(page, "list_notes")).toHaveAccessibleName(/Deny, set here/);

  // Enter says which rule decides.
  await press(page, "Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("link", { name: /Matrix: deny/ })).toBeVisible();
  await expect(dialog).toContainText("Before this draft: Allow, inherited");
  await expectAccessible(page);
  await press(page, "Escape");
  await expect(grid(page)).toBeFocused();

  await expect(page.getByText("Saving…")).toHaveCount(0);

  // What is not saved yet is not lost by closing the tab: it asks first.
  let save = () => {};
  const held = new Promise<void>((resolve) => (save = resolve));
  await page.route("**/edit", async (route) => {
    await held;
    await route.continue();
  });
  await press(page, "ArrowUp", "d");
  await expect(page.getByText("Saving…")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  save();
  await expect(page.getByText("Saving…")).toHaveCount(0);
  await page.reload();
  await expect(cell(page, "create_note")).toHaveAccessibleName(/Allow, set here/);
  await expect(cell(page, "list_notes")).toHaveAccessibleName(/Deny, set here/);
});

test("a condition is written in a form made from the tool's own schema", async ({
  page,
  context,
}) => {
  inForce();
  await signIn(context, "admin,auditor");
  await page.goto("/permissions/rules");
  await page.getByRole("button", { name: "New rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Writers write memos");
  await dialog.getByRole("combobox", { name: "Who 1" }).fill("group:note-writers");
  await dialog.getByRole("combobox", { name: "Tool 1" }).fill(`tool:${SERVER}/create_note`);
  const kind = dialog.getByRole("group", { name: "kind" });
  await kind.getByLabel("memo").check();
  await dialog.getByRole("group", { name: "folder" }).getByLabel("Pattern").fill("^team/");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "As JSON Schema" }).click();
  await expect(dialog.getByLabel("JSON Schema over the arguments")).toHaveValue(/"enum"/);
  await dialog.getByRole("button", { name: "Save in my draft" }).click();
  await page.waitForURL(/\/permissions\/drafts\/[^/]+\/rules/);
  const row = page.getByRole("row").filter({ hasText: "Writers write memos" });
  await expect(row).toContainText("folder matches ^team/");
  await expect(row).toContainText("kind is memo");

  // Off without deleting it, and gone.
  await row.getByRole("button", { name: "Switch off" }).click();
  await expect(row).toContainText("off");
  await row.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove the rule" }).click();
  await expect(row).toHaveCount(0);
});

test("access is granted with an end, and shown both ways", async ({ page, context }) => {
  inForce();
  await signIn(context, "admin,approver");
  await page.goto(`/permissions/access?tool=${SERVER}/get_note`);
  await expect(page.getByRole("row").filter({ hasText: "note-writers" })).toContainText(
    "Writers read notes",
  );
  await expect(page.getByRole("row").filter({ hasText: "Maya" })).toContainText("no rule: denied");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Grant access" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Who").fill("person:maya");
  await expect(dialog.getByLabel("Until when (UTC)")).not.toHaveValue("");
  await dialog.getByLabel("For ever").check();
  await expect(dialog.getByRole("button", { name: "Grant in the draft" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await dialog.getByLabel("For ever").uncheck();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Grant in the draft" }).click();
  await page.waitForURL(/\/permissions\/drafts\/[^/]+\/rules/);
  await expect(page.getByRole("row").filter({ hasText: "Grant: person:maya" })).toContainText(
    "until",
  );
});
