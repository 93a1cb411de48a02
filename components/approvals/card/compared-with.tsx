import Link from "next/link";
import { compareLeaves, leavesOf } from "@/lib/approvals/argument-leaves";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { STATE_WORDS } from "../words";
import { CardAge } from "./card-now";

type Last = ApprovalDetail["history"]["approvals"][number] & {
  arguments: string | null;
  isUnreadable: boolean;
};

/** Which call it is compared with, and how much differs. */
export function ComparedWith({ last, now }: { last: Last; now: string }) {
  return (
    <p className="text-xs text-ink-2">
      Compared with{" "}
      <Link
        href={routes.approval(last.id)}
        prefetch={false}
        className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        the last one that you decided
      </Link>{" "}
      (<CardAge iso={last.at} />, {STATE_WORDS[last.state]}):{" "}
      {last.isUnreadable ? (
        "you may not see its arguments any more."
      ) : last.arguments === null ? (
        "its arguments are gone, or it had none."
      ) : (
        <strong className="font-medium text-ink">{summary(now, last.arguments)}</strong>
      )}
    </p>
  );
}

function summary(now: string, before: string): string {
  const { changed, added, removed } = compareLeaves(leavesOf(now), leavesOf(before));
  const parts = [
    changed.size > 0 && `${changed.size} changed`,
    added.size > 0 && `${added.size} new`,
    removed.length > 0 && `${removed.length} gone`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "the same arguments." : `${parts.join(", ")}.`;
}
