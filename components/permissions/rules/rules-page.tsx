"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { DraftView } from "@/lib/policy/drafts/model";
import { rulesOptions } from "@/lib/policy/reach/options";
import { routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { QueryBoundary } from "../../layout/query-boundary";
import { DraftFrame } from "../drafts/draft-frame";
import { BeginEditing, DraftEditing } from "../edits/policy-editing";
import { useShownText } from "../edits/use-shown-text";
import { MatrixFailed } from "../matrix/matrix-failed";
import { PermissionsHeader } from "../permissions-header";
import { RuleList } from "./rule-list";
import { useRulesAddress } from "./use-rules-address";

/** The rules in force. A change opens the member's draft. */
export function RulesPage({ me }: { me: string }) {
  const router = useRouter();
  const [address] = useRulesAddress();
  return (
    <BeginEditing me={me} goTo={(draft) => router.push(routes.draftRules(draft, address))}>
      <PermissionsHeader />
      <Boundary draft={null}>
        <InForce />
      </Boundary>
    </BeginEditing>
  );
}

/** A draft as its rules. */
export function DraftRulesPage({ id }: { id: string }) {
  return (
    <DraftFrame id={id} view="rules">
      {(draft) => (
        <DraftEditing draft={draft}>
          <Boundary draft={id}>
            <OfDraft draft={draft} />
          </Boundary>
        </DraftEditing>
      )}
    </DraftFrame>
  );
}

function Boundary({ draft, children }: { draft: string | null; children: React.ReactNode }) {
  return (
    <div className="relative min-h-0 flex-1 overflow-auto" tabIndex={-1}>
      <QueryBoundary
        queryKey={rulesOptions(draft).queryKey}
        loading={<ListSkeleton label="rules" />}
        failed={(error, retry) => <MatrixFailed error={error} retry={retry} draft={draft} />}
      >
        {children}
      </QueryBoundary>
    </div>
  );
}

function InForce() {
  const { data, dataUpdatedAt } = useSuspenseQuery(rulesOptions(null));
  return <RuleList listed={data.items} text={null} now={dataUpdatedAt} />;
}

/** The draft's text is ahead of what is saved; use is counted by what was. */
function OfDraft({ draft }: { draft: DraftView }) {
  const { data, dataUpdatedAt } = useSuspenseQuery(rulesOptions(draft.id));
  return <RuleList listed={data.items} text={useShownText(draft)} now={dataUpdatedAt} />;
}
