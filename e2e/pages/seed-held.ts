// A call that waits for people, with a text that lies wherever a gateway writes one.
import { gatewayKey, hold } from "../held";
import { evil, veryLong } from "./evil";
import { markerText } from "./markers";

/** What the policy of `seed.ts` holds. */
export const HELD_TOOLS = "tool:held/*";

/** The ids of two such calls, which differ in their arguments. */
export async function holdEvilCalls(url: string, owner: string): Promise<[string, string]> {
  const key = await gatewayKey(url, owner, "holds");
  return [await holdEvil(url, key, 0), await holdEvil(url, key, 1)];
}

function holdEvil(url: string, key: string, n: number): Promise<string> {
  return hold(url, key, {
    tool: `held/${evil("run", 0, 100)}`,
    sub: evil("asks-held", 5, 100),
    agent: evil(markerText("held"), 8, 100),
    justification: evil("please", 1),
    arguments: {
      [evil("argument", 0)]: evil("value", 2),
      [evil("own", n)]: [evil("own value", n), veryLong(`own ${n}`, 3_000)],
      bidi: evil("value", 6),
      list: [evil("value", 7), { deep: [[[evil("value", 8)]]] }],
      long: veryLong("long", 5_000),
      password: evil("secret", 3),
    },
    context: {
      session: evil("session", 9),
      downstream: { iss: `https://${evil("down", 4, 60)}`, sub: evil("down", 1, 100) },
    },
  });
}
