// Text that PostgreSQL refuses: NUL anywhere, a lone surrogate in jsonb.

/** Where the first such text stands (`rows.0.sub`; "" for the value itself) and why, or null. */
export function findUnstorable(value: unknown): { path: string; message: string } | null {
  const open: { value: unknown; path: string }[] = [{ value, path: "" }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { value: here, path } = one;
    if (typeof here === "string") {
      const message = whyUnstorable(here);
      if (message !== null) return { path, message };
    } else if (typeof here === "object" && here !== null) {
      for (const [key, member] of Object.entries(here)) {
        const message = whyUnstorable(key);
        if (message !== null) return { path, message: `a name with ${message}` };
        open.push({ value: member, path: path === "" ? key : `${path}.${key}` });
      }
    }
  }
  return null;
}

function whyUnstorable(text: string): string | null {
  if (text.includes("\0")) return "a NUL character";
  return text.isWellFormed() ? null : "a lone surrogate, which is no Unicode text";
}
