"use client";
import { Hammer } from "lucide-react";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { ReasonDialog } from "../../ui/reason-dialog";
import { Sentence } from "../sentence";
import { NameList } from "./name-list";
import { useBreakGlass } from "./use-break-glass";

const LEAST_REASON = 10;

/** For owners, in an emergency, and apart from yes and no: lets the call through past everybody. */
export function BreakGlass({ detail }: { detail: ApprovalDetail }) {
  const breakGlass = useBreakGlass(detail.id);
  if (!detail.mayBreakGlass) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-dashed px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-64 text-xs text-ink-2">
        In an emergency an owner lets it through past everybody who was to be asked. They are told,
        and somebody else reviews it.
      </p>
      <ReasonDialog
        label={
          <>
            <Hammer aria-hidden className="size-3.5" />
            Break the glass…
          </>
        }
        variant="danger"
        title="Let it through past everybody"
        confirm="Break the glass"
        disabledReason={detail.glassPasskey.why}
        least={LEAST_REASON}
        run={breakGlass}
      >
        <p className="wrap-anywhere">
          <Sentence {...detail.sentence} />.
        </p>
        <GoesPast names={detail.goesPast} />
        <p>
          Your passkey signs it. It may then run once; afterwards somebody else than you says what
          they make of it.
        </p>
      </ReasonDialog>
    </div>
  );
}

function GoesPast({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <p>Nobody else could decide it at the moment.</p>;
  return (
    <p>
      Passed over, and told so: <NameList names={names} />.
    </p>
  );
}
