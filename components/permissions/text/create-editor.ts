import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { indentOnInput, indentUnit } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { unseenMarks } from "../../ui/unseen-marks";
import { jsonc } from "./jsonc";
import { problemMarks } from "./problem-marks";
import { theme } from "./theme";

const fromOutside = Annotation.define<true>();

/** An editor of a policy's text in `parent`. Tab leaves it, as it leaves every other field. */
export function createEditor({
  parent,
  text,
  label,
  noteId,
  readOnly,
  nonce,
  onText,
  onSave,
}: {
  parent: HTMLElement;
  text: string;
  /** What the text is, for assistive technology. */
  label: string;
  /** Of the element that lists what is wrong. */
  noteId: string | undefined;
  readOnly: boolean;
  /** For the style elements that browsers without constructed style sheets need. */
  nonce: string | undefined;
  onText: (text: string) => void;
  onSave: () => void;
}): EditorView {
  const save = () => {
    onSave();
    return true;
  };
  const extensions: Extension[] = [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of("  "),
    indentOnInput(),
    jsonc,
    problemMarks,
    unseenMarks({ lines: true }),
    search(),
    keymap.of([
      { key: "Mod-s", run: save, preventDefault: true },
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
    ]),
    theme,
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      "aria-label": label,
      ...(noteId ? { "aria-describedby": noteId } : {}),
      ...(readOnly ? { "aria-readonly": "true" } : {}),
      // A tab stop anyway; assistive technology has to know that what scrolls can be reached.
      tabindex: "0",
      spellcheck: "false",
      autocapitalize: "none",
    }),
    nonce ? EditorView.cspNonce.of(nonce) : [],
    EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      const outside = transactions.some((one) => one.annotation(fromOutside));
      if (docChanged && !outside) onText(state.sliceDoc());
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

/** Another text from outside, as a step that can be undone. */
export function replaceText(view: EditorView, text: string): void {
  const { state } = view;
  if (state.sliceDoc() === text) return;
  view.dispatch({
    changes: { from: 0, to: state.doc.length, insert: text },
    annotations: fromOutside.of(true),
  });
}
