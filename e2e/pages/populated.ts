// A deployment with one of everything in it and a member of each kind, for the journeys over all pages.
import { test as base } from "@playwright/test";
import { type Role, ROLES } from "../../lib/access/model";
import { type Company, startCompany } from "../company";
import { type E2eServer, startServer } from "../server";
import { linkApprover } from "../held";
import { evil } from "./evil";
import { markerText } from "./markers";
import type { Ids } from "./page-list";
import { seed } from "./seed";
import { type Ask, asked, cookieOf } from "./wire";

const PASSWORD = "a few words are good";
const OWNER = "keeper@acme.example";

/** Who asks: nobody, each role alone, and together what one member often is. */
export const CALLERS: Record<string, readonly Role[] | null> = {
  nobody: null,
  ...Object.fromEntries(ROLES.map((role) => [role, [role]])),
  "approver and viewer": ["approver", "viewer"],
  "auditor and admin": ["auditor", "admin"],
};

export type Populated = {
  server: E2eServer;
  company: Company;
  ids: Ids;
  /** The Cookie header of each of CALLERS; the empty text for nobody. */
  cookies: Map<string, string>;
  /** Of an owner who is auditor and approver too. */
  keeper: string;
};

export const test = base.extend<object, { populated: Populated }>({
  populated: [
    async ({ browserName: _any }, use) => {
      const company = await startCompany();
      const server = await startServer({
        ONBEHALF_ADMIN_EMAIL: OWNER,
        ONBEHALF_ADMIN_PASSWORD: PASSWORD,
        ONBEHALF_LOG_LEVEL: "debug",
        OIDC_ISSUER: company.issuer,
        OIDC_CLIENT_ID: company.client.id,
        OIDC_CLIENT_SECRET: company.client.secret,
        OIDC_ALLOW_CLAIM: "groups:secops",
        OIDC_GROUPS_CLAIM: "groups",
      });
      company.serve(server.url);
      await use(await populate(server, company));
      await server.stop();
      await company.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

async function populate(server: E2eServer, company: Company): Promise<Populated> {
  const { url } = server;
  const plain = (email: string) => cookieOf(url, email, PASSWORD, "a browser");
  const keeper = await plain(OWNER);
  const { id } = await asked<{ id: string }>(url, {
    path: "/api/v1/profile",
    headers: { cookie: keeper },
  });
  await asked(url, {
    method: "PUT",
    path: `/api/v1/members/${id}/roles`,
    headers: { cookie: keeper },
    json: { roles: ["owner", "auditor", "approver"] },
  });
  await linkApprover(url, keeper, { email: OWNER, person: "keeper", groups: [] });
  const accept = (link: string) =>
    asked<void>(url, {
      method: "POST",
      path: "/api/v1/invitations/accept",
      json: { token: new URL(link).hash.slice(1), password: PASSWORD },
    });
  const ids = await seed(url, keeper, accept);
  const hostileAgent = Buffer.from(evil(markerText("agent"), 5), "utf8").toString("latin1");
  await cookieOf(url, `${markerText("member")}@acme.example`, PASSWORD, hostileAgent);
  const cookies = new Map([["nobody", ""]]);
  for (const [who, roles] of Object.entries(CALLERS)) {
    if (roles === null) continue;
    const email = `${who.replaceAll(" ", "-")}@acme.example`;
    const { link } = await asked<{ link: string }>(url, {
      method: "POST",
      path: "/api/v1/invitations",
      headers: { cookie: keeper },
      json: { email, roles },
    });
    await accept(link);
    cookies.set(who, await plain(email));
  }
  return { server, company, ids, cookies, keeper };
}

/** The request as this one of CALLERS makes it. */
export function asCaller({ cookies }: Populated, who: string, one: Ask): Ask {
  const cookie = [cookies.get(who), one.headers?.["cookie"]].filter(Boolean).join("; ");
  return cookie === "" ? one : { ...one, headers: { ...one.headers, cookie } };
}
