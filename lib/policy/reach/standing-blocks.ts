// Blocks as effective access shows them: they deny before any rule is asked.
import { asked } from "../cells/rules-of";
import { accountsOf, concerns, namesIn, type Who } from "../cells/who";
import { type Block, indexBlocks } from "../facts";

type Tool = { server: string; name: string };
export type Blocked = {
  /** Of the blocks that deny it, whatever it runs with; sorted. */
  blockIds: string[];
  /** They deny it for some of a person's accounts only. */
  blockedInPart: boolean;
};

/** What blocks deny somebody, by the tool that they would call. */
export function blockedOf(blocks: readonly Block[], who: Who): (tool: Tool) => Blocked {
  const whole = blocks.filter(isWhole);
  const accounts = accountsOf(who, namesIn(whole.map(asRule))).map((account) =>
    onTool(whole.filter((block) => concerns(asRule(block), account))),
  );
  return (tool) => {
    const ids = accounts.map((of) => of(tool).flatMap(({ id }) => id ?? []));
    const blockIds = [...new Set(ids.flat())].toSorted();
    return { blockIds, blockedInPart: blockIds.length > 0 && ids.some((of) => of.length === 0) };
  };
}

/** The blocks that speak of a tool, whoever calls it. */
export function onTool(blocks: readonly Block[]): (tool: Tool) => Block[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const index = indexBlocks(blocks.map((block) => ({ ...block, subjects: ["anyone"] })));
  return (tool) =>
    [...index.find(asked({ type: "tool", ...tool }, "tools/call"))].flatMap(
      ({ id }) => byId.get(id) ?? [],
    );
}

/** Whether it means somebody, be it with one of their accounts. */
export function means(block: Block, who: Who): boolean {
  const rule = asRule(block);
  return accountsOf(who, namesIn([rule])).some((account) => concerns(rule, account));
}

/** One of a credential lets calls with another one through. */
function isWhole({ credentials }: Block): boolean {
  return credentials === undefined;
}

function asRule({ subjects = ANYONE }: Block) {
  return { subjects, except: NOBODY, effect: "deny" } as const;
}

// One list each, for whatever remembers lists.
const ANYONE: string[] = ["anyone"];
const NOBODY: string[] = [];
