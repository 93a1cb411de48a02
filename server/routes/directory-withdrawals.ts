// Taking directory entries back, and sanctions that need two admins.
import { z } from "zod";
import { agreeToSanction } from "../../lib/identity/agree-to-sanction";
import { declineSanction } from "../../lib/identity/decline-sanction";
import { endSanction } from "../../lib/identity/end-sanction";
import { leaveGroup } from "../../lib/identity/leave-group";
import { listProposals, proposalPage } from "../../lib/identity/list-proposals";
import { proposeSanction } from "../../lib/identity/propose-sanction";
import { removeActor, removeService } from "../../lib/identity/remove-mark";
import { undeclareServer } from "../../lib/identity/undeclare-server";
import { unlinkPrincipal } from "../../lib/identity/unlink-principal";
import { byMember } from "../http/by-member";
import { type Route, route } from "../http/route";

const write = { kind: "member", permission: "directory:write" } as const;
const params = z.object({ id: z.string().max(200) });
const reason = z.string().max(1_000).optional();
const query = z.strictObject({ reason });
const changed = z.object({ version: z.number().int() });
const versionOf = ({ version }: { version: number }) => ({ version });

const removals = [
  {
    method: "DELETE",
    path: "/api/v1/principals/{id}/link",
    summary: "Unlink a principal from its person",
    run: unlinkPrincipal,
  },
  {
    method: "DELETE",
    path: "/api/v1/services/{id}",
    summary: "Take a principal off the services",
    run: removeService,
  },
  {
    method: "DELETE",
    path: "/api/v1/actors/{id}",
    summary: "Take a principal off the trusted actors",
    run: removeActor,
  },
  {
    method: "DELETE",
    path: "/api/v1/servers/{id}/declaration",
    summary: "Forget how a server signs in",
    run: undeclareServer,
  },
  {
    method: "POST",
    path: "/api/v1/sanctions/{id}/end",
    summary: "End a sanction now",
    run: endSanction,
  },
] as const;

export const directoryWithdrawalRoutes: Route[] = [
  ...removals.map(({ method, path, summary, run }) =>
    route({
      method,
      path,
      role: "console",
      access: write,
      summary,
      params,
      query,
      response: changed,
      handle: async (input) =>
        versionOf(await run(byMember(input), { ...input.params, ...input.query })),
    }),
  ),
  route({
    method: "DELETE",
    path: "/api/v1/persons/{id}/groups",
    role: "console",
    access: write,
    summary: "Take a person out of a group",
    params,
    query: z.strictObject({ group: z.string().max(200), reason }),
    response: changed,
    handle: async (input) =>
      versionOf(await leaveGroup(byMember(input), { ...input.params, ...input.query })),
  }),
  route({
    method: "GET",
    path: "/api/v1/sanction-proposals",
    role: "console",
    access: { kind: "member", permission: "directory:read" },
    summary: "Back-dated sanctions that wait for a second admin, and the last decided ones",
    response: proposalPage,
    handle: ({ container, who }) => listProposals(container.console, who),
  }),
  route({
    method: "POST",
    path: "/api/v1/sanction-proposals",
    role: "console",
    access: write,
    summary: "Propose a sanction that begins in the past",
    body: proposeSanction.input,
    response: z.object({ id: z.string() }),
    status: 201,
    handle: (input) => proposeSanction(byMember(input), input.body),
  }),
  route({
    method: "POST",
    path: "/api/v1/sanction-proposals/{id}/agree",
    role: "console",
    access: write,
    summary: "Agree to a proposal as the second admin; the sanction applies at once",
    params,
    response: z.object({ id: z.string(), version: z.number().int() }),
    handle: async (input) => {
      const { id, version } = await agreeToSanction(byMember(input), input.params);
      return { id, version };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/sanction-proposals/{id}/decline",
    role: "console",
    access: write,
    summary: "Decline a proposal, or take one's own back",
    params,
    body: declineSanction.input.omit({ id: true }),
    response: z.object({ id: z.string() }),
    handle: (input) => declineSanction(byMember(input), { ...input.body, ...input.params }),
  }),
];
