import type { MemberView } from "@/lib/access/members-view";

/** "password, company account" */
export function signInWords({ hasPassword, accounts }: MemberView): string {
  const ways = [
    ...(hasPassword ? ["password"] : []),
    ...(accounts.length > 0 ? ["company account"] : []),
  ];
  return ways.join(", ") || "no way in";
}
