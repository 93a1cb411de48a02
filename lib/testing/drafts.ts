// A deployment with two admins who are persons of the directory, and drafts of its policy over the API.
import { linkMember } from "../access/link-member";
import { publishPolicy } from "../policy/publish-policy";
import { newestVersion } from "../policy/read-versions";
import { type TestApi, testApi, type TestMember } from "./api";
import { asOperator } from "./deployment";

type Answer = {
  status: number;
  body: Record<string, never> & { [key: string]: unknown };
  etag: string | null;
};

export type DraftWorld = Awaited<ReturnType<typeof draftWorld>>;

/** Ada is an admin and in the group eng, Ben an owner and in ops; Cleo is in no group. */
export async function draftWorld() {
  const api = await testApi();
  const [ada, ben] = [await api.member("admin"), await api.member("owner")];
  const operator = asOperator(api.deployment.pool);
  const { sql } = api.deployment.pool;
  const link = (member: TestMember, person: string) =>
    linkMember(operator, { id: member.id, person });
  await sql`INSERT INTO person (slug) VALUES ('ada'), ('ben'), ('cleo')`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT g.name, p.id, 'manual' FROM person p
    JOIN (VALUES ('eng', 'ada'), ('ops', 'ben')) AS g(name, slug) ON g.slug = p.slug`;
  await link(ada, "ada");
  await link(ben, "ben");
  const ask = askOf(api);
  return {
    api,
    ada,
    ben,
    ask,
    link,
    async draftOf(who: TestMember, document: string) {
      const { body } = await ask(who, "POST", "/drafts", {
        document,
        reason: "a test",
        title: "T",
      });
      return { id: String(body["id"]), base: Number(body["base"]) };
    },
    /** Puts this document in force, past all guard rails but those of the document. */
    async inForce(document: string) {
      const base = await newestVersion(api.deployment.pool.db);
      await publishPolicy(operator, { document, reason: "a start", base });
    },
    async close() {
      api.refuseBugs();
      await api.close();
    },
  };
}

/** Asks below `/api/v1/policy`. */
function askOf(api: TestApi) {
  return async (
    who: TestMember,
    method: string,
    path: string,
    json?: unknown,
    ifMatch?: number,
  ): Promise<Answer> => {
    const response = await api.request(method, `/api/v1/policy${path}`, {
      cookie: who.cookie,
      ...(json !== undefined && { json }),
      ...(ifMatch !== undefined && { headers: { "if-match": `"${ifMatch}"` } }),
    });
    return {
      status: response.status,
      body: await response.json(),
      etag: response.headers.get("etag"),
    };
  };
}

/** Lets sales read the CRM, unless said otherwise. */
export const draftedRule = (more: Record<string, unknown> = {}) => ({
  id: "r",
  subjects: ["group:sales"],
  resources: ["tool:crm/read"],
  effect: "allow",
  ...more,
});

/** A document with a comment in its first line. */
export const draftedText = (rules: unknown[], more: Record<string, unknown> = {}) =>
  `// kept\n${JSON.stringify({ rules, ...more }, null, 2)}\n`;
