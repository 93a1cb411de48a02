"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { matrixQueryOf } from "@/lib/policy/matrix/address";
import { matrixOptions } from "@/lib/policy/matrix/options";
import type { DraftView } from "@/lib/policy/drafts/model";
import { routes } from "@/lib/routes";
import { QueryBoundary } from "../../layout/query-boundary";
import { DraftFrame } from "../drafts/draft-frame";
import { BeginEditing, DraftEditing, usePolicyEditing } from "../edits/policy-editing";
import { PermissionsHeader } from "../permissions-header";
import { Matrix, type MatrixEditing } from "./matrix";
import { PLACE_KEY } from "./remembered-place";
import { rowName } from "./rows";
import { MatrixFailed } from "./matrix-failed";
import { MatrixSkeleton } from "./matrix-skeleton";
import { useMatrixAddress } from "./use-matrix-address";
import { batches, cellsOf, useMatrixEdits } from "./use-matrix-edits";

/** The version in force. A change opens the member's draft; nothing is ever live at once. */
export function MatrixPage({ me }: { me: string }) {
  const router = useRouter();
  const [address] = useMatrixAddress();
  return (
    <BeginEditing me={me} then={(draft) => router.push(routes.draftMatrix(draft, address))}>
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
  return <Matrix draft={null} editing={useBeginning()} />;
}

function OfDraft({ draft }: { draft: DraftView }) {
  return <Matrix draft={draft.id} editing={useDraftEditing(draft)} />;
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

function useBeginning(): MatrixEditing {
  const queries = useQueryClient();
  const { change, refusal, saving, problem } = usePolicyEditing();
  return {
    setCells: (tools, columns, effect) => {
      const [tool] = tools;
      if (saving || tool === undefined) return;
      queries.setQueryData(PLACE_KEY, { tool: rowName(tool), subject: columns[0]?.subject ?? "" });
      // What went wrong is shown as the problem.
      void change(batches(cellsOf(tools, columns, effect))).catch(() => undefined);
    },
    refusal,
    said: saving ? "Opening your draft: what is in force stays as it is." : "",
    problem,
    saving,
  };
}

function useDraftEditing(draft: DraftView): MatrixEditing {
  const [address] = useMatrixAddress();
  const options = matrixOptions(matrixQueryOf(address, { draft: draft.id }));
  const { data: view } = useSuspenseQuery(options);
  const { refusal } = usePolicyEditing();
  const edits = useMatrixEdits(draft.id, view, options.queryKey);
  return {
    setCells: edits.setCells,
    refusal,
    said: edits.merged
      ? `${edits.said} Another saved this draft meanwhile; yours was added.`
      : edits.said,
    problem: edits.problem,
    saving: edits.saving,
  };
}
