import { expect, test } from "vitest";
import { readPanels, writePanels } from "./panels";

test("what is remembered of the panels is read back, and anything else is as it comes", () => {
  const panels = { facets: "closed", histogram: "closed" } as const;
  expect(readPanels(writePanels(panels))).toEqual(panels);
  for (const cookie of [undefined, "", "facets=<script>&histogram=1", "%%%"]) {
    expect(readPanels(cookie)).toEqual({ facets: "auto", histogram: "open" });
  }
});
