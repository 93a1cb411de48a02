import { type SQL, sql } from "drizzle-orm";
import type { Sentence } from "./sentence";

/** Columns of a sentence; `e` is the evaluation, `caller` and `ran_as` the principals of it. */
export const SENTENCE: SQL = sql`
  json_build_object(
    'agent', e.client,
    'caller', coalesce(caller_person.name, caller_person.slug, caller.name, caller.sub, 'somebody'),
    'action', e.action,
    'kind', CASE WHEN e.resource LIKE 'tool:%' THEN 'tool'
                 WHEN e.resource LIKE 'prompt:%' THEN 'prompt'
                 WHEN e.resource LIKE 'resource:%' THEN 'resource' ELSE 'other' END,
    'what', CASE WHEN e.resource LIKE 'tool:%' THEN substr(e.resource, 6) ELSE e.resource END,
    'runsAs', coalesce(ran_as_person.name, ran_as_person.slug, ran_as.name, ran_as.sub),
    'mode', e.run_as)`;

export const SENTENCE_JOINS: SQL = sql`
  JOIN evaluation e ON e.id = a.evaluation_id
  LEFT JOIN principal caller ON caller.id = e.caller_id
  LEFT JOIN person caller_person ON caller_person.id = caller.person_id
  LEFT JOIN principal ran_as ON ran_as.id = e.ran_as_id
  LEFT JOIN person ran_as_person ON ran_as_person.id = ran_as.person_id`;

export type WithSentence = { sentence: Sentence };
