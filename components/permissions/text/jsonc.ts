// JSON with comments for the editor: its parts, its brackets and how far a new line is indented.
import {
  bracketMatching,
  HighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";

type State = { inComment: boolean; depth: number };

const language = StreamLanguage.define<State>({
  name: "jsonc",
  startState: () => ({ inComment: false, depth: 0 }),
  token(stream, state) {
    if (state.inComment) {
      if (stream.skipTo("*/")) {
        stream.match("*/");
        state.inComment = false;
      } else stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) {
      state.inComment = true;
      return "comment";
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) {
      return stream.match(/^\s*:/, false) ? "propertyName" : "string";
    }
    if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return "number";
    if (stream.match(/^(?:true|false|null)\b/)) return "atom";
    const character = stream.next();
    if (character === "{" || character === "[") state.depth += 1;
    if (character === "}" || character === "]") state.depth = Math.max(state.depth - 1, 0);
    return "punctuation";
  },
  indent: ({ depth, inComment }, textAfter, { unit }) =>
    inComment ? null : Math.max(depth - (/^\s*[}\]]/.test(textAfter) ? 1 : 0), 0) * unit,
  languageData: {
    commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
    indentOnInput: /^\s*[}\]]$/,
  },
});

/** Weight and greys: colour is for verdicts. */
const style = HighlightStyle.define([
  { tag: tags.propertyName, class: "font-medium text-ink" },
  { tag: tags.string, class: "text-ink" },
  { tag: [tags.number, tags.atom], class: "text-accent" },
  { tag: tags.punctuation, class: "text-ink-3" },
  { tag: tags.comment, class: "text-ink-3 italic" },
]);

export const jsonc: Extension = [
  language,
  syntaxHighlighting(style),
  bracketMatching({ afterCursor: false }),
];
