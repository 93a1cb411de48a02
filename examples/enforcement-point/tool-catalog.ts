// The definitions of a server's tools, as it lists them in this session.
import { readDefinitions, type ToolDefinition } from "./tool-definitions";

/** A server need not tell that a definition changed. */
const FRESH_MS = 60_000;
const MOST_PAGES = 100;

export type ToolCatalog = {
  /** Undefined for a tool that the server does not list. Throws where the list cannot be read. */
  find: (name: string) => Promise<ToolDefinition | undefined>;
  /** A page that the client asked for. */
  learn: (result: unknown) => void;
  /** The server says that its tools are others now. */
  forget: () => void;
};

/** `listPage` asks the server for a page. */
export function toolCatalog(
  listPage: (cursor: string | undefined) => Promise<unknown>,
): ToolCatalog {
  const known = new Map<string, ToolDefinition>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const learn = (result: unknown): string | undefined => {
    const page = readDefinitions(result);
    for (const [name, definition] of page?.tools ?? []) known.set(name, definition);
    return page?.next;
  };
  const readAll = async () => {
    const began = performance.now();
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      cursor = learn(await listPage(cursor));
      if (cursor === undefined) break;
    }
    readAt = began;
  };

  return {
    find: async (name) => {
      if (!known.has(name) || performance.now() - readAt > FRESH_MS) {
        reading ??= readAll().finally(() => (reading = undefined));
        await reading;
      }
      return known.get(name);
    },
    learn: (result) => void learn(result),
    forget: () => {
      known.clear();
      readAt = Number.NEGATIVE_INFINITY;
    },
  };
}
