// What a page puts before the eye, as texts: what stands there, tooltips, names for assistive technology.
import type { Page } from "@playwright/test";
import { segmentText } from "../../lib/hostile-text";

/** Every text with a character in it that should have been a mark. */
export async function rawTextOf(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent?.closest("script, style, noscript, template"))
        found.push(walker.currentNode.nodeValue ?? "");
    }
    const names = ["title", "aria-label", "aria-description", "aria-roledescription", "alt"];
    for (const element of document.querySelectorAll("*"))
      for (const name of names) found.push(element.getAttribute(name) ?? "");
    return found;
  });
  return texts.filter((text) => segmentText(text, { lines: true }).some(isRaw));
}

// A no-break space of our own keeps a number and its unit together.
const isRaw = (segment: ReturnType<typeof segmentText>[number]) =>
  segment.kind === "mark" && segment.codePoint !== "U+00A0";
