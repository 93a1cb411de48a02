import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { DOWNSTREAM_EVIDENCE, CALLER_EVIDENCE } from "../../lib/calls/model";
import type { Directory, Risk, Sanction } from "../../lib/identity/model";
import type { DecisionMode, DecisionRecording, KeyMapping } from "../../lib/sources/model";

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

export const deployment = pgTable("deployment", {
  id: smallint("id").primaryKey().default(1),
  secretFingerprint: text("secret_fingerprint").notNull(),
  keyId: smallint("key_id").notNull().default(1),
  secretRotatedAt: instant("secret_rotated_at"),
  directoryVersion: bigint("directory_version", { mode: "number" }).notNull().default(1),
  decisionsVersion: bigint("decisions_version", { mode: "number" }).notNull().default(0),
  singleAdmin: boolean("single_admin").notNull().default(false),
});

export const person = pgTable("person", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  slug: text("slug").notNull().unique(),
  name: text("name"),
  email: text("email"),
});

export const principal = pgTable("principal", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  publicId: text("public_id").notNull().unique(),
  iss: text("iss"),
  sub: text("sub"),
  name: text("name"),
  email: text("email"),
  personId: integer("person_id"),
  linkProvenance: text("link_provenance").$type<"manual" | "csv" | "observed">(),
  linkedBy: text("linked_by"),
  linkedAt: instant("linked_at"),
  isService: boolean("is_service").notNull().default(false),
  isTrustedActor: boolean("is_trusted_actor").notNull().default(false),
});

export const personGroup = pgTable(
  "person_group",
  {
    name: text("name").notNull(),
    personId: integer("person_id").notNull(),
    provenance: text("provenance").$type<"manual" | "csv" | "oidc">().notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.personId] })],
);

export const source = pgTable("source", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  /** This program itself, for events of its own. No gateway: nothing lists it. */
  isSystem: boolean("is_system").notNull().default(false),
  publicId: text("public_id").notNull().unique(),
  name: text("name").notNull().unique(),
  format: text("format").notNull(),
  resource: text("resource"),
  issuer: text("issuer"),
  callerCeiling: text("caller_ceiling").$type<(typeof CALLER_EVIDENCE)[number]>().notNull(),
  downstreamCeiling: text("downstream_ceiling")
    .$type<(typeof DOWNSTREAM_EVIDENCE)[number]>()
    .notNull(),
  decisionMode: text("decision_mode").$type<DecisionMode>().notNull().default("enforce"),
  decisionRecording: text("decision_recording")
    .$type<DecisionRecording>()
    .notNull()
    .default("asynchronous"),
  groupsTrusted: boolean("groups_trusted").notNull().default(false),
  evidenceProvider: boolean("evidence_provider").notNull().default(false),
  keyMapping: jsonb("key_mapping").$type<KeyMapping>(),
  revokedAt: instant("revoked_at"),
  revokedBy: text("revoked_by"),
  revokedReason: text("revoked_reason"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const server = pgTable("server", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull().unique(),
  resource: text("resource"),
  configured: jsonb("configured").$type<Directory["servers"][number]["configured"]>(),
  scopeCeiling: text("scope_ceiling").array(),
  lifetimeLimitHours: real("lifetime_limit_hours"),
  staticClient: text("static_client"),
  declaredAt: instant("declared_at"),
});

export const tool = pgTable("tool", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  serverId: integer("server_id"),
  name: text("name").notNull(),
  risk: text("risk").$type<Risk>(),
});

export const sanction = pgTable("sanction", {
  id: text("id").primaryKey(),
  ranAs: jsonb("ran_as").$type<Sanction["ranAs"]>().notNull(),
  tools: text("tools").array().notNull(),
  callers: text("callers").array().notNull(),
  owner: text("owner").notNull(),
  reason: text("reason").notNull(),
  ticket: text("ticket"),
  activeFrom: instant("active_from").notNull(),
  activeUntil: instant("active_until").notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  agreedBy: text("agreed_by"),
});

/** A sanction that begins in the past, until a second admin agreed or somebody declined it. */
export const sanctionProposal = pgTable("sanction_proposal", {
  id: text("id").primaryKey(),
  ranAs: jsonb("ran_as").$type<Sanction["ranAs"]>().notNull(),
  tools: text("tools").array().notNull(),
  callers: text("callers").array().notNull(),
  owner: text("owner").notNull(),
  reason: text("reason").notNull(),
  ticket: text("ticket"),
  activeFrom: instant("active_from").notNull(),
  activeUntil: instant("active_until").notNull(),
  proposedBy: text("proposed_by").notNull(),
  proposerId: text("proposer_id"),
  proposedAt: instant("proposed_at").notNull().defaultNow(),
  outcome: text("outcome").$type<"agreed" | "declined">(),
  decidedBy: text("decided_by"),
  decidedAt: instant("decided_at"),
  decisionReason: text("decision_reason"),
  sanctionId: text("sanction_id"),
});

export const clientOwner = pgTable("client_owner", {
  clientId: text("client_id").primaryKey(),
  personId: integer("person_id").notNull(),
  setBy: text("set_by").notNull(),
  setAt: instant("set_at").notNull().defaultNow(),
});

export const revocation = pgTable("revocation", {
  id: text("id").primaryKey(),
  iss: text("iss").notNull(),
  sub: text("sub").notNull(),
  revokedAt: instant("revoked_at").notNull(),
  reason: text("reason").notNull(),
  createdBy: text("created_by").notNull(),
});
