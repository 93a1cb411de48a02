"use client";
import type { BothChanged } from "@/lib/policy/edit/merge-rule";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";

/** What both changed of one rule, each beside the other; one of them has to be chosen. */
export function BothChangedMembers({
  both,
  onTheirs,
  onYours,
}: {
  both: readonly BothChanged[];
  onTheirs: () => void;
  onYours: () => void;
}) {
  return (
    <section
      role="alert"
      aria-label="Another changed the same"
      className="grid gap-3 rounded-md border border-danger/40 p-3 text-sm"
    >
      <p className="font-medium">
        Another changed the same of this rule meanwhile. Nothing was saved yet.
      </p>
      <dl className="grid gap-3">
        {both.map(({ member, theirs, yours }) => (
          <div key={member} className="grid gap-1">
            <dt className="text-xs font-medium">{member}</dt>
            {(
              [
                ["Theirs", theirs],
                ["Yours", yours],
              ] as const
            ).map(([whose, value]) => (
              <dd key={whose} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 text-xs">
                <span className="text-ink-3">{whose}</span>
                <span className="font-mono wrap-anywhere">
                  <InertText text={value === undefined ? "not set" : JSON.stringify(value)} />
                </span>
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onTheirs}>
          Take theirs here
        </Button>
        <Button size="sm" onClick={onYours}>
          Save with mine
        </Button>
      </div>
    </section>
  );
}
