// Names whose values are secrets, as people and gateways spell them.

/**
 * How far a sensitive name reaches. `all`: strings and numbers below it, however deep.
 * `text`: a string or a list of strings; an object below it is structure of its own (the call
 * record's `token`, `credential` and `authorization`), and a number is a count.
 */
export type KeyReach = "all" | "text";

/** What kind of name this is; undefined for a harmless one. Case, `_`, `-`, `.` do not matter. */
export function sensitiveKey(key: string): KeyReach | undefined {
  if (key.length > MAX_NAME) return undefined;
  const known = KNOWN.get(key);
  if (known !== undefined) return known ?? undefined;
  const reach = classify(key);
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(key, reach ?? null);
  return reach;
}

/** Gateways repeat the same few hundred names in every record. */
const KNOWN = new Map<string, KeyReach | null>();
const MAX_KNOWN = 5_000;

function classify(key: string): KeyReach | undefined {
  if (!HINT.test(key)) return undefined;
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (HARMLESS.has(name)) return undefined;
  if (TEXT_NAMES.has(name) || name.endsWith("token")) return "text";
  return NAMES.has(name) || ENDINGS.test(name) ? "all" : undefined;
}

const MAX_NAME = 128;
/** Every sensitive name contains one of these; most names contain none. */
const HINT = /pass|pwd|secret|token|auth|key|cookie|credential/i;

const NAMES = new Set([
  ..."passwd password passphrase passcode pwd userpass secret secrets".split(" "),
  ..."cookie cookies setcookie credentials authkey accesskey apikeys".split(" "),
  ..."secretkey secretaccesskey signingkey encryptionkey masterkey sshkey".split(" "),
]);

const TEXT_NAMES = new Set("token tokens credential authorization proxyauthorization".split(" "));

const ENDINGS = /(?:passwd|password|passphrase|secret|apikey|privatekey|secretkey|accesskey)$/;

/** Ends like a secret, but pages through a list, names a limit or reports progress. */
const HARMLESS = new Set([
  ..."pagetoken nextpagetoken prevpagetoken previouspagetoken nexttoken starttoken".split(" "),
  ..."continuationtoken nextcontinuationtoken synctoken nextsynctoken cursortoken".split(" "),
  ..."progresstoken cancellationtoken eostoken bostoken padtoken unktoken".split(" "),
  ..."costpertoken pricepertoken perpagetoken hassecret haspassword ispassword".split(" "),
]);
