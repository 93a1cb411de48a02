// The one place that reads process.env; `cli config` prints what is in force.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { nearestName } from "./nearest-name";
import { allowedAddresses } from "./notify/address-rules";
import { type OidcRules, parseAllowClaim } from "./access/oidc-claims";

const ROLES = ["gate", "console", "worker"] as const;
export type ProcessRole = (typeof ROLES)[number];

/** More than PostgreSQL on the same machine would keep up with; each takes some 80 MB. */
const MOST_THREADS = 4;

const blankIsMissing = (value: unknown) => (value === "" ? undefined : value);
const optionalText = z.preprocess(blankIsMissing, z.string().optional());

const envSchema = z.object({
  NODE_ENV: z.string().default("production"),
  PORT: z.preprocess(blankIsMissing, z.coerce.number().int().min(0).max(65535).default(3000)),
  HOST: z.preprocess(blankIsMissing, z.string().default("127.0.0.1")),
  ONBEHALF_URL: z.preprocess(blankIsMissing, z.url().optional()),
  ONBEHALF_INSECURE_HTTP: z.preprocess(blankIsMissing, z.enum(["0", "1"]).default("0")),
  ONBEHALF_TRUSTED_PROXIES: z.preprocess(
    blankIsMissing,
    z
      .string()
      .default("")
      .transform((list) => list.split(",").flatMap((one) => one.trim() || [])),
  ),
  DATABASE_URL: z.preprocess(
    blankIsMissing,
    z
      .string()
      .regex(
        /^postgres(?:ql)?:\/\//,
        "not a PostgreSQL address such as postgres://user:password@host:5432/name",
      )
      .optional(),
  ),
  ONBEHALF_DATA: z.preprocess(blankIsMissing, z.string().default(".onbehalf")),
  ONBEHALF_ROLE: z.preprocess(
    blankIsMissing,
    z
      .string()
      .default("gate,console,worker")
      .transform((list) => list.split(",").map((one) => one.trim()))
      .pipe(z.array(z.enum(ROLES)).min(1)),
  ),
  ONBEHALF_INGEST_THREADS: z.preprocess(
    blankIsMissing,
    z.coerce.number().int().min(0).max(16).optional(),
  ),
  ONBEHALF_LAST_GOOD_POLICY: z.preprocess(
    blankIsMissing,
    z.coerce.number().int().min(0).max(86_400).default(0),
  ),
  ONBEHALF_SECRET: optionalText,
  ONBEHALF_NEW_SECRET: optionalText,
  ONBEHALF_METRICS_TOKEN: optionalText,
  SMTP_URL: z.preprocess(blankIsMissing, z.url({ protocol: /^smtps?$/ }).optional()),
  ONBEHALF_ALLOW_ADDRESSES: z.preprocess(
    blankIsMissing,
    z
      .string()
      .default("")
      .transform((list) => list.split(",").flatMap((one) => one.trim() || []))
      .refine(areAddresses, "not a list of addresses and CIDR ranges such as 10.1.0.0/16"),
  ),
  ONBEHALF_ADMIN_EMAIL: optionalText,
  ONBEHALF_ADMIN_PASSWORD: optionalText,
  OIDC_ISSUER: z.preprocess(blankIsMissing, z.url().optional()),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_SCOPES: z.preprocess(blankIsMissing, z.string().default("openid profile email")),
  OIDC_ALLOW_CLAIM: optionalText,
  OIDC_ROLE_CLAIM: optionalText,
  OIDC_GROUPS_CLAIM: optionalText,
  ONBEHALF_LOG_LEVEL: z.preprocess(
    blankIsMissing,
    z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  ),
});

export type Env = {
  production: boolean;
  port: number;
  host: string;
  url: URL;
  insecureHttp: boolean;
  trustedProxies: string[];
  databaseUrl: string | undefined;
  dataDir: string;
  roles: ProcessRole[];
  /** Threads that take in large bodies of events, beside the one that answers. */
  ingestThreads: number;
  /** Milliseconds for which decisions are made by the last policy while the database is away. */
  lastGoodPolicyMs: number;
  secret: string | undefined;
  /** For `cli secret rotate` alone: what to rotate to. */
  newSecret: string | undefined;
  /** What a scraper from elsewhere has to present; without it /metrics answers loopback only. */
  metricsToken: string | undefined;
  admin: { email: string; password: string } | undefined;
  /** The mail server of outgoing messages; `?from=` names the sender. */
  smtpUrl: string | undefined;
  /** Beside the public internet, where outgoing messages may go: addresses and CIDR ranges. */
  allowAddresses: string[];
  /** Company sign-in; without it members have passwords. */
  oidc: OidcSettings | undefined;
  logLevel: string;
  /** Variables that begin like ours and are none, with the one that was probably meant. */
  unknownSettings: { name: string; nearest: string | undefined }[];
};

