// Ids of dimension rows that are known to be committed. Bounded: emptied when full.
const SIZE = 200_000;

export class IdCache<Value> {
  readonly #ids = new Map<string, Value>();

  clear(): void {
    this.#ids.clear();
  }

  get(key: string): Value | undefined {
    return this.#ids.get(key);
  }

  set(key: string, value: Value): void {
    if (this.#ids.size >= SIZE) this.#ids.clear();
    this.#ids.set(key, value);
  }
}

export type DimensionCache = {
  principals: IdCache<{ id: number; publicId: string }>;
  clients: IdCache<number>;
  servers: IdCache<number>;
  tools: IdCache<number>;
  sessions: IdCache<number>;
  credentials: IdCache<number>;
  /** Starts of the weeks whose partitions exist. */
  weeks: Set<number>;
  /** The directory's version that the principals were found at. */
  version: number;
};

/** A change of the directory may have erased the names of a principal: it is nobody's any more. */
export function followDirectory(cache: DimensionCache, version: number): void {
  if (cache.version === version) return;
  cache.principals.clear();
  cache.version = version;
}

export function emptyDimensionCache(): DimensionCache {
  return {
    principals: new IdCache(),
    clients: new IdCache(),
    servers: new IdCache(),
    tools: new IdCache(),
    sessions: new IdCache(),
    credentials: new IdCache(),
    weeks: new Set(),
    version: 0,
  };
}
