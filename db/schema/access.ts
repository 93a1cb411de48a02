import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import type { Role, Scope } from "../../lib/access/model";
import { instant } from "./directory";

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

export const apiKey = pgTable("api_key", {
  id: text("id").primaryKey(),
  sourceId: integer("source_id").notNull(),
  secretSha256: bytea("secret_sha256").notNull(),
  scopes: text("scopes").array().$type<Scope[]>().notNull(),
  expiresAt: instant("expires_at"),
  revokedAt: instant("revoked_at"),
  lastUsedAt: instant("last_used_at"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const member = pgTable("member", {
  id: text("id").primaryKey(),
  email: text("email").notNull(),
  name: text("name"),
  passwordHash: text("password_hash"),
  disabledAt: instant("disabled_at"),
  personId: integer("person_id"),
  lastActiveAt: instant("last_active_at"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const memberRole = pgTable(
  "member_role",
  {
    memberId: text("member_id").notNull(),
    role: text("role").$type<Role>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.role] })],
);

/** The cookie holds the session's id; only its SHA-256 is kept here. */
export const memberSession = pgTable("member_session", {
  idSha256: bytea("id_sha256").primaryKey(),
  memberId: text("member_id").notNull(),
  authTime: instant("auth_time").notNull(),
  lastActiveAt: instant("last_active_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  endedAt: instant("ended_at"),
  address: text("address"),
  userAgent: text("user_agent"),
});

/** A company account that a member signs in with; the pair is the identifier. */
export const memberAccount = pgTable(
  "member_account",
  {
    iss: text("iss").notNull(),
    sub: text("sub").notNull(),
    memberId: text("member_id").notNull(),
    boundBy: text("bound_by").$type<"invitation" | "claim" | "member">().notNull(),
    boundAt: instant("bound_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.iss, table.sub] })],
);

export const invitation = pgTable("invitation", {
  id: text("id").primaryKey(),
  tokenSha256: bytea("token_sha256").notNull(),
  email: text("email").notNull(),
  name: text("name"),
  roles: text("roles").array().$type<Role[]>().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  acceptedAt: instant("accepted_at"),
  removedAt: instant("removed_at"),
});

export const accessToken = pgTable("access_token", {
  id: text("id").primaryKey(),
  memberId: text("member_id").notNull(),
  name: text("name").notNull(),
  secretSha256: bytea("secret_sha256").notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  revokedAt: instant("revoked_at"),
  lastUsedAt: instant("last_used_at"),
});

/** What a member signs decisions with; one that was removed stays, for what it signed. */
export const memberPasskey = pgTable("member_passkey", {
  id: text("id").primaryKey(),
  memberId: text("member_id").notNull(),
  credentialId: text("credential_id").notNull(),
  /** COSE_Key. */
  publicKey: bytea("public_key").notNull(),
  counter: bigint("counter", { mode: "number" }).notNull(),
  transports: text("transports").array().notNull(),
  deviceBound: boolean("device_bound").notNull(),
  backedUp: boolean("backed_up").notNull(),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  lastUsedAt: instant("last_used_at"),
  removedAt: instant("removed_at"),
});

export const signInFailure = pgTable("sign_in_failure", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  subject: text("subject").notNull(),
  at: instant("at").notNull().defaultNow(),
});

export const setupLink = pgTable("setup_link", {
  tokenSha256: bytea("token_sha256").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

export const adminLog = pgTable("admin_log", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant("at").notNull().defaultNow(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  subject: text("subject"),
  details: jsonb("details").$type<Record<string, unknown>>().notNull(),
  requestId: text("request_id"),
  /** `token:<id>` where a member acted through a personal access token. */
  via: text("via"),
});
