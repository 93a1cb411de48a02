// A rule made ready once per version.
import { parseInstant } from "../identity/instant";
import { actionName } from "./asked";
import { compileConditions, type Condition } from "./condition";
import type { Effect, Limit, Rule } from "./model";
import { type SubjectSet, subjectSet } from "./subject-set";

export type CompiledRule = {
  id: string;
  effect: Effect;
  subjectTexts: readonly string[];
  subjects: SubjectSet;
  except: SubjectSet;
  /** Left out: every action. */
  actions: readonly string[] | undefined;
  /** Left out: every resource. */
  resources: readonly string[] | undefined;
  /** Milliseconds since the epoch; it applies from `from` on and no longer at `until`. */
  from: number;
  until: number;
  conditions: readonly Condition[];
  credentials?: ReadonlySet<string> | undefined;
  limit?: Limit | undefined;
};

export function compileRule(rule: Rule): CompiledRule {
  return {
    id: rule.id,
    effect: rule.effect,
    subjectTexts: rule.subjects,
    subjects: subjectSet(rule.subjects),
    except: subjectSet(rule.except),
    actions: rule.actions.map(actionName),
    resources: rule.resources,
    from: rule.from === undefined ? -Infinity : parseInstant(rule.from) / 1000,
    until: rule.until === undefined ? Infinity : parseInstant(rule.until) / 1000,
    conditions: rule.when ? compileConditions(rule.when) : [],
    limit: rule.limit,
  };
}
