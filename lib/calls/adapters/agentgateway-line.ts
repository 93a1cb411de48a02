// One line of agentgateway's text log: `time <tab> level <tab> scope key=value …`.
//
// The gateway writes most values without quotes, so a client can put " key=value" into a value
// that it chooses (a tool name). Hence: no key twice, and `chosenByClient` for what follows one.
import type { JsonObject } from "./json-values";
import { normaliseTime } from "./record-time";

export type AgentgatewayLine =
  | { fields: JsonObject; chosenByClient: ReadonlySet<string> }
  | { ignored: string }
  | { unreadable: string };

const HEAD = /^(\S+)[\t ]+(trace|debug|info|warn|error)[\t ]+([^\s=]+)(?=[\t ]|$)/i;

export function parseAgentgatewayLine(line: string): AgentgatewayLine {
  const text = line.trimEnd();
  if (/^\s/.test(text)) return { unreadable: "the continuation of a wrapped line" };
  const [head, stated = "", , scope] = HEAD.exec(text) ?? [];
  const time = normaliseTime(stated);
  if (head === undefined || time === undefined) {
    return { unreadable: "not an agentgateway access-log line" };
  }
  if (scope !== "request") return { ignored: "a log line of the gateway, not of a request" };
  return readFields(text.slice(head.length), time);
}

// A key, its value up to white space or in quotes; or a bare word.
const TOKEN = /[\t ]+(?:([^\s="]+)=("(?:[^"\\]|\\.)*"|[^\t ]*)|([^\t ]+))/y;

/** The fields whose values come from the request's body, or are about it. */
const CLIENT_TEXT = /^(?:mcp\.|a2a\.|gen_ai\.|error$|reason$)/;

function readFields(text: string, time: string): AgentgatewayLine {
  const fields = new Map<string, string>([["time", time]]);
  const chosenByClient = new Set<string>();
  let last: string | undefined;
  let afterClientText = false;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [token, key, value = "", word] = TOKEN.exec(text) ?? [];
    if (token === undefined) return { unreadable: "not an agentgateway access-log line" };
    if (key !== undefined) {
      if (fields.has(key)) return { unreadable: "a key stands twice in the line" };
      fields.set(key, value.startsWith('"') ? unquote(value) : value);
      if (afterClientText) chosenByClient.add(key);
      afterClientText ||= CLIENT_TEXT.test(key);
      last = key;
    } else if (last !== undefined) {
      fields.set(last, `${fields.get(last) ?? ""} ${word}`); // a value with spaces, unquoted
    } else return { unreadable: "not an agentgateway access-log line" };
  }
  return isWhole(fields)
    ? { fields: Object.fromEntries(fields), chosenByClient }
    : { unreadable: "the beginning of a wrapped line" };
}

/** The gateway ends its lines with the duration, which an operator may leave out. */
function isWhole(fields: ReadonlyMap<string, string>): boolean {
  return [...fields.keys()].some((key) => key === "duration" || CONTENT.test(key));
}

const CONTENT = /^(?:http|mcp|a2a|gen_ai)\./;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Rust's escapes; `\0` and `\u{0}` stay as written, since no database takes the character. */
function unquote(quoted: string): string {
  const inner = quoted.length > 1 && quoted.endsWith('"') ? quoted.slice(1, -1) : quoted.slice(1);
  return inner.replace(/\\(?:u\{([0-9a-f]{1,6})\}|([nrt"\\']))/gi, (whole, hex, plain) => {
    if (typeof plain === "string") return ESCAPES[plain] ?? plain;
    const code = Number.parseInt(String(hex), 16);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
