"use client";
import { z } from "zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api-client";
import { type Edit, cellEdit } from "@/lib/policy/edit/model";
import { draftOptions, draftsOptions } from "@/lib/policy/options";
import { createDraft, editDraft } from "@/lib/policy/requests";

/**
 * A change of the version in force: made in the member's own draft, which is begun where there is
 * none. `then` is told which draft it was.
 */
export function useBeginDraft(me: string, then: (draft: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (edits: readonly Edit[]) => {
      const { items } = await queries.fetchQuery({ ...draftsOptions({}), staleTime: 0 });
      // One that was agreed to stays as it was agreed to.
      const mine = items.find(({ authors, agreement }) => authors.includes(me) && !agreement);
      const draft = mine ?? (await createDraft({ title: "Changes of permissions" }));
      if (edits.length > 0) await editWhatCan(draft, edits);
      return draft.id;
    },
    onSuccess: async (id) => {
      await Promise.all(
        [draftOptions(id).queryKey, ["policy", "drafts"]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
      then(id);
    },
  });
}

const refused = z.array(z.object({ cell: cellEdit }));

/** Of many cells those that another rule decides are left as they are; throws where all of them are. */
async function editWhatCan(
  { id, revision }: { id: string; revision: number },
  edits: readonly Edit[],
): Promise<void> {
  try {
    await editDraft(id, revision, edits);
  } catch (error) {
    const problems = refused.safeParse(error instanceof ApiError && error.details["problems"]);
    if (!problems.success) throw error;
    const out = new Set(problems.data.map(({ cell }) => JSON.stringify(cell)));
    const rest = edits.flatMap((edit): Edit[] => {
      if (edit.kind !== "set_cells") return [edit];
      const cells = edit.cells.filter((cell) => !out.has(JSON.stringify(cellEdit.parse(cell))));
      return cells.length > 0 ? [{ ...edit, cells }] : [];
    });
    if (rest.length === 0) throw error;
    await editDraft(id, revision, rest);
  }
}
