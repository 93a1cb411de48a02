// A call that waits for people, with a text that lies wherever a gateway writes one.
import { gatewayKey, hold } from "../held";
import { evil, veryLong } from "./evil";
import { markerText } from "./markers";

/** What the policy of `seed.ts` holds. */
export const HELD_TOOLS = "tool:held/*";

export async function holdEvilCall(url: string, owner: string): Promise<string> {
  const key = await gatewayKey(url, owner, "holds");
  return hold(url, key, {
    tool: `held/${evil("run", 0, 100)}`,
    sub: evil("asks-held", 5, 100),
    agent: evil(markerText("held"), 8, 100),
    justification: evil("please", 1),
    arguments: {
      [evil("argument", 0)]: evil("value", 2),
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
