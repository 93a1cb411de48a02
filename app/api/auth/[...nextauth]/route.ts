import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { forgetBinding } from "@/lib/access/binding-cookie";
import { forgetInvitation } from "@/lib/access/invitation-cookie";
import { authOptions } from "@/lib/access/next-auth";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: NextRequest, context: Context): Promise<Response> {
  const response: Response = await NextAuth(request, context, authOptions(request));
  const [step] = (await context.params).nextauth;
  // Whoever signs out meanwhile gives up what was under way.
  if (step !== "callback" && step !== "signout") return response;
  return forgetBinding(request, forgetInvitation(request, response));
}

export { handler as GET, handler as POST };
