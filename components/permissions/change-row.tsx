import type { ChangeItem } from "@/lib/policy/diff/model";
import { InertText } from "../ui/inert-text";
import { CHANGE_WORDS } from "./change-words";
import { RuleName } from "./rule-name";

/** One thing that an identity gains, loses or is asked for, and the rules that say so. */
export function ChangeRow({
  item,
  names,
}: {
  item: ChangeItem;
  names: ReadonlyMap<string, string>;
}) {
  const { change, action, server, tool, selector, was, becomes, conditional, ruleIds } = item;
  const { verb, sign } = CHANGE_WORDS[change];
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5 text-sm">
      <span className="flex min-w-0 flex-1 basis-64 items-baseline gap-2">
        <span aria-hidden className="w-3 shrink-0 text-center font-mono font-semibold">
          {sign}
        </span>
        <span className="sr-only">{verb}</span>
        <span className="line-clamp-3 min-w-0 font-mono text-xs wrap-anywhere">
          <InertText text={server !== null && tool !== null ? `${server}/${tool}` : selector} />
          {server === null && (
            <span className="font-sans text-2xs text-ink-3"> fits no tool that is known yet</span>
          )}
          {action !== "tools/call" && (
            <span className="font-sans text-2xs text-ink-3">
              {" "}
              <InertText text={action} />
            </span>
          )}
        </span>
      </span>
      <span className="text-xs text-ink-2">
        {effectOf(was, conditional.was)} → {effectOf(becomes, conditional.becomes)}
      </span>
      <span className="max-w-72 min-w-0 text-2xs text-ink-3 wrap-anywhere sm:max-w-96 sm:text-right">
        <Rules was={ruleIds.was} becomes={ruleIds.becomes} names={names} />
      </span>
    </li>
  );
}

function effectOf(effect: ChangeItem["was"], conditional: boolean): string {
  return conditional ? `${effect}, with conditions` : effect;
}

function Rules({
  was,
  becomes,
  names,
}: ChangeItem["ruleIds"] & { names: ReadonlyMap<string, string> }) {
  const named = becomes.length > 0 ? becomes : was;
  if (named.length === 0) return "no rule";
  return (
    <>
      {becomes.length > 0 ? "by " : "was by "}
      {named.map((id, at) => (
        <span key={id}>
          {at > 0 && ", "}
          <RuleName id={id} names={names} />
        </span>
      ))}
    </>
  );
}
