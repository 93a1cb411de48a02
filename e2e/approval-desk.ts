// A desk of approvers for the journeys of approvals: two leads, tools that write, and the gateway that has
// their calls held.
import { file, memberWith, PASSWORD, run } from "./deployment";
import { callWriting, gatewayKey, type Held, hold, linkApprover, linkPerson } from "./held";
import { asked, cookieOf } from "./pages/wire";

export type Desk = {
  /** Holds a call of this tool; the approval's id. */
  held: (tool: string, call?: Omit<Held, "tool">) => Promise<string>;
  /** Through the API, as the second approver. */
  otherDecides: (id: string, answer: object) => Promise<void>;
  /** As the gateway sees it. */
  statusOf: (id: string) => Promise<string>;
  /** What the admin log has about it, newest first. */
  recordsOf: (id: string) => Promise<{ action: string; details: Record<string, unknown> }[]>;
};

/**
 * `name` is the server's; members sign in as `<name>-first` and `<name>-second`. What nobody classified
 * counts as destructive.
 */
export async function openDesk(
  name: string,
  rules: object[],
  writing: readonly string[],
): Promise<Desk> {
  const url = process.env["ONBEHALF_E2E_URL"] ?? "";
  const session = (email: string) => cookieOf(url, email, PASSWORD, "a journey");
  const owner = await session(memberWith("owner"));
  for (const as of [`${name}-first`, `${name}-second`]) {
    const email = memberWith("approver", as);
    await linkApprover(url, owner, { email, person: as, groups: [`${name}-leads`] });
  }
  // Somebody who asks, so that it is known that they are nobody else.
  await linkPerson(url, owner, `${name}-asker`);
  const other = await session(memberWith("approver", `${name}-second`));
  run("policy", "publish", file("policy.json", JSON.stringify({ rules })), "--reason", name);
  const key = await gatewayKey(url, owner, `${name}-gateway`);
  for (const tool of writing) await callWriting(url, owner, `${name}/${tool}`);
  return {
    held: (tool, call = {}) =>
      hold(url, key, { tool: `${name}/${tool}`, sub: `00${name}-asker`, ...call }),
    otherDecides: async (id, json) => {
      const path = `/api/v1/approvals/${id}/decide`;
      await asked(url, { method: "POST", path, headers: { cookie: other }, json });
    },
    statusOf: async (id) => {
      const path = `/access/v1/requests/${id}`;
      const headers = { authorization: `Bearer ${key}` };
      const { task } = await asked<{ task: { status: string } }>(url, { path, headers });
      return task.status;
    },
    recordsOf: async (id) => {
      const path = `/api/v1/admin-log?subject=${id}`;
      const { items } = await asked<{
        items: { action: string; details: Record<string, unknown> }[];
      }>(url, { path, headers: { cookie: owner } });
      return items;
    },
  };
}

/** A rule that holds these tools of the desk until one of its leads says yes. */
export const asks = (name: string, tool: string, approval: object = {}) => ({
  id: `${name}-${tool.replaceAll("*", "all")}`,
  name: `${tool} waits for a lead`,
  subjects: ["anyone"],
  resources: [`tool:${name}/${tool}`],
  effect: "ask",
  approval: { steps: [{ from: [`group:${name}-leads`], count: 1 }], ...approval },
});
