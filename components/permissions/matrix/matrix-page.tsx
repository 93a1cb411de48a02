"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { matrixQueryOf } from "@/lib/policy/matrix/address";
import { matrixOptions } from "@/lib/policy/matrix/options";
import type { DraftView } from "@/lib/policy/drafts/model";
import type { MatrixView } from "@/lib/policy/matrix/model";
import { routes } from "@/lib/routes";
import { QueryBoundary } from "../../layout/query-boundary";
import { DraftFrame } from "../drafts/draft-frame";
import { BeginEditing, DraftEditing, usePolicyEditing } from "../edits/policy-editing";
import { PermissionsHeader } from "../permissions-header";
import { Matrix, type MatrixEditing } from "./matrix";
import { MatrixFailed } from "./matrix-failed";
import { MatrixSkeleton } from "./matrix-skeleton";
import { useBeginning } from "./use-beginning";
import { useMatrixAddress } from "./use-matrix-address";
import { useMatrixEdits } from "./use-matrix-edits";
import { useShownMatrix } from "./use-shown-matrix";

/** The version in force. A change opens the member's draft; nothing is ever live at once. */
export function MatrixPage({ me }: { me: string }) {
  const router = useRouter();
  const [address] = useMatrixAddress();
  return (
    <BeginEditing me={me} goTo={(draft) => router.push(routes.draftMatrix(draft, address))}>
      <PermissionsHeader />
      <Boundary draft={null}>
        <InForce />
      </Boundary>
    </BeginEditing>
  );
}

/** A draft as a matrix. */
export function DraftMatrixPage({ id }: { id: string }) {
  return (
    <DraftFrame id={id} view="matrix">
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

function InForce() {
  const [address] = useMatrixAddress();
  const { data: view } = useSuspenseQuery(
    matrixOptions(matrixQueryOf(address, { draft: undefined })),
  );
  return <Matrix view={view} editing={useBeginning(view)} />;
}

function OfDraft({ draft }: { draft: DraftView }) {
  const view = useShownMatrix(draft);
  return <Matrix view={view} editing={useDraftEditing(draft, view)} />;
}

function Boundary({ draft, children }: { draft: string | null; children: React.ReactNode }) {
  const [address] = useMatrixAddress();
  const { queryKey } = matrixOptions(matrixQueryOf(address, { draft: draft ?? undefined }));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <QueryBoundary
        queryKey={queryKey}
        loading={<MatrixSkeleton />}
        failed={(error, retry) => <MatrixFailed error={error} retry={retry} draft={draft} />}
      >
        {children}
      </QueryBoundary>
    </div>
  );
}

function useDraftEditing(draft: DraftView, view: MatrixView): MatrixEditing {
  const { refusal } = usePolicyEditing();
  const edits = useMatrixEdits(draft.id, view);
  return {
    setCells: edits.setCells,
    refusal,
    said: edits.merged
      ? `${edits.said} Another saved this draft meanwhile; yours was added.`
      : edits.said,
    // Said above every view of the draft.
    problem: null,
    saving: edits.saving,
  };
}
