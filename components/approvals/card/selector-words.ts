/** "the group leads, the group security or bob"; "any approver" where nobody is named. */
export function selectorWords(selectors: readonly string[]): string {
  const words = selectors.map((selector) => {
    if (selector === "anyone") return "all approvers";
    const [kind, ...name] = selector.split(":");
    return kind === "group" ? `the group ${name.join(":")}` : name.join(":");
  });
  if (words.length < 2) return words[0] ?? "all approvers";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
