import type { CallDetail } from "@/lib/calls/view";

/**
 * What was removed, place by place. The raw record has most values a second time, so its count is told
 * apart and never added: one secret in the arguments is not two.
 */
export function redactionSentence(redacted: CallDetail["redacted"]): string | null {
  if (redacted.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { part } of redacted) counts.set(part, (counts.get(part) ?? 0) + 1);
  const inRaw = counts.get("raw") ?? 0;
  counts.delete("raw");
  const places = [...counts].map(([part, count]) => `${count} from ${PLACES[part] ?? part}`);
  if (inRaw > 0)
    places.push(
      places.length === 0
        ? `${inRaw} from the raw record`
        : `${inRaw} from the raw record, which repeats the rest`,
    );
  return `Secrets removed before anything was stored: ${places.join(", ")}.`;
}

const PLACES: Record<string, string> = {
  arguments: "the arguments",
  result: "the result",
  text: "messages and labels",
  network: "the network facts",
  facts: "further facts",
  envelope: "names and ids",
};
