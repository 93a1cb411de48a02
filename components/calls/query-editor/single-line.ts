import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Nothing that is typed or pasted holds it, so that the whole text is one line. */
const NEVER = "\u0000\n\u0000";

/**
 * One line, however long. A line feed that is already in the query stays what it is and is shown as a
 * mark; pasted ones become spaces, as in the plain input.
 */
export const singleLine: Extension = [
  EditorState.lineSeparator.of(NEVER),
  EditorView.clipboardInputFilter.of((text) => text.replaceAll(/\r\n?|\n/g, " ")),
  // A line that a phone's keyboard or a dropped text begins.
  EditorState.transactionFilter.of((transaction) => {
    const { newDoc } = transaction;
    if (newDoc.lines === 1) return transaction;
    const breaks = Array.from({ length: newDoc.lines - 1 }, (_, n) => newDoc.line(n + 1).to);
    const changes = breaks.map((at) => ({ from: at, to: at + 1, insert: " " }));
    return [transaction, { changes, sequential: true }];
  }),
];
