import { Ban } from "lucide-react";
import type { SourceView } from "@/lib/sources/view";
import { Age } from "../../ui/age";
import { InertText } from "../../ui/inert-text";

/** That a source is over, by whom and why. */
export function RevokedNote({ source, now }: { source: SourceView; now: number }) {
  return (
    <div className="flex gap-2.5 rounded-lg border bg-canvas p-4">
      <Ban aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium">
          Revoked <Age iso={source.revokedAt} now={now} />
          {source.revokedBy && (
            <>
              {" by "}
              <InertText text={source.revokedBy.replace(/^member:/, "")} />
            </>
          )}
        </p>
        {source.revokedReason && (
          <p className="text-ink-2 wrap-anywhere">
            <InertText text={source.revokedReason} />
          </p>
        )}
        <p className="text-xs text-ink-3">Its keys are refused. What it sent stays.</p>
      </div>
    </div>
  );
}
