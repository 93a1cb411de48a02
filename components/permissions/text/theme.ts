import { EditorView } from "@codemirror/view";

/** The console's own colours in place of the editor's; both themes by the same variables. */
export const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-geist-mono), ui-monospace, monospace",
    fontSize: "0.75rem",
    lineHeight: "1.25rem",
  },
  ".cm-content": { padding: "0.5rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem 0 0.5rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 0.75rem", minWidth: "2.75rem" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": {
    backgroundColor: "var(--hover)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--selected)",
    outline: "1px solid var(--line-strong)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--mismatch-bg)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selected)" },
  ".cm-searchMatch": {
    backgroundColor: "var(--unknown-bg)",
    outline: "1px solid var(--unknown-line)",
  },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selected)" },
  ".cm-panels": { backgroundColor: "var(--canvas)", color: "var(--ink)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "0.5rem 2rem 0.5rem 0.75rem", fontSize: "0.75rem" },
  ".cm-panel.cm-search label": { fontSize: "0.75rem", color: "var(--ink-2)" },
  ".cm-textfield": {
    backgroundColor: "var(--surface)",
    border: "1px solid var(--control)",
    borderRadius: "6px",
    padding: "0.2rem 0.4rem",
    fontSize: "0.75rem",
  },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    fontSize: "0.75rem",
  },
  ".cm-panel.cm-search [name=close]": {
    color: "var(--ink-2)",
    fontSize: "1rem",
    minWidth: "1.75rem",
    minHeight: "1.75rem",
  },
});
