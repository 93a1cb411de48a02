// What the calls page remembers of a member in a browser: a cookie, so that the server's first paint has it
// and nothing moves when the page comes alive. It holds no data of calls.
import { parseColumns, printColumns } from "./columns";

export const REMEMBERED_COOKIE = "onbehalf_calls";

export type Remembered = {
  /** As in the address; nothing for the default columns. */
  cols?: string | undefined;
  /** Of the drawer, in pixels. */
  drawer?: number | undefined;
};

/** What another member chose in this browser, or cannot be read, is as nothing. */
export function parseRemembered(text: string | undefined, memberId: string): Remembered {
  const kept = new URLSearchParams(text ?? "");
  if (kept.get("member") !== memberId) return {};
  const cols = printColumns(parseColumns(kept.get("cols") ?? undefined).columns);
  const drawer = Number(kept.get("drawer") ?? Number.NaN);
  return { cols, drawer: Number.isInteger(drawer) && drawer > 0 ? drawer : undefined };
}

/** The cookie's line: a year, for the calls page alone. */
export function rememberedCookie(memberId: string, { cols, drawer }: Remembered): string {
  const kept = new URLSearchParams({ member: memberId });
  if (cols) kept.set("cols", cols);
  if (drawer !== undefined) kept.set("drawer", String(drawer));
  const value = encodeURIComponent(kept.toString());
  return `${REMEMBERED_COOKIE}=${value}; Path=/calls; Max-Age=31536000; SameSite=Lax`;
}
