import { Info } from "lucide-react";
import Link from "next/link";
import type { SelectionView } from "@/lib/approvals/selection-view";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";

/** What a yes to all of them rests on; or why there is none, which one stands against it, and a way on. */
export function SelectionAgainst({
  approve,
  deny,
  count,
  callers,
  onLeaveOut,
}: Pick<SelectionView, "approve" | "deny"> & {
  count: number;
  /** Of how many identities they are. */
  callers: number;
  onLeaveOut: (id: string) => void;
}) {
  const id = approve?.id ?? null;
  if (approve === null)
    return (
      <p className="text-ink-2">
        You have said yes to {callers === 1 ? "this caller" : "each of these callers"} with this
        tool before; what a yes is bound to has not changed since, but for the arguments.
      </p>
    );
  return (
    <div role="status" className="flex gap-2 rounded-md border px-3 py-2">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="grid min-w-0 gap-2">
        <p className="wrap-anywhere">
          {deny === null ? "They can be denied together, not approved. " : ""}
          <InertText text={approve.why} spaces />
        </p>
        {id !== null && (
          <p className="flex flex-wrap items-center gap-2">
            <Link
              href={routes.approval(id)}
              prefetch={false}
              className="inline-flex min-h-6 items-center text-xs underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              The one that stands against it
            </Link>
            {count > 2 && (
              <Button size="sm" onClick={() => onLeaveOut(id)}>
                Leave it out
              </Button>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
