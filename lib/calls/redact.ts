// Secrets leave every part of an event before anything is stored (`data.md`, "Redaction").
import { mayHoldSecret } from "./redact/may-hold-secret";
import { replaceMembers, type Replacement } from "./redact/replace-members";
import { redactText } from "./redact/redact-text";
import { sensitiveKey, type KeyReach } from "./redact/sensitive-keys";
import { isMarker, marker } from "./redact/marker";

export type Redaction = {
  part: string;
  /** JSON pointer (RFC 6901) of the string or the member, "" for a bare string. */
  path: string;
  rule: string;
};

type Mac = (text: string) => string;

const NO_RULES: readonly string[] = [];

/**
 * The value without its secrets, and what was replaced. Never changes its argument; what holds
 * no secret is returned as it is. `mac` is a keyed hash in lower-case hex. Idempotent.
 */
export function redact(
  value: unknown,
  part: string,
  mac: Mac,
): { value: unknown; redactions: Redaction[] } {
  const redactions: Redaction[] = [];
  if (typeof value === "string") {
    const { text, rules } = redactText(value, mac);
    return { value: text, redactions: rules.map((rule) => ({ part, path: "", rule })) };
  }
  if (typeof value !== "object" || value === null) return { value, redactions };
  const replacements = new Map<object, Replacement[]>();
  const top: Frame = { node: value, keys: keysOf(value), at: 0, key: "", reach: undefined };
  const note = (
    frame: Frame,
    { from, to, value: clean }: Replacement,
    rules: readonly string[],
  ) => {
    const path = pointer(frame, to);
    redactions.push(...rules.map((rule) => ({ part, path, rule })));
    const ofNode = replacements.get(frame.node);
    if (ofNode) ofNode.push({ from, to, value: clean });
    else replacements.set(frame.node, [{ from, to, value: clean }]);
  };
  walk(top, mac, note);
  return { value: replaceMembers(value, replacements), redactions };
}

/** An open object or array on the way down; a stack of these replaces recursion. */
type Frame = {
  node: object;
  keys: readonly string[];
  at: number;
  /** Its own name in the one above, already redacted. */
  key: string;
  /** Set below a sensitive name. */
  reach: KeyReach | undefined;
  above?: Frame;
};

type Note = (frame: Frame, replacement: Replacement, rules: readonly string[]) => void;

function walk(top: Frame, mac: Mac, note: Note): void {
  let frame: Frame | undefined = top;
  while (frame) {
    const from: string | undefined = frame.keys[frame.at++];
    if (from === undefined) {
      frame = frame.above;
      continue;
    }
    const value: unknown = Reflect.get(frame.node, from);
    const isList = Array.isArray(frame.node);
    const name = isList || !mayHoldSecret(from) ? undefined : redactText(from, mac);
    const key: string = name?.text ?? from;
    const reach: KeyReach | undefined = isList ? frame.reach : reachOf(key, frame);
    // Nearly all members are clean, and are seen to be without an object being made for each.
    const clean = isClean(value, reach) ? undefined : redactLeaf(value, reach, mac);
    if (name !== undefined || clean !== undefined) {
      const rules = [...(name?.rules ?? NO_RULES), ...(clean?.rules ?? NO_RULES)];
      if (rules.length > 0) note(frame, { from, to: key, value: clean?.value ?? value }, rules);
    }
    if (typeof value === "object" && value !== null) {
      const inner: KeyReach | undefined =
        reach === "text" && !Array.isArray(value) ? undefined : reach;
      frame = {
        node: value,
        keys: keysOf(value),
        at: 0,
        key,
        reach: inner,
        above: frame,
      };
    }
  }
}

function reachOf(key: string, frame: Frame): KeyReach | undefined {
  return frame.reach === "all" ? "all" : sensitiveKey(key);
}

function isClean(value: unknown, reach: KeyReach | undefined): boolean {
  if (typeof value === "string") return reach === undefined && !mayHoldSecret(value);
  return typeof value !== "number" || reach !== "all";
}

function redactLeaf(value: unknown, reach: KeyReach | undefined, mac: Mac) {
  const isSecret =
    (typeof value === "string" && value !== "" && reach !== undefined) ||
    (typeof value === "number" && reach === "all");
  if (isSecret) {
    const secret = String(value);
    return isMarker(secret)
      ? { value, rules: NO_RULES }
      : { value: marker("key-name", secret, mac), rules: ["key-name"] };
  }
  if (typeof value !== "string") return { value, rules: NO_RULES };
  const { text, rules } = redactText(value, mac);
  return { value: text, rules };
}

function keysOf(node: object): readonly string[] {
  return Object.keys(node);
}

function pointer(frame: Frame, key: string): string {
  const steps = [key];
  for (let at: Frame | undefined = frame; at?.above; at = at.above) steps.push(at.key);
  return steps
    .toReversed()
    .map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
