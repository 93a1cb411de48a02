// A copy of a JSON value with some of its members renamed or replaced.

/** `value` is a leaf; a member that holds an object is only renamed. */
export type Replacement = { from: string; to: string; value: unknown };

/** `replacements` by the object or array they are made in. Without recursion. */
export function replaceMembers(
  root: object,
  replacements: ReadonlyMap<object, readonly Replacement[]>,
): unknown {
  if (replacements.size === 0) return root;
  const copy = copyOf(root, replacements.get(root));
  const open = [copy];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const key of Object.keys(node)) {
      const child: unknown = Reflect.get(node, key);
      if (typeof child !== "object" || child === null) continue;
      const childCopy = copyOf(child, replacements.get(child));
      setOwn(node, key, childCopy);
      open.push(childCopy);
    }
  }
  return copy;
}

function copyOf(node: object, changes: readonly Replacement[] | undefined): object {
  if (Array.isArray(node)) {
    const copy: unknown[] = [...node];
    for (const { from, value } of changes ?? []) copy[Number(from)] = value;
    return copy;
  }
  const changeOf = new Map(changes?.map((change) => [change.from, change]));
  const copy = {};
  for (const [key, value] of Object.entries(node)) {
    const change = changeOf.get(key);
    setOwn(copy, freeName(copy, change?.to ?? key), change ? change.value : value);
  }
  return copy;
}

/** A name may already stand as the marker of another: no member is lost by that. */
function freeName(node: object, name: string): string {
  return Object.hasOwn(node, name) ? freeName(node, `'${name}`) : name;
}

/** Plain assignment, except that `__proto__` is data. */
function setOwn(node: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(node, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else Reflect.set(node, key, value);
}
