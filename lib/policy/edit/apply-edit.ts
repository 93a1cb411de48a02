// One edit of a policy's text, in place: the matrix, the rule list and the text are three views of
// one document. Pure, so that a browser can show an edit before it is saved.
import { isJsonObject, type JsonObject } from "../../calls/adapters/json-values";
import type { Membership } from "../cells/who";
import { describeDefect } from "../defect";
import { textMember } from "../member-of";
import { readText } from "../read-text";
import { append, become, removeAt, setAt } from "./edit-text";
import type { Edit, Edited } from "./model";
import { isSameRule, mergeRule } from "./merge-rule";
import { recentPolicy } from "./recent-policy";
import { setCells } from "./set-cells";

/** What an edit of a person's cell depends on: their groups, and which rules have ended. */
export type EditContext = { membership: Membership; now: number };

/**
 * The text after the edit, with comments and layout of everything else. Refuses, with the place or
 * the rule, where the text has an error before or would have one after.
 */
export function applyEdit(text: string, edit: Edit, context: EditContext): Edited {
  const before = recentPolicy(text);
  if (!before.ok) return { ok: false, problems: before.defects.map(problemAt) };
  const edited =
    edit.kind === "set_cells"
      ? setCells(text, before.policy, edit.cells, context)
      : editEntry(text, written(text), edit);
  if (!edited.ok) return edited;
  const after = recentPolicy(edited.text);
  return after.ok ? edited : { ok: false, problems: after.defects.map(problemAt) };
}

/** The document as it is written, of a text that is a policy. */
function written(text: string): JsonObject {
  const read = readText(text);
  return read.ok && isJsonObject(read.value) ? read.value : {};
}

function problemAt(defect: Parameters<typeof describeDefect>[0]) {
  return { message: describeDefect(defect) };
}

function editEntry(
  text: string,
  document: JsonObject,
  edit: Exclude<Edit, { kind: "set_cells" }>,
): Edited {
  switch (edit.kind) {
    case "put_rule":
      return putRule(text, document, edit.rule, edit.base);
    case "put_test":
      return put(text, document, { list: "tests", key: "name", entry: edit.test });
    case "remove_rule":
      return change(document, "rules", "id", edit.id, (at) => removeAt(text, ["rules", at]));
    case "remove_test":
      return change(document, "tests", "name", edit.name, (at) => removeAt(text, ["tests", at]));
    case "enable_rule":
      // `true` is what a rule is without saying so.
      return change(document, "rules", "id", edit.id, (at, entry) =>
        edit.enabled
          ? Object.hasOwn(entry, "enabled")
            ? removeAt(text, ["rules", at, "enabled"])
            : text
          : setAt(text, ["rules", at, "enabled"], false),
      );
  }
}

function putRule(
  text: string,
  document: JsonObject,
  rule: JsonObject,
  base: JsonObject | null | undefined,
): Edited {
  const id = textMember(rule, "id") ?? "";
  const theirs = entriesOf(document, "rules").find((one) => textMember(one, "id") === id);
  const write = (entry: JsonObject) => put(text, document, { list: "rules", key: "id", entry });
  // Sent again, because the answer was lost, a new one is there already.
  const isNew = theirs === undefined || isSameRule(theirs, rule);
  if (base === undefined || (base === null && isNew)) return write(rule);
  if (base === null)
    return refused(`There is another rule ${id} by now. Save again to give yours another id.`);
  // With another id it is another rule.
  if (textMember(base, "id") !== id) {
    return theirs ? refused(`There is another rule ${id} already.`) : write(rule);
  }
  if (theirs === undefined) return refused(`The rule ${id} was removed meanwhile.`);
  const merged = mergeRule({ base, theirs, yours: rule });
  if (merged.ok) return write(merged.rule);
  const members = merged.both.map(({ member }) => member).join(", ");
  const message = `Another changed the same of the rule ${id} meanwhile: ${members}.`;
  return { ok: false, problems: [{ message, both: merged.both }] };
}

function refused(message: string): Edited {
  return { ok: false, problems: [{ message }] };
}

function put(
  text: string,
  document: JsonObject,
  { list, key, entry }: { list: string; key: string; entry: JsonObject },
): Edited {
  const name = textMember(entry, key);
  if (name === undefined) return { ok: false, problems: [{ message: `${key}: is missing` }] };
  const entries = entriesOf(document, list);
  const at = entries.findIndex((one) => textMember(one, key) === name);
  if (at === -1) return { ok: true, text: append(text, [list], [entry]) };
  return { ok: true, text: become(text, [list, at], entries[at], entry) };
}

function change(
  document: JsonObject,
  list: string,
  key: string,
  name: string,
  work: (at: number, entry: JsonObject) => string,
): Edited {
  const entries = entriesOf(document, list);
  const at = entries.findIndex((one) => textMember(one, key) === name);
  const entry = entries[at];
  if (entry !== undefined) return { ok: true, text: work(at, entry) };
  return refused(`There is no ${name} among the ${list}.`);
}

function entriesOf(document: JsonObject, list: string): JsonObject[] {
  const entries = Object.hasOwn(document, list) ? document[list] : [];
  return Array.isArray(entries) ? entries.filter(isJsonObject) : [];
}
