// Several approvals, given one answer.
import { z } from "zod";
import {
  decideSelection,
  decideSelectionInput,
  selectionIds,
} from "../../lib/approvals/decide-selection";
import { approvalDeps } from "../../lib/approvals/deps";
import { readSelection } from "../../lib/approvals/read-selection";
import { selectionResult, selectionView } from "../../lib/approvals/selection-view";
import { describeError } from "../../lib/describe-error";
import { byMember } from "../http/by-member";
import { route } from "../http/route";
import { followApproval } from "./follow-approval";

const role = "console";
const decide = { kind: "member", permission: "approvals:decide" } as const;

export const approvalSelectionRoutes = [
  route({
    method: "GET",
    path: "/api/v1/approval-selection",
    role,
    access: decide,
    summary: "Several approvals side by side, and whether one answer can go to all of them",
    query: z.strictObject({
      ids: z
        .string()
        .max(1_500)
        .transform((text) => text.split(","))
        .pipe(selectionIds),
    }),
    response: selectionView,
    handle: ({ container, who, query: { ids } }) =>
      readSelection(approvalDeps(container, container.console), who, ids),
  }),
  route({
    method: "POST",
    path: "/api/v1/approval-selection/decide",
    role,
    access: decide,
    summary:
      "One answer to 2 to 20 calls of one tool; a yes only where each differs in its arguments alone from one that was approved",
    body: decideSelectionInput,
    response: selectionResult,
    handle: async (asked) => {
      for (const id of asked.body.ids) await followApproval(asked.container, id);
      const { env, log } = asked.container;
      const report = (error: unknown) =>
        log.error(describeError(error), "one of several approvals");
      return decideSelection({ env, report })(byMember(asked), asked.body);
    },
  }),
];
