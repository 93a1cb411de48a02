"use client";
// The only place of the console that knows the sign-in library, which is loaded when it is needed:
// every page has a way out, and few readers take it.
import { routes } from "@/lib/routes";
import { tellSessionEnd } from "./session-end";

const library = () => import("next-auth/react");

export type SignInOutcome = "signed_in" | "wrong" | "locked" | "failed";

/** Asks for a session with e-mail and password. */
export async function beginSession(email: string, password: string): Promise<SignInOutcome> {
  const { signIn } = await library();
  const answer = await signIn("credentials", { redirect: false, email, password });
  if (!answer) return "failed";
  if (answer.ok && !answer.error) return "signed_in";
  if (answer.error && /lock|too_many|rate/i.test(answer.error)) return "locked";
  return answer.status === 401 || answer.error === "CredentialsSignin" ? "wrong" : "failed";
}

/** Leaves for the company's sign-in, which comes back to `next`, a path of this console. */
export async function beginCompanySession(next: string): Promise<void> {
  const { signIn } = await library();
  await signIn("company", { callbackUrl: next });
}

/**
 * Ends the session everywhere: on the server, in this tab and in the others. Leaves for the sign-in,
 * which leads to `next` where one is named.
 */
export async function endSession(next?: string): Promise<void> {
  const { signOut } = await library();
  await signOut({ redirect: false });
  tellSessionEnd();
  window.location.replace(routes.signIn(next));
}
