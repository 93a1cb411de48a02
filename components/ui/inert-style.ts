// How marks look, for React and for the editor of queries, which draws its own elements.

/** A box around the name of a character that the eye would not see. */
export const MARK_STYLE =
  "mx-px inline-block rounded-[3px] bg-(--unattributed-bg) px-0.5 align-[0.08em] font-mono text-[0.72em] leading-[1.2] font-medium text-(--unattributed-fg) ring-1 ring-(--unattributed-line)/50";

/** Under a word of scripts that imitate each other. */
export const MIXED_STYLE =
  "underline decoration-(--unattributed-line) decoration-wavy underline-offset-2";

export function mixedWarning(scripts: readonly string[]): string {
  return `Mixes ${scripts.join(" and ")} letters: it may imitate another name`;
}
