// Blocks as effective access shows them: they deny before any rule is asked.
import { asked } from "../cells/rules-of";
import { concerns, type Who } from "../cells/who";
import { type Block, indexBlocks } from "../facts";

/** The blocks that surely mean somebody, by the tool that they would call. */
export function blocksOf(
  blocks: readonly Block[],
  who: Who,
): (tool: { server: string; name: string }) => Block[] {
  const theirs = blocks.filter((block) => means(block, who));
  const byId = new Map(theirs.map((block) => [block.id, block]));
  const index = indexBlocks(theirs.map((block) => ({ ...block, subjects: ["anyone"] })));
  return (tool) =>
    [...index.find(asked({ type: "tool", ...tool }, "tools/call"))].flatMap(
      ({ id }) => byId.get(id) ?? [],
    );
}

/** Of whatever they call. */
export function means({ subjects = ["anyone"] }: Block, who: Who): boolean {
  return concerns({ subjects, except: [] }, who);
}

/** Whether it denies every such call: one of a credential lets those with another one through. */
export function isWhole({ credentials }: Block): boolean {
  return credentials === undefined;
}
