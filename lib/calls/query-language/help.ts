// The in-place help: what can be written, and whole queries to begin with. docs/query-language.md
// holds the same, and a test compares them.

/** How the language is written, each with a query that shows it. */
export const SYNTAX: readonly { example: string; meaning: string }[] = [
  { example: "caller:alice", meaning: "The field has this value" },
  { example: "caller:alice -outcome:ok", meaning: "Side by side: both hold; a minus excludes" },
  {
    example: "caller:alice OR ranas:alice",
    meaning: "Either of them; it binds less than side by side",
  },
  {
    example: "NOT (is:match OR is:sanctioned)",
    meaning: "Brackets group; NOT is the same as a minus",
  },
  { example: "tool:(github/delete_* OR jira/*)", meaning: "A list of values: any of them" },
  {
    example: 'caller:"Alice Archer"',
    meaning: "Quotes for spaces and signs; nothing in them is special",
  },
  { example: "tool:*/read_*", meaning: "A star is any run of characters; \\* is the star itself" },
  { example: "duration>2s severity>=high", meaning: "Comparison with <, <=, > and >=" },
  {
    example: "duration:[1s TO 5s}",
    meaning: "A range: [ ] include the end, { } do not, * leaves it open",
  },
  { example: "is:mismatch", meaning: "Short for a verdict, an outcome, destructive or approved" },
  { example: "has:approval", meaning: "The call has a value there" },
  { example: "timeout", meaning: "Free text: a name, the message or the reason contains it" },
  {
    example: "args.repo:acme/* args.amount>100",
    meaning: "Inside the arguments or the result: needs payload:read, and each search is recorded",
  },
];

/** Questions that investigators ask. */
export const EXAMPLES: readonly { question: string; query: string }[] = [
  { question: "What ran as somebody else?", query: "is:(mismatch OR contradicted)" },
  { question: "Who destroyed something, and it worked?", query: "is:destructive outcome:ok" },
  { question: "Everything of one person, asked or ran as", query: "person:alice" },
  { question: "Who used the shared admin account?", query: "ranas:svc-* -relation:same_person" },
  { question: "Denied, but not by the policy", query: "is:denied -decision:deny" },
  {
    question: "Slow or failed calls of one server",
    query: "server:github (duration>5s OR is:timeout OR is:error)",
  },
  { question: "Privileged and without an approval", query: "severity>=high -has:approval" },
  { question: "Calls that nobody can be named for", query: "is:unattributed -has:caller" },
];
