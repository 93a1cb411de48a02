// What gateways are answered by, in this process: the newest policy, blocks, catalog and directory,
// looked at several times a second, so that no decision waits for the database.
import type { Pool } from "../../db/client";
import { catalogFacts } from "../catalog/catalog-facts";
import { DomainError } from "../errors";
import type { DirectoryCache } from "../identity/directory-cache";
import { readBlocks } from "./blocks";
import { buildIndex } from "./build-index";
import { catalogHolds } from "./catalog-holds";
import { directoryFacts } from "./directory-facts";
import { type Facts, indexBlocks } from "./facts";
import type { Limit, Policy } from "./model";
import { readPolicy } from "./read-policy";
import type { RuleIndex } from "./rule-index";

/** Two looks, and reading what moved, are well within the second that is promised. */
const LOOK_EVERY_MS = 300;
/** After this long without a look at the database nobody knows what is in force. */
const STALE_AFTER_MS = 2_000;

export type Enforced = {
  /** 0 while nothing was published: no rule allows anything. */
  number: number;
  policy: Policy;
  index: RuleIndex;
  /** Of rules that have one, by id. */
  limits: ReadonlyMap<string, Limit>;
  facts: Pick<Facts, "personOf" | "groupsOf" | "isHeld" | "blocks">;
};

export type InForce = {
  /**
   * What is in force. Throws `unavailable` where the database was last seen longer ago than
   * `mayBeOld` (milliseconds) beyond the usual.
   */
  current: (mayBeOld?: number) => Enforced;
  /** Looks once, now: afterwards what was committed before is in force here. */
  look: () => Promise<void>;
  /** Goes on looking until `stop`. `failed` is told why a look failed, once until one succeeds. */
  start: (failed: (error: unknown) => void) => Promise<void>;
  stop: () => void;
};

export function policyInForce(pool: Pool, directory: DirectoryCache): InForce {
  let held: { enforced: Enforced; versions: Versions } | undefined;
  let seenAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    const began = performance.now();
    const versions = await readVersions(pool);
    if (held === undefined || !isSame(held.versions, versions)) {
      const enforced = await readEnforced(pool, directory, held?.enforced);
      held = { enforced, versions };
    }
    seenAt = Math.max(seenAt, began);
  };

  return {
    look,
    current: (mayBeOld = 0) => {
      if (held === undefined || performance.now() - seenAt > STALE_AFTER_MS + mayBeOld) {
        throw new DomainError("unavailable", "The policy in force cannot be read at the moment.", {
          retryAfter: 2,
        });
      }
      return held.enforced;
    },
    start: async (failed) => {
      let told = false;
      const again = async () => {
        try {
          await look();
          told = false;
        } catch (error) {
          if (!told) failed(error);
          told = true;
        }
        timer = setTimeout(() => void again(), LOOK_EVERY_MS).unref();
      };
      await again();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Raised by whatever an answer depends on. */
type Versions = { decisions: string; directory: string; catalog: string };

async function readVersions({ sql }: Pool): Promise<Versions> {
  const [row] = await sql<Versions[]>`
    SELECT d.decisions_version::text AS decisions, d.directory_version::text AS directory,
           c.version::text AS catalog
    FROM deployment d CROSS JOIN catalog_head c`;
  if (!row) throw new Error("the database has no deployment");
  return row;
}

function isSame(one: Versions, other: Versions): boolean {
  return (
    one.decisions === other.decisions &&
    one.directory === other.directory &&
    one.catalog === other.catalog
  );
}

/** Read after the versions: it may be newer than they say, never older. */
async function readEnforced(
  pool: Pool,
  directory: DirectoryCache,
  before: Enforced | undefined,
): Promise<Enforced> {
  const [version, blocks, catalog, { index: known }] = await Promise.all([
    readNewest(pool, before),
    readBlocks(pool),
    catalogFacts(pool),
    directory.newest(),
  ]);
  const facts = {
    ...directoryFacts(known),
    isHeld: catalogHolds(catalog),
    blocks: indexBlocks(blocks),
  };
  return { ...version, facts };
}

type Version = Omit<Enforced, "facts">;

/** A version never changes, so the one that is held is not read again. */
async function readNewest({ sql }: Pool, before: Version | undefined): Promise<Version> {
  const [newest] = await sql<{ number: number; document: string | null }[]>`
    SELECT number, CASE WHEN number <> ${before?.number ?? 0} THEN document END AS document
    FROM policy_version ORDER BY number DESC LIMIT 1`;
  if (!newest) return versionOf(0, NOTHING);
  if (newest.document === null && before !== undefined) return before;
  const read = readPolicy(newest.document ?? "");
  if (!read.ok) throw new Error(`version ${newest.number} of the policy cannot be read`);
  return versionOf(newest.number, read.policy);
}

function versionOf(number: number, policy: Policy): Version {
  const limits = policy.rules.flatMap(({ id, limit }) => (limit ? [[id, limit] as const] : []));
  return {
    number,
    policy,
    index: buildIndex(policy, number === 0 ? null : String(number)),
    limits: new Map(limits),
  };
}

const NOTHING: Policy = { rules: [], entities: [], tests: [] };
