import type { EffectiveView } from "@/lib/policy/reach/effective-view";

/** What standing blocks deny: every call here, or those with one credential. */
export function blocksSentence(blocks: EffectiveView["blocks"]): string {
  const whole = blocks.filter(({ credential }) => credential === null).length;
  const narrow = blocks.length - whole;
  const credentials = narrow === 1 ? "with one credential" : "with certain credentials";
  if (whole === 0) return `${deny(narrow)} calls ${credentials}, whatever the rules say.`;
  const rest = narrow === 0 ? "" : ` ${deny(narrow, " more")} those ${credentials}.`;
  return `${deny(whole)} calls here, whatever the rules say.${rest}`;
}

function deny(n: number, more = ""): string {
  if (n === 1) return more === "" ? "A block denies" : `One${more} denies`;
  return `${n.toLocaleString("en")}${more === "" ? " blocks" : more} deny`;
}
