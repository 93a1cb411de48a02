import { history, historyKeymap, isolateHistory, standardKeymap } from "@codemirror/commands";
import {
  Annotation,
  Compartment,
  EditorState,
  type Extension,
  Prec,
  type Transaction,
} from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { unseenMarks } from "../../ui/unseen-marks";
import { queryMarks } from "./query-marks";
import { singleLine } from "./single-line";
import { theme } from "./theme";

/** Keys that mean something else than in a text; true: the key is used up. */
export type EditorKeys = Record<
  "Enter" | "Escape" | "Tab" | "ArrowDown" | "ArrowUp" | "Ctrl-Space",
  () => boolean
>;

export type EditorChange = {
  /** The text is another by what the reader did, and not by `replaceText`. */
  edited: boolean;
  /** It was typed, deleted or completed; not pasted, and no step of undo. */
  typed: boolean;
  /** Only the caret or the focus moved. */
  moved: boolean;
};

const fromOutside = Annotation.define<true>();
const attributes = new Compartment();

/** An editor of one line in `parent`; the text, the caret and its history are its state. */
export function createEditor({
  parent,
  text,
  selection,
  hint,
  nonce,
  keys,
  onChange,
}: {
  parent: HTMLElement;
  text: string;
  selection: { anchor: number; head: number };
  hint: string;
  /** For the style elements that browsers without constructed style sheets need. */
  nonce: string | undefined;
  keys: EditorKeys;
  onChange: (view: EditorView, change: EditorChange) => void;
}): EditorView {
  const extensions: Extension[] = [
    singleLine,
    EditorView.lineWrapping,
    history(),
    Prec.highest(keymap.of(bindings(keys))),
    keymap.of([...historyKeymap, ...standardKeymap]),
    placeholder(hint),
    queryMarks,
    unseenMarks(),
    theme,
    attributes.of([]),
    nonce ? EditorView.cspNonce.of(nonce) : [],
    EditorView.updateListener.of(
      ({ docChanged, selectionSet, focusChanged, transactions, view }) => {
        if (!docChanged && !selectionSet && !focusChanged) return;
        const outside = transactions.some((one) => one.annotation(fromOutside));
        const typed = docChanged && transactions.some(isTyping);
        onChange(view, { edited: docChanged && !outside, typed, moved: !docChanged });
      },
    ),
  ];
  return new EditorView({
    parent,
    state: EditorState.create({ doc: text, selection, extensions }),
  });
}

function isTyping(transaction: Transaction): boolean {
  const pasted = transaction.isUserEvent("input.paste") || transaction.isUserEvent("input.drop");
  return !pasted && (transaction.isUserEvent("input") || transaction.isUserEvent("delete"));
}

function bindings(keys: EditorKeys) {
  return Object.entries(keys).map(([key, run]) => ({
    key,
    run,
    ...(key === "Enter" ? { shift: run } : {}),
  }));
}

/** Another text from outside, as a step of its own that can be undone; the caret goes to its end. */
export function replaceText(view: EditorView, text: string): void {
  const { state } = view;
  if (state.sliceDoc() === text) return;
  view.dispatch({
    changes: { from: 0, to: state.doc.length, insert: text },
    selection: { anchor: text.length },
    annotations: [fromOutside.of(true), isolateHistory.of("full")],
  });
}

/** What the text is called and says to assistive technology. */
export function setAttributes(view: EditorView, values: Record<string, string>): void {
  const effects = attributes.reconfigure(EditorView.contentAttributes.of(values));
  view.dispatch({ effects });
}
