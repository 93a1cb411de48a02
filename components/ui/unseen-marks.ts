// What hides or moves other text is shown as a mark, by the same rules as in `InertText`.
import type { Range } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  WidgetType,
} from "@codemirror/view";
import { segmentText, type TextSegment } from "@/lib/hostile-text";
import { MARK_STYLE, MIXED_STYLE, mixedWarning } from "./inert-style";

type Mark = Extract<TextSegment, { kind: "mark" }>;

class MarkWidget extends WidgetType {
  readonly mark: Mark;

  constructor(mark: Mark) {
    super();
    this.mark = mark;
  }

  override eq(other: MarkWidget): boolean {
    return other.mark.codePoint === this.mark.codePoint;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.textContent = this.mark.label;
    element.title = `${this.mark.codePoint} ${this.mark.name}`;
    element.className = MARK_STYLE;
    return element;
  }
}

/** Only of what is on the screen: a text may be far longer. `lines`: line feeds and tabs lay it out. */
export function unseenMarks({ lines = false } = {}) {
  return ViewPlugin.define(
    (view) => ({
      decorations: marksOf(view, lines),
      update({ docChanged, viewportChanged, view: now }) {
        if (docChanged || viewportChanged) this.decorations = marksOf(now, lines);
      },
    }),
    {
      decorations: ({ decorations }) => decorations,
      provide: (plugin) =>
        EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );
}

const TAB = "U+0009";

function marksOf({ state, visibleRanges }: EditorView, lines: boolean): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const { from, to } of visibleRanges) {
    let at = from;
    for (const segment of segmentText(state.sliceDoc(from, to), { lines })) {
      const length = lengthOf(segment);
      if (segment.kind === "mark" && !(lines && segment.codePoint === TAB)) {
        const widget = new MarkWidget(segment);
        ranges.push(Decoration.replace({ widget }).range(at, at + length));
      }
      if (segment.kind === "mixed") {
        const attributes = { title: mixedWarning(segment.scripts) };
        ranges.push(Decoration.mark({ class: MIXED_STYLE, attributes }).range(at, at + length));
      }
      at += length;
    }
  }
  return Decoration.set(ranges);
}

function lengthOf(segment: TextSegment): number {
  if (segment.kind !== "mark") return segment.text.length;
  return String.fromCodePoint(Number.parseInt(segment.codePoint.slice(2), 16)).length;
}
