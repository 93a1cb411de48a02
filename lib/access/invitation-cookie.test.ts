import { describe, expect, it } from "vitest";
import { forgetInvitation, invitationCookie, invitationOf } from "./invitation-cookie";

const request = (cookie?: string) =>
  new Request("http://localhost/api/auth/callback/company", { headers: cookie ? { cookie } : {} });

describe("the cookie that carries an invitation across the company's sign-in", () => {
  it("is read back among others, and only where it looks like a token", () => {
    const [pair] = invitationCookie("a-Token_1", false).split(";");
    expect(invitationOf(`theme=dark; ${pair}; x=y`)).toBe("a-Token_1");
    for (const other of [null, "", "onbehalf.invitation=", "onbehalf.invitation=a b", "x=y"])
      expect(invitationOf(other)).toBeNull();
  });

  it("is out of reach of scripts and other sites, short-lived, and secure on https", () => {
    expect(invitationCookie("t", true)).toBe(
      "onbehalf.invitation=t; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=600; Secure",
    );
    expect(invitationCookie("t", false)).not.toContain("Secure");
  });

  it("is taken away with the answer, which keeps its own cookies and where it leads", () => {
    const answer = new Response(null, { status: 302, headers: { location: "/calls" } });
    answer.headers.append("set-cookie", "session=1");
    const given = forgetInvitation(request("onbehalf.invitation=t"), answer);
    expect(given.headers.getSetCookie()).toEqual(["session=1", invitationCookie(null, false)]);
    expect([given.status, given.headers.get("location")]).toEqual([302, "/calls"]);
    expect(forgetInvitation(request(), answer)).toBe(answer);
  });
});
