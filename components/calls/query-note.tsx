import { describeQuery } from "@/lib/calls/query-language/describe";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { InertText } from "../ui/inert-text";
import { QueryErrorNote } from "./query-error-note";

/**
 * The applied query in words; where the typed one was refused, why, and what is shown meanwhile. It stands
 * below the menus, so that they stay under the pointer while it comes and goes.
 */
export function QueryNote({
  id,
  query,
  refused,
}: {
  id: string;
  query: string;
  refused: string | null;
}) {
  const checked = refused ?? query;
  const wrong = parseQuery(checked);
  const applied = parseQuery(query);
  const words = applied.ok && query !== "" ? describeQuery(applied.query) : null;
  return (
    <div
      id={id}
      aria-live="polite"
      className="grid gap-1.5 px-3 text-xs md:px-4 [&>*:last-child]:mb-2"
    >
      {!wrong.ok && <QueryErrorNote text={checked} error={wrong.error} />}
      {refused !== null && applied.ok && (
        <p className="text-ink-2">
          Still showing: <InertText text={words ?? "every call in the time range"} />
        </p>
      )}
      {refused === null && words !== null && (
        <p className="text-ink-3">
          <InertText text={words} />
        </p>
      )}
    </div>
  );
}
