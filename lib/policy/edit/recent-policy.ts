import { type ReadPolicy, readPolicy } from "../read-policy";

const KEPT = 2;
const recent = new Map<string, ReadPolicy>();

/**
 * `readPolicy`, which remembers the last two texts: what one edit wrote, the next one reads. The
 * policy is shared and must not be changed.
 */
export function recentPolicy(text: string): ReadPolicy {
  const read = recent.get(text) ?? readPolicy(text);
  recent.delete(text);
  recent.set(text, read);
  for (const oldest of recent.keys()) {
    if (recent.size <= KEPT) break;
    recent.delete(oldest);
  }
  return read;
}
