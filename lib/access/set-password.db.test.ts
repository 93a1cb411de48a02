import { afterAll, beforeAll, expect, it } from "vitest";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { createMember } from "./create-member";
import { viewerOf } from "./session";
import { setPassword } from "./set-password";
import { signIn } from "./sign-in";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

const nowhere = { address: null, userAgent: null };

it("lets the new password in, keeps the old one out and ends every session", async () => {
  const { pool } = deps;
  const email = "forgetful@acme.example";
  const old = "the first password";
  const next = "the second password";
  await createMember(asOperator(pool), { email, roles: ["viewer"], password: old });
  const session = await signIn(pool, { email, password: old }, nowhere);
  expect(await viewerOf(pool, session, false)).not.toBeNull();
  await setPassword(asOperator(pool), { email: email.toUpperCase(), password: next });
  expect(await viewerOf(pool, session, false)).toBeNull();
  await expect(signIn(pool, { email, password: old }, nowhere)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const again = await signIn(pool, { email, password: next }, nowhere);
  expect(await viewerOf(pool, again, false)).toMatchObject({ email });
});
