// What journeys share: members by role, a source's key, records to send, and sessions by fixture.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";
import { cli } from "./server";
import { violationsOn } from "./violations";

export const PASSWORD = "correct horse battery staple";
const made = new Map<string, string>();

const data = () => process.env["ONBEHALF_E2E_DATA"] ?? "";

export const run = (...args: string[]): string => cli(data(), args);

/** E-mail of a member who holds these roles, made once a worker; `as` tells several apart. */
export function memberWith(roles: string, as = roles): string {
  const known = made.get(as);
  if (known !== undefined) return known;
  const email = `${as.replaceAll(",", "-")}-${process.pid}-${Date.now()}@acme.example`;
  const args = ["users", "create", "--email", email, "--role", roles, "--password", "-"];
  cli(data(), args, PASSWORD);
  made.set(as, email);
  return email;
}

/** Signs the context in through the API, as the sign-in form does. */
export async function signIn(context: BrowserContext, roles: string, as = roles): Promise<void> {
  const { request } = context;
  const csrf: { csrfToken: string } = await (await request.get("/api/auth/csrf")).json();
  const form = { ...csrf, email: memberWith(roles, as), password: PASSWORD, json: "true" };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  expect(answer.ok()).toBe(true);
}

export function file(name: string, content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "onbehalf-file-")), name);
  writeFileSync(path, content);
  return path;
}

/** Imports records through the CLI and returns its summary. */
export function importRecords(format: string, records: readonly unknown[], source?: string) {
  const lines = records.map((record) =>
    typeof record === "string" ? record : JSON.stringify(record),
  );
  const path = file(`${format}.jsonl`, `${lines.join("\n")}\n`);
  const args = ["import", "--format", format, ...(source ? ["--source", source] : []), path];
  const summary: Record<string, unknown> = JSON.parse(run(...args));
  return summary;
}

/** Fails the test when the page broke its content security policy or threw. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (/Content Security Policy|Refused to/i.test(message.text()))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** axe finds nothing on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
}
