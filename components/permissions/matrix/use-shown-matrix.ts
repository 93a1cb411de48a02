"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import { matrixQueryOf } from "@/lib/policy/matrix/address";
import type { MatrixView } from "@/lib/policy/matrix/model";
import { matrixOptions } from "@/lib/policy/matrix/options";
import { shownMatrix } from "@/lib/policy/matrix/shown-matrix";
import { useShownText } from "../edits/use-shown-text";
import { useMatrixAddress } from "./use-matrix-address";

/** The draft's matrix as the address asks for it: what is stored, with what is on its way. */
export function useShownMatrix(draft: DraftView): MatrixView {
  const [address] = useMatrixAddress();
  const { data: view } = useSuspenseQuery(
    matrixOptions(matrixQueryOf(address, { draft: draft.id })),
  );
  const text = useShownText(draft);
  return shownMatrix(view, text, view.revision === draft.revision ? draft.document : null);
}
