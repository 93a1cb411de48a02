// The colours keep the contrast that WCAG 2.2 AA asks for, in both themes.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { VERDICTS } from "../lib/identity/model";

const css = readFileSync(new URL("globals.css", import.meta.url), "utf8");
const TEXT = 4.5;
const GRAPHIC = 3;

describe.each(["light", "dark"])("%s", (theme) => {
  const token = tokensOf(theme);

  it.each(VERDICTS)("%s is readable on its own ground and on the page's", (verdict) => {
    const name = verdict.replace("_", "-");
    const foreground = token(`${name}-fg`);
    for (const ground of [token(`${name}-bg`), token("surface"), token("hover"), token("selected")])
      expect(contrast(foreground, ground), ground).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(token(`${name}-line`), token("surface"))).toBeGreaterThanOrEqual(GRAPHIC);
  });

  it.each(["ink", "ink-2", "ink-3", "accent", "danger"])(
    "%s is readable on every ground",
    (ink) => {
      for (const ground of ["canvas", "surface", "sunken", "hover", "selected"])
        expect(contrast(token(ink), token(ground)), ground).toBeGreaterThanOrEqual(TEXT);
    },
  );

  it("the edge of a control can be seen", () => {
    expect(contrast(token("control"), token("surface"))).toBeGreaterThanOrEqual(GRAPHIC);
  });
});

function tokensOf(theme: string): (name: string) => string {
  const block = css.split(`[data-theme="${theme}"] {`)[1]?.split("}")[0] ?? "";
  return (name) => {
    const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)?.[1];
    if (value === undefined) throw new Error(`${theme} has no colour --${name}`);
    return value;
  };
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
