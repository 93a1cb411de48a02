// Arguments as a list of named values, and what differs between two such lists. Pure.

/** A member's name, or a place in a list. */
export type Step = string | number;

export type Leaf = {
  /** JSON pointer (RFC 6901). */
  path: string;
  steps: readonly Step[];
  /** A string as it is; anything else as JSON. Empty lists and objects count as values. */
  text: string;
  isString: boolean;
};

/** Every value of a JSON text, in its order. Throws `SyntaxError` for what is no JSON. */
export function leavesOf(json: string): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { value: unknown; steps: Step[] }[] = [{ value: JSON.parse(json), steps: [] }];
  // The last one first, so that they come out in order; no recursion, as nothing bounds the depth.
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, steps } = next;
    const inside = childrenOf(value);
    if (inside.length === 0) leaves.push(leafOf(value, steps));
    for (const [step, child] of inside.toReversed())
      open.push({ value: child, steps: [...steps, step] });
  }
  return leaves;
}

function childrenOf(value: unknown): [Step, unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function leafOf(value: unknown, steps: readonly Step[]): Leaf {
  const isString = typeof value === "string";
  return {
    path: pointerOf(steps),
    steps,
    text: isString ? value : JSON.stringify(value),
    isString,
  };
}

function pointerOf(steps: readonly Step[]): string {
  return steps
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

export type Difference = {
  /** What stands at a path that both have, by path. */
  changed: ReadonlyMap<string, Leaf>;
  /** Paths that only the first has. */
  added: ReadonlySet<string>;
  /** What only the second has. */
  removed: readonly Leaf[];
};

/** How `now` differs from `before`, path by path; a number and its text are two values. */
export function compareLeaves(now: readonly Leaf[], before: readonly Leaf[]): Difference {
  const old = new Map(before.map((leaf) => [leaf.path, leaf]));
  const paths = new Set(now.map(({ path }) => path));
  const changed = new Map<string, Leaf>();
  const added = new Set<string>();
  for (const leaf of now) {
    const was = old.get(leaf.path);
    if (was === undefined) added.add(leaf.path);
    else if (!isSame(was, leaf)) changed.set(leaf.path, was);
  }
  return { changed, added, removed: before.filter(({ path }) => !paths.has(path)) };
}

/** A place in a list is another one than a member whose name is that number. */
function isSame(one: Leaf, other: Leaf): boolean {
  return (
    one.text === other.text &&
    one.isString === other.isString &&
    one.steps.every((step, at) => step === other.steps[at])
  );
}

/**
 * What several have in common, in the order of the first, and what each has on its own: what is missing
 * in one of them, is another value there, or is masked in any, is nobody's in common.
 */
export function shareLeaves(
  lists: readonly (readonly Leaf[])[],
  masked: ReadonlySet<string> = new Set(),
): {
  common: readonly Leaf[];
  own: readonly (readonly Leaf[])[];
} {
  const [first = [], ...others] = lists;
  const maps = others.map((leaves) => new Map(leaves.map((leaf) => [leaf.path, leaf])));
  const common = first.filter(
    (leaf) =>
      !masked.has(leaf.path) &&
      maps.every((leaves) => {
        const one = leaves.get(leaf.path);
        return one !== undefined && isSame(one, leaf);
      }),
  );
  const shared = new Set(common.map(({ path }) => path));
  return {
    common: others.length === 0 ? [] : common,
    own: lists.map((leaves) =>
      others.length === 0 ? leaves : leaves.filter(({ path }) => !shared.has(path)),
    ),
  };
}

const MOST_CHARACTERS = 280;
const MOST_LINES = 6;

/** Whether a value is folded at first: it would push what comes after it out of view. */
export function isLong(text: string): boolean {
  return text.length > MOST_CHARACTERS || text.split("\n", MOST_LINES + 1).length > MOST_LINES;
}

/** What is shown of a long one before it is unfolded; whole characters, and no line that is empty. */
export function beginningOf(text: string): string {
  const lines = text.slice(0, MOST_CHARACTERS / 2).split("\n");
  return Array.from(lines.slice(0, 3).join("\n")).slice(0, -1).join("").trimEnd();
}
