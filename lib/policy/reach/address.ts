// The addresses of the rules and of effective access.
import type { AccessAddress, RulesAddress } from "../../routes";
import { subjectProblem } from "../selector-problem";
import { askedTool } from "./asked-tool";

type Parameters = Record<string, string | string[] | null | undefined>;

/** Takes what is known; anything else is left out. */
export function parseRulesAddress(raw: Parameters): RulesAddress {
  const show = text(raw["show"]);
  return {
    q: text(raw["q"])?.slice(0, 200),
    show: show === "off" || show === "unused" ? show : undefined,
    rule: text(raw["rule"])?.slice(0, 100),
  };
}

/** One of the two: a subject before a tool. */
export function parseAccessAddress(raw: Parameters): AccessAddress {
  const subject = text(raw["subject"])?.slice(0, 1000);
  const tool = text(raw["tool"])?.slice(0, 1000);
  const cursor = text(raw["cursor"]);
  const named = subject !== undefined && subjectProblem(subject) === undefined;
  return {
    ...(named
      ? { subject }
      : tool !== undefined && askedTool(tool)
        ? { tool: tool.replace(/^tool:/, "") }
        : {}),
    ...(cursor !== undefined && /^\d{1,7}$/.test(cursor) && { cursor }),
  };
}

function text(value: string | string[] | null | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
