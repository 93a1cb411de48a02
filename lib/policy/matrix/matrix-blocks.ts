// Blocks over a matrix: they deny before any rule is asked. Runs in browsers.
import { type Blocked, blockedOf, means, onTool } from "../reach/standing-blocks";
import { type MatrixTool, whoIn } from "./compute";
import type { MatrixView } from "./model";

export type MatrixBlocks = {
  /** By column: whether blocks that name it deny every call, or some. */
  columns: readonly ("all" | "some" | null)[];
  /** Whether a block denies every call of a tool, whoever calls. */
  isToolBlocked: (tool: MatrixTool) => boolean;
  at: (tool: MatrixTool, column: number) => Blocked;
};

/** Null where nothing is blocked. */
export function matrixBlocks({
  blocks: standing,
  columns,
}: Pick<MatrixView, "blocks" | "columns">): MatrixBlocks | null {
  if (standing.length === 0) return null;
  const blocks = standing.map(({ id, subject, resource }) => ({
    id,
    ...(subject !== null && { subjects: [subject] }),
    ...(resource !== null && { resources: [resource] }),
  }));
  const isForAll = ({ subjects = ["anyone"] }: (typeof blocks)[number]) =>
    subjects.includes("anyone");
  const ofTools = onTool(blocks.filter((block) => isForAll(block) && block.resources));
  const ofColumns = blocks.filter((block) => !isForAll(block) || !block.resources);
  const who = columns.map((column) => {
    const them = whoIn(column);
    return { them, blocked: blockedOf(blocks, them) };
  });
  return {
    columns: who.map(({ them }) => {
      const theirs = ofColumns.filter((block) => means(block, them));
      if (theirs.length === 0) return null;
      const everything = blockedOf(theirs, them)(UNNAMED);
      return everything.blockIds.length > 0 && !everything.blockedInPart ? "all" : "some";
    }),
    isToolBlocked: (tool) => ofTools(tool).length > 0,
    at: (tool, column) => who[column]?.blocked(tool) ?? { blockIds: [], blockedInPart: false },
  };
}

/** A tool that only a block of every tool fits. */
const UNNAMED = { server: "\ue000", name: "\ue000" };
