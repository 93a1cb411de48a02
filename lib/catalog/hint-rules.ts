// What in a definition speaks to the model rather than describing a tool. Hints, never verdicts:
// honest tools have some of it too. Patterns are ours and linear; none has a repetition in another.

export const HINT_KINDS = [
  "size",
  "invisible",
  "hidden_text",
  "instruction",
  "address",
  "encoded",
] as const;
export type HintKind = (typeof HINT_KINDS)[number];

export type HintRule = { kind: HintKind; words: string; pattern: RegExp };

export const HINT_RULES: readonly HintRule[] = [
  rule(
    "instruction",
    "tells to ignore or forget something",
    /\b(?:ignore|disregard|forget|override)\s(?:\w{1,20}\s){0,3}(?:previous|prior|above|earlier|other|all|any|instructions?|rules?)\b/giu,
  ),
  rule(
    "instruction",
    "tells to keep something from the user",
    /\b(?:do not|don't|don’t|never|without)\s(?:tell|mention|inform|show|reveal|notify|ask|telling|mentioning|informing|showing|notifying|asking)(?:\s\w{1,20}){0,3}\s?(?:user|human|anyone|anybody|this|it)\b/giu,
  ),
  rule(
    "instruction",
    "wants to come before or after other tools",
    /\b(?:before|after|whenever|instead of|prior to)\s(?:\w{1,20}\s){0,2}(?:using|calling|running|invoking|any other tool|this tool|other tools)\b/giu,
  ),
  rule(
    "instruction",
    "speaks in the voice of the system",
    /<\/?(?:important|system|secret|instructions?|admin|assistant|user)\b[^<>]{0,40}>|\[(?:system|inst|important)\]|\bsystem prompt\b|<\|[a-z_]{1,20}\|>/giu,
  ),
  rule(
    "instruction",
    "insists",
    /\b(?:you must|must always|always (?:call|use|include|pass|send)|it is (?:very )?(?:important|critical|mandatory)|strictly required)\b/giu,
  ),
  rule(
    "instruction",
    "asks for what it needs no parameter for",
    /\b(?:contents? of|read|include|pass|send|upload)\s(?:\w{1,20}\s){0,4}(?:conversation|chat history|context window|credentials?|api keys?|passwords?|private keys?|tokens?)\b|~\/\.[a-z]|\.ssh\/|\bid_rsa\b|\/etc\/passwd|\bmcp\.json\b|\.env\b/giu,
  ),
  rule(
    "address",
    "names an address",
    /\b(?:https?|ftp|wss?|data|javascript|file):[^\s"'<>]{1,300}/giu,
  ),
  rule(
    "encoded",
    "holds a run of encoded text",
    /[A-Za-z0-9+/_-]{64,2000}={0,2}|(?:\\x[0-9a-f]{2}){8,500}|(?:%[0-9a-f]{2}){8,500}/gu,
  ),
];

function rule(kind: HintKind, words: string, pattern: RegExp): HintRule {
  return { kind, words, pattern };
}
