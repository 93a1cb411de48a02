import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi, testPassword, type TestMember } from "../testing/api";

let api: TestApi;
let owner: TestMember;
beforeAll(async () => {
  api = await testApi();
  owner = await api.member("owner");
});
afterAll(() => api.close());

let made = 0;
const freshEmail = () => `new-${(made += 1)}@acme.example`;
const post = (path: string, json: unknown, more: { cookie?: string; address?: string } = {}) =>
  api.request("POST", `/api/v1/invitations${path}`, {
    json,
    cookie: more.cookie,
    headers: { "x-onbehalf-address": more.address ?? "192.0.2.1" },
  });
async function invited(email = freshEmail()) {
  const json = { email, roles: ["investigator", "approver"] };
  const response = await post("", json, owner);
  expect(response.status).toBe(201);
  const { id, link }: { id: string; link: string } = await response.json();
  return { id, email, token: link.split("#")[1] ?? "" };
}
const accept = (token: string, address?: string) =>
  post("/accept", { token, password: testPassword }, address === undefined ? {} : { address });

describe("an invitation", () => {
  it("makes a member with its roles who can sign in, and leaves the token nowhere", async () => {
    const { token, email, id } = await invited();
    expect(await (await post("/look", { token })).json()).toMatchObject({
      email,
      roles: ["investigator", "approver"],
    });
    const accepted = await accept(token);
    expect(accepted.status).toBe(201);
    const member = await accepted.json();
    const { signIn } = await import("./sign-in");
    const visit = { address: null, userAgent: null };
    await signIn(api.deployment.pool, { email, password: testPassword }, visit);
    const stored = await api.deployment.pool.sql`
      SELECT i::text || coalesce((SELECT string_agg(l::text, '') FROM admin_log l), '') AS text
      FROM invitation i WHERE id = ${id}`;
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
    const shown = await api.request("GET", `/api/v1/members/${member.id}`, owner);
    expect(await shown.json()).toMatchObject({ email, roles: ["approver", "investigator"] });
  });

  it("is good once, also when used twice at the same instant", async () => {
    const { token } = await invited();
    const answers = await Promise.all([accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 410]);
    expect((await accept(token)).status).toBe(410);
    expect((await post("/look", { token })).status).toBe(410);
  });

  it("is void when it expired, was removed or never made, and all sound the same", async () => {
    const [old, removed] = [await invited(), await invited()];
    await api.deployment.pool.sql`
      UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = ${old.id}`;
    const remove = () => post(`/${removed.id}/remove`, { reason: "left" }, owner);
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    const details = new Set<string>();
    for (const token of [old.token, removed.token, "invented", "a".repeat(200)]) {
      const response = await accept(token, "192.0.2.50");
      expect(response.status).toBe(410);
      details.add((await response.json()).detail);
    }
    expect(details.size).toBe(1);
  });

  it("is refused for an e-mail that a member has or that is invited already", async () => {
    const { email } = await invited();
    for (const taken of [email.toUpperCase(), owner.email]) {
      const response = await post("", { email: taken, roles: ["viewer"] }, owner);
      expect(response.status).toBe(409);
    }
  });

  it("survives a refused form", async () => {
    const { token } = await invited();
    expect((await post("/accept", { token, password: "short" })).status).toBe(400);
    expect((await accept(token)).status).toBe(201);
  });

  it("is guessed ten times at most from one address, also by thirty at once", async () => {
    const address = "192.0.2.99";
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, n) => accept(`guess-${n}`, address)),
    );
    const looked = guesses.filter(({ status }) => status === 410).length;
    expect(looked).toBeLessThanOrEqual(10);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(30 - looked);
    for (let n = looked; n < 10; n++) expect((await accept(`more-${n}`, address)).status).toBe(410);
    const { token } = await invited();
    expect((await post("/look", { token }, { address })).status).toBe(429);
    expect((await post("/accept", { token, password: "short" }, { address })).status).toBe(400);
    expect((await accept(token, address)).status).toBe(429);
    expect((await accept(token, "192.0.2.98")).status).toBe(201);
  });
});
