import { InertClamp } from "../../ui/inert-clamp";

/** What a record says beyond who and what: names and values as inert text. */
export function AdminLogDetails({
  details,
  said,
}: {
  details: Record<string, unknown>;
  /** What the line above says already. */
  said: string | null;
}) {
  const entries = Object.entries(details)
    .filter(([, value]) => value !== null && value !== said)
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other));
  if (entries.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-2">
      {entries.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-ink-3">{wordsOf(name)}</dt>
          <dd className="min-w-0">
            <InertClamp text={textOf(value)} what={wordsOf(name)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** "expiresInDays" as "expires in days". */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string"))
    return value.join(", ");
  return JSON.stringify(value);
}

/** The database keeps no order: "before" comes before "after", and reasons first. */
const FIRST = ["reason", "email", "before", "after"];

function rankOf(name: string): number {
  const at = FIRST.indexOf(name);
  return at === -1 ? FIRST.length : at;
}
