import type { Page } from "@playwright/test";

/** What the pages of `origin` complain of from now on: their policy broken, errors, dialogs. */
export function complaintsOf(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isOurs = (message.location().url || page.url()).startsWith(origin);
    if (isOurs && message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}
