// The policy of the journeys over all pages.
import { evil } from "./evil";
import { markerText } from "./markers";
import { HELD_TOOLS } from "./seed-held";
import { asked } from "./wire";

/** A version in force and a draft with a test, an error and a rule for everything. */
export async function fillPolicy(url: string, cookie: string): Promise<string> {
  const rule = (id: string, resource: string) => ({
    id,
    name: evil("rule name", 4),
    subjects: ["anyone", `group:${evil("rule group", 2)}`],
    resources: [resource],
    effect: "allow",
    reason: evil("rule reason", 1),
  });
  const documentOf = (...rules: object[]) =>
    `// ${evil("comment", 3).replaceAll(/[\r\n]/g, " ")}\n${JSON.stringify({ rules }, null, 2)}`;
  const post = <T>(path: string, json: unknown, headers: Record<string, string> = {}) =>
    asked<T>(url, {
      method: "POST",
      path: `/api/v1/policy/${path}`,
      headers: { cookie, ...headers },
      json,
    });
  await post(
    "versions",
    {
      document: documentOf(rule("one", "tool:wiki/read"), {
        ...rule("held", HELD_TOOLS),
        effect: "ask",
      }),
      reason: evil(markerText("version"), 0, 100),
    },
    { "if-match": '"0"' },
  );
  const request = {
    subject: { type: "user", id: evil("asks", 5) },
    action: { name: "tools/call" },
    resource: { type: "tool", id: "wiki/read" },
  };
  const tests = [{ name: evil("test", 6), request, expect: "deny" }];
  const document = documentOf(rule("one", "tool:wiki/read"), rule("two", "tool:*/*"));
  const { id } = await post<{ id: string }>("drafts", {
    title: evil(markerText("draft"), 2, 100),
    reason: evil("draft reason", 3),
    document: document.replace(/\}$/, `, "tests": ${JSON.stringify(tests)} }`),
  });
  return id;
}
