// What the API answers about the directory; shared by server, console and OpenAPI.
import { z } from "zod";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "../calls/model";
import { directorySchema, sanctionSchema, VERDICTS } from "./model";

/** Calls of the last 30 days, from the rollups. */
const count = z.number().int();
const named = z.object({ id: z.string(), name: z.string().nullable() });

const principalView = z.object({
  /** Opaque public id, `prn_…`. */
  id: z.string(),
  /** Null once the directory row was erased. */
  iss: z.string().nullable(),
  sub: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Slug of the person it is linked to. */
  person: z.string().nullable(),
  personName: z.string().nullable(),
  provenance: z.enum(["manual", "csv", "observed"]).nullable(),
  linkedBy: z.string().nullable(),
  linkedAt: z.string().nullable(),
  service: z.boolean(),
  /** From when on its right has ended, by the earliest revocation. */
  revokedAt: z.string().nullable(),
  callsAsCaller: count,
  callsAsRanAs: count,
});
export type PrincipalView = z.infer<typeof principalView>;

const personView = z.object({
  /** The slug. */
  id: z.string(),
  name: z.string().nullable(),
  principals: z.array(principalView.pick({ id: true, iss: true, sub: true, name: true })),
  callsAsCaller: count,
  callsAsRanAs: count,
});
export type PersonView = z.infer<typeof personView>;

export const personDetail = z.object({
  id: z.string(),
  name: z.string().nullable(),
  principals: z.array(principalView),
  groups: z.array(
    z.object({
      name: z.string(),
      provenance: z.enum(["manual", "csv", "oidc"]),
      addedAt: z.string(),
    }),
  ),
  /** OAuth client ids that this person owns. */
  clients: z.array(z.string()),
});
export type PersonDetail = z.infer<typeof personDetail>;

const serverView = directorySchema.shape.servers.unwrap().element.extend({
  id: z.string(),
  resource: z.string().nullable(),
  configured: directorySchema.shape.servers.unwrap().element.shape.configured.unwrap().nullable(),
  scopeCeiling: z.array(z.string()).nullable(),
  lifetimeLimitHours: z.number().nullable(),
  staticClient: z.string().nullable(),
  /** When an admin last said how it signs in; null where nobody did. */
  declaredAt: z.string().nullable(),
  calls: count,
  /** Those for which neither the gateway nor a declaration says as whom they ran. */
  unevidenced: count,
});
export type ServerView = z.infer<typeof serverView>;

export const serverDetail = serverView.extend({
  verdicts: z.array(z.object({ verdict: z.enum(VERDICTS), calls: count })),
  gateways: z.array(
    z.object({
      source: z.object({ id: z.string(), name: z.string() }),
      format: z.string(),
      title: z.string(),
      gatewayVersions: z.string(),
      /** The most that the format gives, unless an admin raises it on the source. */
      formatCeiling: z.enum(DOWNSTREAM_EVIDENCE),
      ceiling: z.enum(DOWNSTREAM_EVIDENCE),
      callerCeiling: z.enum(CALLER_EVIDENCE),
      calls: count,
      /** Calls whose record names a downstream identity or credential. */
      named: count,
    }),
  ),
});
export type ServerDetail = z.infer<typeof serverDetail>;

const clientView = z.object({
  /** The OAuth client id; null for a client that only gave itself a name. */
  clientId: z.string().nullable(),
  names: z.array(z.string()),
  owner: named.nullable(),
  setBy: z.string().nullable(),
  setAt: z.string().nullable(),
  calls: count,
});
export type ClientView = z.infer<typeof clientView>;

const sanctionTerms = sanctionSchema.extend({ ticket: z.string().nullable() });

export const SANCTION_STATES = ["active", "not_yet", "ended"] as const;
const sanctionView = sanctionTerms.extend({
  id: z.string(),
  state: z.enum(SANCTION_STATES),
  createdBy: z.string(),
  createdAt: z.string(),
  /** The second admin of one that began in the past. */
  agreedBy: z.string().nullable(),
  /** Sanctioned calls of the last 30 days that fit it. */
  calls: count,
});
export type SanctionView = z.infer<typeof sanctionView>;

export const proposalView = sanctionTerms.extend({
  id: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  outcome: z.enum(["agreed", "declined"]).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
  /** Why the one who asks may not agree. */
  refusal: z.string().nullable(),
});
export type ProposalView = z.infer<typeof proposalView>;

const revocationView = z.object({
  id: z.string(),
  iss: z.string(),
  sub: z.string(),
  /** Whose principal it is: a revocation ends this one alone. */
  person: named.nullable(),
  at: z.string(),
  reason: z.string(),
  createdBy: z.string(),
});
export type RevocationView = z.infer<typeof revocationView>;

export const groupView = z.object({ name: z.string(), persons: z.array(z.string()) });

/** The item of each list of the API. */
export const DIRECTORY_ITEMS = {
  persons: personView,
  principals: principalView,
  groups: groupView,
  services: principalView,
  actors: principalView,
  servers: serverView,
  clients: clientView,
  sanctions: sanctionView,
  revocations: revocationView,
} as const;
export type DirectoryList = keyof typeof DIRECTORY_ITEMS;

/** A principal without a person, and how often it calls: the way from unknown to known. */
export const unlinkedPage = z.object({
  items: z.array(principalView),
  /** How many there are in all. */
  total: count,
});
