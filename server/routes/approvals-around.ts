// What stands around the decision of an approval: who looks at it, what the policy says of it by
// now, and what stands above the inbox.
import { z } from "zod";
import { approvalDeps } from "../../lib/approvals/deps";
import { lookOn } from "../../lib/approvals/look-on";
import { readNotices } from "../../lib/approvals/read-notices";
import { readStanding } from "../../lib/approvals/read-standing";
import { noticesView, standingView } from "../../lib/approvals/around-view";
import { route } from "../http/route";

const role = "console";
const read = { kind: "member", permission: "approvals:read" } as const;
const params = z.object({ id: z.string().max(64) });

export const approvalAroundRoutes = [
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/looking",
    role,
    access: { kind: "member", permission: "approvals:decide" },
    summary: "Say that the viewer has it on screen; the others see it for 25 seconds",
    params,
    response: params,
    handle: async ({ container, who, params: { id } }) => {
      await lookOn(container.console, who, id);
      return { id };
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/approvals/{id}/standing",
    role,
    access: read,
    summary: "What the policy in force says of it, and how many equal ones were approved in a row",
    params,
    response: standingView,
    handle: ({ container, who, params: { id } }) =>
      readStanding(approvalDeps(container, container.console), who, id),
  }),
  route({
    method: "GET",
    path: "/api/v1/approval-notices",
    role,
    access: read,
    summary: "Broken glass to review or to have seen, and callers that are held back",
    response: noticesView,
    handle: ({ container, who }) => readNotices(container.console, who),
  }),
];
