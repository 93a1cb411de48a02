import Link from "next/link";
import type { Refusal } from "@/lib/approvals/selection";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { buttonStyle } from "../../ui/button-style";
import { InertText } from "../../ui/inert-text";

/** Why one answer cannot go to all of them any more, and on with the others. */
export function AgainstOne({
  against: { id, why },
  ids,
  onLeaveOut,
}: {
  against: Refusal;
  ids: readonly string[];
  onLeaveOut: (id: string) => void;
}) {
  const at = id === null ? -1 : ids.indexOf(id);
  const other = id === null ? undefined : ids.find((one) => one !== id);
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="min-w-0 flex-1 basis-48 wrap-anywhere">
        {at >= 0 && <b className="font-semibold">Call {at + 1}: </b>}
        <InertText text={why} spaces />
      </p>
      {id !== null && ids.length > 2 && (
        <Button size="lg" onClick={() => onLeaveOut(id)}>
          Leave it out
        </Button>
      )}
      {ids.length === 2 && other !== undefined && (
        <Link
          href={routes.approval(other)}
          prefetch={false}
          className={buttonStyle({ size: "lg" })}
        >
          The other one’s card
        </Link>
      )}
    </div>
  );
}
