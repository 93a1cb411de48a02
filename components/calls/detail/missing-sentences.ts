import type { CallDetail, MissingPart } from "@/lib/calls/view";

const NAMES: Record<MissingPart["part"], string> = {
  arguments: "arguments",
  result: "result",
  text: "messages and labels",
  network: "network facts",
  raw: "raw record",
  facts: "further facts",
};

export type MissingSentence = { text: string; unexplained: boolean };

/** What is not there any more, since when and why; parts that went together in one sentence. */
export function missingSentences(missing: CallDetail["missing"]): MissingSentence[] {
  const together = new Map<string, MissingPart[]>();
  for (const part of missing) {
    const key = JSON.stringify({ ...part, part: "" });
    together.set(key, [...(together.get(key) ?? []), part]);
  }
  return [...together.values()].map((parts) => {
    const [first] = parts;
    const names = listed(parts);
    if (first?.why === "retention") {
      return {
        text: `${names}: removed on ${dayOf(first)} after ${first.days} days.`,
        unexplained: false,
      };
    }
    if (first?.why === "erasure") {
      const text = `${names}: erased on ${dayOf(first)} by ${first.by}, because: ${first.reason}`;
      return { text, unexplained: false };
    }
    const text = `${names}: missing, and no removal explains it. Somebody may have changed the database.`;
    return { text, unexplained: true };
  });
}

function listed(parts: readonly MissingPart[]): string {
  const text = new Intl.ListFormat("en-GB").format(parts.map(({ part }) => NAMES[part]));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const dayOf = ({ at = "" }: MissingPart) => at.slice(0, 10);
