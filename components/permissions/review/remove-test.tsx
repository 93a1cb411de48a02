"use client";
import { markedText } from "@/lib/hostile-text";
import type { DraftView } from "@/lib/policy/drafts/model";
import { ConfirmButton } from "../../ui/confirm-button";
import { useDraftEdit } from "./use-draft-edit";

/** Takes a test out of the draft. */
export function RemoveTest({
  draft,
  name,
  refusal,
}: {
  draft: DraftView;
  name: string;
  refusal: string | null;
}) {
  const edit = useDraftEdit(draft);
  return (
    <ConfirmButton
      label="Remove"
      title={`Remove the test ${markedText(name)}?`}
      action="Remove it"
      explanation="The text diff shows that it is gone."
      withReason={false}
      disabledReason={refusal}
      run={() => edit([{ kind: "remove_test", name }])}
    />
  );
}
