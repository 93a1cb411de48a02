// Calls that wait for people: what a gateway does to have one held, and what makes a member one who decides.
import { asked } from "./pages/wire";

export type Held = {
  tool: string;
  arguments?: unknown;
  /** Subject of the caller, and its issuer where it is another one. */
  sub?: string;
  iss?: string;
  agent?: string;
  /** More of the question's context. */
  context?: Record<string, unknown>;
  justification?: string;
};

export const ISS = "https://idp.acme.example";

/** A key that may ask for decisions and request approvals. */
export async function gatewayKey(url: string, owner: string, source: string): Promise<string> {
  const { text } = await asked<{ text: string }>(url, {
    method: "POST",
    path: "/api/v1/keys",
    headers: { cookie: owner },
    json: { source, scopes: ["decisions:evaluate", "approvals:request"] },
  });
  return text;
}

/** Says that this tool writes and destroys nothing, so that a sign-in is enough for a yes to it. */
export async function callWriting(url: string, owner: string, tool: string): Promise<void> {
  const [server, name] = tool.split("/");
  const json = { server, name, risk: "write" };
  await asked(url, { method: "POST", path: "/api/v1/tools", headers: { cookie: owner }, json });
}

/** Makes a person of the directory, whose subject is `00<person>`. */
export async function linkPerson(url: string, owner: string, person: string): Promise<void> {
  const json = { person, iss: ISS, sub: `00${person}`, name: person };
  const headers = { cookie: owner };
  await asked(url, { method: "POST", path: "/api/v1/links", headers, json });
}

/** Says which person a member is, in these groups: from then on what is addressed to them waits for them. */
export async function linkApprover(
  url: string,
  owner: string,
  { email, person, groups }: { email: string; person: string; groups: readonly string[] },
): Promise<void> {
  const headers = { cookie: owner };
  await linkPerson(url, owner, person);
  for (const group of groups) {
    const json = { group, person };
    await asked(url, { method: "POST", path: "/api/v1/groups", headers, json });
  }
  const id = await memberId(url, owner, email);
  await asked(url, {
    method: "PUT",
    path: `/api/v1/members/${id}/person`,
    headers,
    json: { person },
  });
}

async function memberId(url: string, owner: string, email: string): Promise<string> {
  const { items } = await asked<{ items: { id: string; email: string }[] }>(url, {
    path: "/api/v1/members",
    headers: { cookie: owner },
  });
  return items.find((one) => one.email === email)?.id ?? "";
}

/** Asks for a call that a rule holds, and requests its approval; the approval's id. */
export async function hold(url: string, key: string, call: Held): Promise<string> {
  const headers = { authorization: `Bearer ${key}` };
  const post = <T>(path: string, json: unknown) =>
    asked<T>(url, { method: "POST", path: `/access/v1/${path}`, headers, json });
  const question = {
    subject: { type: "user", id: call.sub ?? "00alice", properties: { iss: call.iss ?? ISS } },
    action: { name: "tools/call" },
    resource: { type: "tool", id: call.tool },
  };
  const context = { arguments: call.arguments ?? {}, agent: call.agent ?? "triage-bot" };
  const evaluation = await untilHeld(() =>
    post<Evaluated>("evaluation", { ...question, context: { ...context, ...call.context } }),
  );
  const { task } = await post<{ task: { id: string } }>("requests", {
    ...question,
    denial: { evaluation_id: evaluation },
    ...(call.justification !== undefined && {
      context: { business_justification: call.justification },
    }),
  });
  return task.id;
}

type Evaluated = { context: { reason?: string; evaluation_id?: string } };

/** A server follows what was published within a second. */
async function untilHeld(evaluate: () => Promise<Evaluated>): Promise<string> {
  for (const until = Date.now() + 5_000; ; await new Promise((next) => setTimeout(next, 100))) {
    const { context } = await evaluate();
    if (context.evaluation_id !== undefined) return context.evaluation_id;
    if (Date.now() > until) throw new Error(`no rule holds it: ${context.reason}`);
  }
}
