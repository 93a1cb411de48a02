// A company's sign-in for journeys: a real OpenID provider on this machine, its accounts by name.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import Provider from "oidc-provider";

export type Company = {
  issuer: string;
  client: { id: string; secret: string };
  /** Claims by login name, which is also the subject; may be changed between sign-ins. */
  accounts: Map<string, Record<string, unknown>>;
  /** Opens for the console at this address. */
  serve: (consoleUrl: string) => void;
  stop: () => Promise<void>;
};

export async function startCompany(): Promise<Company> {
  const accounts: Company["accounts"] = new Map();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const client = { id: "onbehalf", secret: "a-secret-of-the-client" };
  return {
    issuer,
    client,
    accounts,
    serve: (consoleUrl) => {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            redirect_uris: [`${consoleUrl}/api/auth/callback/company`],
          },
        ],
        claims: {
          openid: ["sub"],
          email: ["email", "email_verified"],
          profile: ["name", "groups", "roles"],
        },
        cookies: { keys: ["a key for journeys only"] },
        findAccount: (_context, sub) => ({
          accountId: sub,
          claims: () => ({ sub, ...accounts.get(sub) }),
        }),
      });
      server.on("request", provider.callback());
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Presses the console's button and signs in at the company, from a browser that it does not know. */
export async function signInAtCompany(
  page: Page,
  company: Company,
  login: string,
  button = "Sign in with the company account",
): Promise<void> {
  // The provider's own pages ask for a font from elsewhere.
  await page.route(/googleapis|gstatic/, (route) => route.abort());
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(`${company.issuer}/**`);
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL((url) => url.origin !== company.issuer);
}
