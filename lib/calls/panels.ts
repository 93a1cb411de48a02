// Which parts of the calls page are open. The browser remembers it in a cookie, so that the server
// renders the page as it will stand and nothing moves when it wakes up. Pure.
import { z } from "zod";

export const PANELS_COOKIE = "onbehalf-calls-panels";

const panelsSchema = z.object({
  /** "auto": open where there is room for it. */
  facets: z.enum(["open", "closed", "auto"]).catch("auto"),
  histogram: z.enum(["open", "closed"]).catch("open"),
});
export type Panels = z.infer<typeof panelsSchema>;

/** What is not remembered, or cannot be read, is as it comes. */
export function readPanels(cookie: string | undefined): Panels {
  return panelsSchema.parse(Object.fromEntries(new URLSearchParams(cookie ?? "")));
}

export function writePanels(panels: Panels): string {
  return new URLSearchParams(panels).toString();
}