export type OidcSettings = OidcRules & {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
};

/** Reads `.env` beside the working directory and the environment. Throws a readable sentence. */
export function readEnv(): Env {
  if (existsSync(".env")) process.loadEnvFile(".env");
  // Next and React choose their build by it when they are first imported.
  Reflect.set(process.env, "NODE_ENV", process.env["NODE_ENV"] || "production");
  const parsed = envSchema.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration cannot be read.\n  ${lines.join("\n  ")}`);
  }
  const env = parsed.data;
  const url = new URL(env.ONBEHALF_URL ?? `http://localhost:${env.PORT}`);
  if (url.protocol === "http:" && !isLoopback(url.hostname) && env.ONBEHALF_INSECURE_HTTP !== "1") {
    throw new Error(
      `ONBEHALF_URL is ${url.origin}: a host other than this machine needs https.\n` +
        "  Set an https address, or ONBEHALF_INSECURE_HTTP=1 if you accept sessions in clear text.",
    );
  }
  return {
    production: env.NODE_ENV !== "development",
    port: env.PORT,
    host: env.HOST,
    url,
    insecureHttp: url.protocol === "http:" && !isLoopback(url.hostname),
    trustedProxies: env.ONBEHALF_TRUSTED_PROXIES,
    databaseUrl: env.DATABASE_URL,
    dataDir: resolve(env.ONBEHALF_DATA),
    roles: env.ONBEHALF_ROLE,
    ingestThreads:
      env.ONBEHALF_INGEST_THREADS ?? Math.min(availableParallelism() - 1, MOST_THREADS),
    lastGoodPolicyMs: env.ONBEHALF_LAST_GOOD_POLICY * 1000,
    secret: env.ONBEHALF_SECRET,
    newSecret: env.ONBEHALF_NEW_SECRET,
    metricsToken: env.ONBEHALF_METRICS_TOKEN,
    admin:
      env.ONBEHALF_ADMIN_EMAIL && env.ONBEHALF_ADMIN_PASSWORD
        ? { email: env.ONBEHALF_ADMIN_EMAIL, password: env.ONBEHALF_ADMIN_PASSWORD }
        : undefined,
    smtpUrl: env.SMTP_URL,
    allowAddresses: env.ONBEHALF_ALLOW_ADDRESSES,
    oidc: readOidc(env),
    logLevel: env.ONBEHALF_LOG_LEVEL,
    unknownSettings: unknownSettings(),
  };
}

/** Of the measurements, the tests and the example: read elsewhere. */
const NOT_OURS = /^ONBEHALF_(?:KEY|BROWSER|E2E_.+|TEST_.+)$/;

function unknownSettings(): Env["unknownSettings"] {
  const known = Object.keys(envSchema.shape);
  return Object.keys(process.env)
    .filter((name) => name.startsWith("ONBEHALF_") && !NOT_OURS.test(name))
    .filter((name) => !known.includes(name))
    .map((name) => ({ name, nearest: nearestName(name, known) }));
}

function areAddresses(ranges: readonly string[]): boolean {
  try {
    allowedAddresses(ranges);
    return true;
  } catch {
    return false;
  }
}

/** All of issuer, client and secret, or none. Throws a readable sentence. */
function readOidc(env: z.output<typeof envSchema>): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined)
    return undefined;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new Error("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed together.");
  }
  const { protocol, hostname, origin } = new URL(issuer);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    throw new Error(`OIDC_ISSUER is at ${origin}: an issuer elsewhere needs https.`);
  }
  const allow = env.OIDC_ALLOW_CLAIM === undefined ? null : parseAllowClaim(env.OIDC_ALLOW_CLAIM);
  if (env.OIDC_ALLOW_CLAIM !== undefined && allow === null) {
    throw new Error("OIDC_ALLOW_CLAIM must be a claim and a value, such as groups:secops.");
  }
  return {
    issuer,
    clientId,
    clientSecret,
    scopes: env.OIDC_SCOPES,
    allow,
    roleClaim: env.OIDC_ROLE_CLAIM ?? null,
    groupsClaim: env.OIDC_GROUPS_CLAIM ?? null,
  };
}

/** localhost, 127.0.0.0/8 and [::1] are one machine and one origin. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    hostname === "::1" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** What next-auth reads from the environment by itself; everything else is passed to it. */
export function setNextAuthUrl(url: URL): void {
  process.env["NEXTAUTH_URL"] = url.origin;
}

/** Whether we run by `npm run cli` without --silent, which prints to our standard output first. */
export function hasNpmBanner(): boolean {
  const { npm_lifecycle_event: script, npm_config_loglevel: level } = process.env;
  return script === "cli" && level !== "silent";
}
