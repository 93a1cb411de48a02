// Everything that stands between a document and its publication.
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../../../db/client";
import { member, memberAccount, memberRole } from "../../../db/schema/access";
import { person } from "../../../db/schema/directory";
import { type DirectoryIndex, indexDirectory } from "../../identity/directory-index";
import { principalKey } from "../../identity/principal";
import { readDirectory } from "../../identity/read-directory";
import { directoryFacts } from "../directory-facts";
import type { Policy } from "../model";
import { readPolicy } from "../read-policy";
import { readText } from "../read-text";
import { failedTests } from "../run-tests";
import { personsOf, rightsOf } from "./author-rights";
import { findCatchAll, type Population } from "./catch-all";
import { findLoosening } from "./loosening";
import type { Review } from "./review-view";
import { readSingleAdmin } from "./single-admin";
import { unfulfillable } from "./unfulfillable";

export type Author = { name: string; memberId: string | null };

/** `before`: the document of the version that this one was made from. */
export async function reviewDocument(
  tx: Db,
  { document, before, authors }: { document: string; before: string; authors: readonly Author[] },
  now = Date.now(),
): Promise<Review> {
  const read = readPolicy(document);
  const singleAdmin = await readSingleAdmin(tx);
  if (!read.ok) return { ...NOTHING, defects: read.defects.map(shown), singleAdmin };
  const { policy, doubts } = read;
  const old = readPolicy(before);
  const base: Policy = old.ok ? old.policy : { rules: [], entities: [], tests: [] };
  const directory = indexDirectory(await readDirectory(tx));
  const text = readText(document);
  const at = (path: PropertyKey[]) => {
    const { line, column } = text.ok ? text.place({ path, message: "" }) : { line: 1, column: 1 };
    return { line, column };
  };
  const ruleAt = (id: string) => policy.rules.findIndex((rule) => rule.id === id);
  const approvers = { groups: directory.groups, able: await ableApprovers(tx, directory) };
  const lacking = unfulfillable(policy, approvers, now).map((defect) =>
    text.ok ? text.place(defect) : { ...defect, line: 1, column: 1 },
  );
  const known = await personsOf(
    tx,
    directory,
    authors.flatMap(({ memberId }) => memberId ?? []),
  );
  const personOf = ({ memberId }: Author) => (memberId === null ? undefined : known.get(memberId));
  const catchAll = findCatchAll(base, policy, await populationOf(tx, directory), now);
  return {
    readable: true,
    defects: [...doubts, ...lacking].map(shown),
    tests: {
      total: policy.tests.length,
      failed: failedTests(policy, directoryFacts(directory), now).map((test) => {
        const { name, expected, answered } = test;
        return { name, expected, answered, ...at(["tests", test.at]) };
      }),
    },
    catchAll: catchAll.map((one) => ({
      ...one,
      ...at(["rules", ruleAt(one.ruleId), "resources"]),
    })),
    loosens: authors.flatMap((author) =>
      findLoosening(base, policy, rightsOf(directory, personOf(author)), now).map((one) => ({
        author: author.name,
        ...one,
      })),
    ),
    unknownAuthors: authors.filter((one) => personOf(one) === undefined).map(({ name }) => name),
    singleAdmin,
  };
}

const NOTHING = {
  readable: false,
  tests: { total: 0, failed: [] },
  catchAll: [],
  loosens: [],
  unknownAuthors: [],
};

function shown({
  line,
  column,
  path,
  message,
}: {
  line: number;
  column: number;
  path: readonly PropertyKey[];
  message: string;
}) {
  return { line, column, path: path.map(String).join("."), message };
}

/** Persons with an enabled member who holds the role approver. */
async function ableApprovers(tx: Db, directory: DirectoryIndex): Promise<Set<string>> {
  const isApprover = and(eq(memberRole.role, "approver"), isNull(member.disabledAt));
  const [linked, accounts] = await Promise.all([
    tx
      .select({ slug: person.slug })
      .from(memberRole)
      .innerJoin(member, eq(member.id, memberRole.memberId))
      .innerJoin(person, eq(person.id, member.personId))
      .where(isApprover),
    tx
      .select({ iss: memberAccount.iss, sub: memberAccount.sub })
      .from(memberRole)
      .innerJoin(member, eq(member.id, memberRole.memberId))
      .innerJoin(memberAccount, eq(memberAccount.memberId, member.id))
      .where(isApprover),
  ]);
  return new Set([
    ...linked.map(({ slug }) => slug),
    ...accounts.flatMap((one) => directory.personOfPrincipal.get(principalKey(one))?.id ?? []),
  ]);
}

async function populationOf(tx: Db, { groups }: DirectoryIndex): Promise<Population> {
  const tools = await tx.execute<{ server: string; name: string }>(sql`
    SELECT s.name AS server, t.name FROM tool t JOIN server s ON s.id = t.server_id`);
  const [count] = await tx.execute<{ n: string }>(sql`
    SELECT (SELECT count(*) FROM person) +
           (SELECT count(*) FROM principal WHERE person_id IS NULL AND iss IS NOT NULL) AS n`);
  return {
    tools: [...tools].map(({ server, name }) => ({ type: "tool", server, name })),
    groups,
    everybody: Number(count?.n ?? 0),
  };
}
