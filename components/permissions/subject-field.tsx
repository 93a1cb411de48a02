"use client";
import { markedText } from "@/lib/hostile-text";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { subjectSuggestionsOptions } from "@/lib/policy/suggest-options";
import { subjectProblem } from "@/lib/policy/selector-problem";
import { Field } from "../ui/field";
import { useSettled } from "../ui/use-settled";

const TYPING_MS = 200;

/**
 * Somebody as rules name them, with what the directory knows offered while one types. `onValue` is
 * given a subject that can be read, or nothing.
 */
export function SubjectField({
  label,
  value,
  known = [],
  hint = "Such as group:engineering, person:ada, client:cli or anyone.",
  onValue,
}: {
  label: string;
  value: string;
  /** Offered beside what is found. */
  known?: readonly string[];
  hint?: string;
  onValue: (subject: string) => void;
}) {
  const list = useId();
  const [text, setText] = useState(value);
  const asked = useSettled(text.replace(/^[a-z]+:/, "").trim(), TYPING_MS);
  const { data: found = [] } = useQuery(subjectSuggestionsOptions(asked));
  const problem = text === "" ? undefined : subjectProblem(text.trim());
  const offered = [...new Set([...found.map((one) => one.subject), ...known])];
  const names = new Map(found.map(({ subject, name }) => [subject, name]));
  return (
    <>
      <Field
        label={label}
        value={text}
        list={list}
        required
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={1000}
        hint={hint}
        error={problem === undefined ? null : `This ${problem}.`}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          onValue(subjectProblem(typed.trim()) === undefined ? typed.trim() : "");
        }}
      />
      <datalist id={list}>
        {offered.slice(0, 100).map((subject) => (
          <option key={subject} value={subject}>
            {markedText(names.get(subject) ?? "")}
          </option>
        ))}
      </datalist>
    </>
  );
}
