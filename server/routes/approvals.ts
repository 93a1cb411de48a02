// Approvals for the people who decide.
import { z } from "zod";
import {
  acknowledgeSkipped,
  breakGlass,
  glassInput,
  reviewApproval,
  reviewInput,
} from "../../lib/approvals/break-glass";
import { askChallenge, askGlassChallenge, challengeInput } from "../../lib/approvals/ask-challenge";
import { allowCallback, allowCallbackInput } from "../../lib/approvals/callback";
import { decideApproval, decideInput } from "../../lib/approvals/decide-approval";
import { delegationInput, endDelegation, makeDelegation } from "../../lib/approvals/delegate";
import { approvalDeps } from "../../lib/approvals/deps";
import { listApprovals } from "../../lib/approvals/list-approvals";
import { listDelegations } from "../../lib/approvals/list-delegations";
import { listGrants } from "../../lib/approvals/list-grants";
import { STATES } from "../../lib/approvals/model";
import { openArguments, openArgumentsInput } from "../../lib/approvals/open-arguments";
import { readFigures } from "../../lib/approvals/read-figures";
import { readApproval } from "../../lib/approvals/read-approval";
import { revokeApproval, revokeGrant, revokeInput } from "../../lib/approvals/revoke-approval";
import {
  approvalArguments,
  approvalDetail,
  approvalsPage,
  approvalsQuery,
  grantsPage,
} from "../../lib/approvals/view";
import { delegationsPage, figuresView } from "../../lib/approvals/around-view";
import { requestOptions } from "../../lib/passkeys/model";
import { byMember } from "../http/by-member";
import { route } from "../http/route";
import { followApproval } from "./follow-approval";

const role = "console";
const read = { kind: "member", permission: "approvals:read" } as const;
const decide = { kind: "member", permission: "approvals:decide" } as const;
const glass = { kind: "member", permission: "approvals:break-glass" } as const;
const params = z.object({ id: z.string().max(64) });
const settled = z.object({ id: z.string(), state: z.enum(STATES) });

export const approvalRoutes = [
  route({
    method: "GET",
    path: "/api/v1/approvals",
    role,
    access: read,
    summary:
      "Approvals: those that wait for the viewer, or any; without calls:read those addressed to them",
    query: approvalsQuery,
    response: approvalsPage,
    handle: ({ container, who, query }) => listApprovals(container.console, who, query),
  }),
  route({
    method: "GET",
    path: "/api/v1/approvals/{id}",
    role,
    access: read,
    summary: "Everything on the card of one approval but its arguments",
    params,
    response: approvalDetail,
    handle: ({ container, who, params: { id } }) =>
      readApproval(approvalDeps(container, container.console), who, id),
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/arguments",
    role,
    access: read,
    summary:
      "The arguments, secrets masked unless revealed; for those who decide it. Each look is recorded",
    params,
    body: openArgumentsInput,
    response: approvalArguments,
    handle: (asked) =>
      openArguments(asked.container)(byMember(asked), { ...asked.body, ...asked.params }),
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/challenge",
    role,
    access: decide,
    summary: "What a passkey signs for this decision (WebAuthn); good once, for two minutes",
    params,
    body: challengeInput,
    response: requestOptions,
    handle: async (asked) => {
      const { container, params: about } = asked;
      await followApproval(container, about.id);
      return askChallenge(container.env)(byMember(asked), { ...about, ask: asked.body });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/decide",
    role,
    access: decide,
    summary:
      "Say yes or no; needs a passkey, or a sign-in of the last five minutes where the call is not destructive",
    params,
    body: decideInput,
    response: settled,
    handle: async (asked) => {
      await followApproval(asked.container, asked.params.id);
      const input = { id: asked.params.id, answer: asked.body };
      const { id, state } = await decideApproval(asked.container.env)(byMember(asked), input);
      return { id, state };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/break-glass/challenge",
    role,
    access: glass,
    summary: "What a passkey signs to let it through (WebAuthn); good once, for two minutes",
    params,
    response: requestOptions,
    handle: async (asked) => {
      await followApproval(asked.container, asked.params.id);
      return askGlassChallenge(asked.container.env)(byMember(asked), asked.params);
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/break-glass",
    role,
    access: glass,
    summary: "Let it through past everybody who was to be asked, who are told; needs a passkey",
    params,
    body: glassInput,
    response: settled,
    handle: async (asked) => {
      await followApproval(asked.container, asked.params.id);
      const { id, state } = await breakGlass(asked.container.env)(byMember(asked), {
        ...asked.body,
        ...asked.params,
      });
      return { id, state };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/review",
    role,
    access: decide,
    summary: "Say what to make of a call that was let through past everybody",
    params,
    body: reviewInput,
    response: params,
    handle: (asked) => reviewApproval(byMember(asked), { ...asked.body, ...asked.params }),
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/seen",
    role,
    access: decide,
    summary: "Seen that one was passed over",
    params,
    response: params,
    handle: (asked) => acknowledgeSkipped(byMember(asked), asked.params),
  }),
  route({
    method: "POST",
    path: "/api/v1/approvals/{id}/revoke",
    role,
    access: read,
    summary: "Take a yes back that was not used yet: by who said it, or who may break the glass",
    params,
    body: revokeInput,
    response: settled,
    handle: (asked) => revokeApproval(byMember(asked), { ...asked.body, ...asked.params }),
  }),
  route({
    method: "GET",
    path: "/api/v1/approval-figures",
    role,
    access: { kind: "member", permission: "calls:read" },
    summary: "How much was asked of whom in the last 30 days, and how fast they decided",
    response: figuresView,
    handle: ({ container }) => readFigures(container.console),
  }),
  route({
    method: "GET",
    path: "/api/v1/approval-grants",
    role,
    access: read,
    summary: "Grants of wider scope: those that stand first",
    query: z.strictObject({ cursor: z.string().max(64).optional() }),
    response: grantsPage,
    handle: ({ container, who, query }) => listGrants(container.console, who, query.cursor),
  }),
  route({
    method: "POST",
    path: "/api/v1/approval-grants/{id}/revoke",
    role,
    access: decide,
    summary: "End a grant before its time",
    params,
    body: revokeInput,
    response: params,
    handle: async (asked) => {
      await revokeGrant(byMember(asked), { ...asked.body, ...asked.params });
      return asked.params;
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/approval-delegations",
    role,
    access: decide,
    summary: "The viewer's deputies, and whose deputy they are",
    response: delegationsPage,
    handle: ({ container, who }) => listDelegations(container.console, who),
  }),
  route({
    method: "POST",
    path: "/api/v1/approval-delegations",
    role,
    access: decide,
    summary: "Name a deputy between two dates; needs a sign-in of the last five minutes",
    body: delegationInput,
    response: params,
    status: 201,
    handle: async (asked) => {
      const { id } = await makeDelegation(byMember(asked), { delegation: asked.body });
      return { id };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/approval-delegations/{id}/end",
    role,
    access: decide,
    summary: "End a deputy",
    params,
    response: params,
    handle: (asked) => endDelegation(byMember(asked), asked.params),
  }),
  route({
    method: "POST",
    path: "/api/v1/sources/{id}/callbacks",
    role,
    access: { kind: "member", permission: "sources:write" },
    summary: "Allow an address that the source may be called back at; its signing secret, once",
    params,
    body: allowCallbackInput,
    response: z.object({ id: z.string(), secret: z.string() }),
    status: 201,
    handle: async (asked) => {
      const input = { ...asked.body, source: asked.params.id };
      const { id, secret } = await allowCallback(asked.container)(byMember(asked), input);
      return { id, secret };
    },
  }),
];
