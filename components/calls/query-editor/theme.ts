import { EditorView } from "@codemirror/view";

/** As the plain input looks; taller with the text up to four lines. */
export const theme = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "inherit",
    lineHeight: "var(--bar-line)",
    maxHeight: "calc(4 * var(--bar-line) + 34px - var(--bar-line))",
    overflowX: "hidden",
    overflowY: "auto",
  },
  ".cm-content": {
    padding: "calc((34px - var(--bar-line)) / 2) 0",
    caretColor: "var(--ink)",
  },
  ".cm-line": { padding: "0" },
  ".cm-placeholder": {
    color: "var(--ink-3)",
    maxWidth: "100%",
    overflow: "hidden",
    whiteSpace: "nowrap",
    verticalAlign: "top",
  },
});
