const WORDS: Record<string, string> = {
  caller: "somebody else called",
  tool: "it was another tool",
  arguments: "it had other arguments",
  ran_as: "it ran as somebody else",
};

/** What is not as it was approved, as one sentence. */
export function differsWords(differs: readonly string[]): string {
  const parts = differs.map((one) => WORDS[one] ?? one);
  const last = parts.pop();
  if (last === undefined) return "It ran as it was approved.";
  const all = parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
  return `It ran otherwise than it was approved: ${all}.`;
}
