import { expect, it } from "vitest";
import { leafHash } from "../ledger/leaf";
import { recomputeLeaf } from "./recompute-leaf";

it.each(["", '{"v":1}', "Zoë 👩‍💻 \u202E"])(
  "%j: the browser's hash is the ledger's",
  async (envelope) => {
    expect(await recomputeLeaf(envelope)).toBe(leafHash(envelope).toString("hex"));
  },
);
