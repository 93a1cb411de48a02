// What is wrong in the text, where it stands; the marks move with the text until the next check.
import { type Extension, StateEffect, StateField, type Text } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  gutterLineClass,
  GutterMarker,
} from "@codemirror/view";
import { RangeSet } from "@codemirror/state";
import type { TextProblem } from "./text-problems";

export const showProblems = StateEffect.define<readonly TextProblem[]>();

const MARKS = {
  error: Decoration.mark({
    class:
      "rounded-[2px] bg-(--mismatch-bg) underline decoration-danger decoration-wavy underline-offset-4",
    attributes: { "data-problem": "error" },
  }),
  warning: Decoration.mark({
    class: "underline decoration-(--unattributed-line) decoration-wavy underline-offset-4",
    attributes: { "data-problem": "warning" },
  }),
} as const;

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (known, { changes, effects, newDoc }) => {
    const shown = effects.find((effect) => effect.is(showProblems));
    if (!shown?.is(showProblems)) return known.map(changes);
    const ranges = shown.value.map((problem) => {
      const { from, to } = rangeAt(newDoc, problem);
      return MARKS[problem.severity].range(from, to);
    });
    return Decoration.set(
      ranges.filter(({ from, to }) => from < to),
      true,
    );
  },
  provide: (field) => EditorView.decorations.from(field),
});

class LineMark extends GutterMarker {
  override elementClass = "font-semibold text-danger";
}
const lineMark = new LineMark();

/** The numbers of lines with an error stand out. */
const numbers = gutterLineClass.compute([marks], (state) => {
  const lines = new Set<number>();
  state.field(marks).between(0, state.doc.length, (from, _to, { spec }) => {
    if (spec === MARKS.error.spec) lines.add(state.doc.lineAt(from).from);
  });
  return RangeSet.of([...lines].toSorted((a, b) => a - b).map((from) => lineMark.range(from)));
});

export const problemMarks: Extension = [marks, numbers];

/** Where a line and a column, both from 1, are in the text; as near as the text allows. */
export function offsetAt(doc: Text, { line, column }: { line: number; column: number }): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.from + Math.max(column, 1) - 1, found.to);
}

/** The word at the place; at the end of a line, its last character. */
function rangeAt(doc: Text, place: { line: number; column: number }): { from: number; to: number } {
  const from = offsetAt(doc, place);
  const { text, from: start } = doc.lineAt(from);
  const word = /^(?:"(?:[^"\\]|\\.)*"?|[^\s,:{}[\]]+|.)/.exec(text.slice(from - start));
  if (word) return { from, to: from + word[0].length };
  return { from: Math.max(from - 1, start), to: from };
}
