// What an edit is, in a few words: for those that were not saved.
import { textMember } from "@/lib/policy/member-of";
import type { Edit } from "@/lib/policy/edit/model";
import { EFFECT_WORDS } from "../matrix/cell-words";

/** "Deny github/delete_repo for group:eng", "the rule Engineers read". */
export function editWords(edit: Edit): string {
  switch (edit.kind) {
    case "set_cells": {
      const [first] = edit.cells;
      const does = first?.effect ? EFFECT_WORDS[first.effect] : "Unset";
      if (first === undefined || edit.cells.length > 1)
        return `${does} on ${edit.cells.length.toLocaleString("en")} cells`;
      return `${does} ${first.resource.replace(/^tool:/, "")} for ${first.subject}`;
    }
    case "put_rule":
      return `the rule ${textMember(edit.rule, "name") ?? textMember(edit.rule, "id") ?? ""}`;
    case "remove_rule":
      return `removing the rule ${edit.id}`;
    case "enable_rule":
      return `switching ${edit.enabled ? "on" : "off"} the rule ${edit.id}`;
    case "put_test":
      return `the test ${textMember(edit.test, "name") ?? ""}`;
    case "remove_test":
      return `removing the test ${edit.name}`;
  }
}
