// The parts of the query, and the place of its mistake, as the parser gives them.
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { readTokens } from "@/lib/calls/query-language/read-tokens";
import type { TokenKind } from "@/lib/calls/query-language/token";

/** A term is a plate, its value the strongest on it; what joins and negates stands out by weight. */
const STYLES: Readonly<Record<TokenKind, string>> = {
  term: "rounded-[3px] bg-sunken box-decoration-clone ring-1 ring-line",
  field: "text-ink-2",
  operator: "text-ink-3",
  value: "font-medium text-ink",
  text: "text-ink",
  negation: "font-bold text-accent",
  group: "font-semibold text-accent",
  keyword: "font-semibold text-accent",
};

const MARKS = new Map(
  Object.entries(STYLES).map(([kind, style]) => [
    kind,
    Decoration.mark({ class: style, attributes: { "data-part": kind }, inclusive: false }),
  ]),
);

function partsOf(state: EditorState): DecorationSet {
  const ranges = readTokens(state.sliceDoc()).tokens.flatMap(({ kind, from, to }) => {
    const mark = MARKS.get(kind);
    return mark ? [mark.range(from, to)] : [];
  });
  return Decoration.set(ranges, true);
}

const parts = StateField.define<DecorationSet>({
  create: partsOf,
  update: (known, { docChanged, state }) => (docChanged ? partsOf(state) : known),
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * `refused`: the text was to be applied. `paused`: nothing has been typed for a while; a mistake at the
 * caret is then still being written.
 */
export type Shown = "no" | "paused" | "refused";
export const showMistake = StateEffect.define<Shown>();

const shown = StateField.define<Shown>({
  create: () => "no",
  update: (before, { docChanged, effects }) =>
    effects.reduce<Shown>(
      (last, effect) => (effect.is(showMistake) ? effect.value : last),
      docChanged ? "no" : before,
    ),
});

const MISTAKE =
  "rounded-[2px] bg-(--mismatch-bg) underline decoration-danger decoration-wavy underline-offset-4";

class MissingWidget extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.textContent = "\u2007";
    element.className = MISTAKE;
    element.dataset["part"] = "mistake";
    return element;
  }
}

const wrong = Decoration.mark({ class: MISTAKE, attributes: { "data-part": "mistake" } });
const missing = Decoration.widget({ widget: new MissingWidget(), side: 1 });

const mistake = EditorView.decorations.compute(["doc", "selection", shown], (state) => {
  const when = state.field(shown);
  const parsed = when === "no" ? null : parseQuery(state.sliceDoc());
  if (!parsed || parsed.ok) return Decoration.none;
  const { from, to } = parsed.error;
  const { head } = state.selection.main;
  if (when === "paused" && from <= head && head <= to) return Decoration.none;
  return Decoration.set([from < to ? wrong.range(from, to) : missing.range(from)]);
});

export const queryMarks: Extension = [parts, shown, mistake];
