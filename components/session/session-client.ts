"use client";
// The only place of the console that knows the sign-in library.
import { signIn, signOut } from "next-auth/react";
import { routes } from "@/lib/routes";

export type SignInOutcome = "signed_in" | "wrong" | "locked" | "failed";

/** Asks for a session with e-mail and password. */
export async function beginSession(email: string, password: string): Promise<SignInOutcome> {
  const answer = await signIn("credentials", { redirect: false, email, password });
  if (!answer) return "failed";
  if (answer.ok && !answer.error) return "signed_in";
  if (answer.error && /lock|too_many|rate/i.test(answer.error)) return "locked";
  return answer.status === 401 || answer.error === "CredentialsSignin" ? "wrong" : "failed";
}

export async function endSession(): Promise<void> {
  await signOut({ callbackUrl: routes.signIn() });
}
