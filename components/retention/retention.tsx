"use client";
import { erasuresOptions } from "@/lib/erasure/options";
import { retentionOptions } from "@/lib/retention/options";
import { Erasures } from "../erasure/erasures";
import { Loaded, PageBody } from "../layout/page-body";
import { PageHeader } from "../layout/page-header";
import { Removals } from "./removals";
import { RetentionRules } from "./retention-rules";

/** How long what is kept, what was removed last, and what was erased. */
export function Retention({
  mayWrite,
  mayErase,
  mayListErasures,
}: {
  mayWrite: boolean;
  mayErase: boolean;
  mayListErasures: boolean;
}) {
  return (
    <>
      <PageHeader title="Retention" />
      <PageBody>
        <Loaded queryKey={retentionOptions().queryKey} label="retention" rows={6}>
          <RetentionRules mayWrite={mayWrite} />
        </Loaded>
        {mayListErasures && (
          <Loaded queryKey={erasuresOptions().queryKey} label="erasures" rows={2}>
            <Erasures mayCancel={mayErase} />
          </Loaded>
        )}
        <Loaded queryKey={retentionOptions().queryKey} label="removals" rows={4}>
          <Removals />
        </Loaded>
      </PageBody>
    </>
  );
}
