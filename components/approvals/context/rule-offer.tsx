"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { standingOptions } from "@/lib/approvals/around-options";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useRefusal } from "../approval-rights";
import { draftRule } from "./draft-rule";

/** After many equal approvals: a draft of a rule, to be reviewed with its replay; never a permission. */
export function RuleOffer({ detail }: { detail: ApprovalDetail }) {
  const router = useRouter();
  const refusal = useRefusal("policy:write");
  const { data } = useQuery(standingOptions(detail.id));
  const repeats = data?.repeats ?? { approved: 0, enough: 1 };
  const drafting = useMutation({
    mutationFn: () => draftRule(detail, repeats.approved),
    onSuccess: (draft) => router.push(routes.draftReview(draft)),
  });
  const isNamed = detail.tool !== null && detail.caller !== null;
  if (!isNamed || repeats.approved < repeats.enough) return null;
  return (
    <section aria-label="A rule instead" className="grid gap-3 rounded-lg border px-3 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-64 text-ink-2">
          The same, but for the values of its arguments, was approved{" "}
          <strong className="font-semibold text-ink">{repeats.approved} times in a row</strong>. A
          rule could allow it: as a draft, which is reviewed with what it would have let through.
          {refusal !== null && " Ask an admin for one."}
        </p>
        <Button
          disabledReason={refusal ?? (drafting.isPending ? "The draft is being written…" : null)}
          onClick={() => drafting.mutate()}
        >
          Make a draft rule
        </Button>
      </div>
      {drafting.error && (
        <Notice>
          <InertText text={drafting.error.message} />
        </Notice>
      )}
    </section>
  );
}
