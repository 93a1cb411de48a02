"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toolsOptions } from "@/lib/catalog/options";
import { toolSelector } from "@/lib/policy/edit/matrix-rule";
import { selectorProblem } from "@/lib/policy/selector-problem";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { useSettled } from "../../ui/use-settled";
import { SubjectField } from "../subject-field";

/** Whom a rule names, one below the other. */
export function SubjectList({
  title,
  one,
  subjects,
  onSubjects,
}: {
  title: string;
  one: string;
  subjects: readonly string[];
  onSubjects: (subjects: string[]) => void;
}) {
  return (
    <List
      title={title}
      one={one}
      texts={subjects}
      onTexts={onSubjects}
      field={(text, at, onText) => (
        <SubjectField
          label={`${one} ${at + 1}`}
          value={text}
          hint={at === 0 ? undefined : ""}
          onValue={onText}
        />
      )}
    />
  );
}

/** What a rule speaks of. */
export function ResourceList({
  resources,
  onResources,
}: {
  resources: readonly string[];
  onResources: (resources: string[]) => void;
}) {
  return (
    <List
      title="What"
      one="Tool"
      texts={resources}
      onTexts={onResources}
      field={(text, at, onText) => (
        <ResourceField
          label={`Tool ${at + 1}`}
          value={text}
          {...(at > 0 && { hint: "" })}
          onValue={onText}
        />
      )}
    />
  );
}

function List({
  title,
  one,
  texts,
  onTexts,
  field,
}: {
  title: string;
  one: string;
  texts: readonly string[];
  onTexts: (texts: string[]) => void;
  field: (text: string, at: number, onText: (text: string) => void) => React.ReactNode;
}) {
  // Fields keep what is typed in them; a row that goes takes its own with it.
  const [keys, setKeys] = useState(() => texts.map((_, at) => at));
  return (
    <fieldset className="grid gap-2 rounded-md border px-3 pt-1 pb-3">
      <legend className="px-1 text-sm font-medium">{title}</legend>
      {texts.map((text, at) => (
        <div key={keys[at] ?? at} className="flex items-start gap-1.5">
          <div className="min-w-0 flex-1">
            {field(text, at, (now) => onTexts(texts.map((was, n) => (n === at ? now : was))))}
          </div>
          <Button
            size="sm"
            variant="ghost"
            className="mt-8"
            aria-label={`Take out ${one.toLowerCase()} ${at + 1}`}
            onClick={() => {
              setKeys(keys.filter((_, n) => n !== at));
              onTexts(texts.filter((_, n) => n !== at));
            }}
          >
            Take out
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          onClick={() => {
            setKeys([...keys, Math.max(-1, ...keys) + 1]);
            onTexts([...texts, ""]);
          }}
        >
          Add {one === "Who" ? "somebody" : `${article(one)} ${one.toLowerCase()}`}
        </Button>
      </div>
    </fieldset>
  );
}

function article(word: string): string {
  return /^[aeiou]/i.test(word) ? "an" : "a";
}

const TYPING_MS = 200;

/** A selector of tools, with those of the catalog offered. */
export function ResourceField({
  label,
  value,
  hint = "tool:SERVER/NAME; * stands for anything inside one part.",
  onValue,
}: {
  label: string;
  value: string;
  /** Empty: said by a field above. */
  hint?: string;
  onValue: (resource: string) => void;
}) {
  const list = useId();
  const asked = useSettled(
    value
      .replace(/^tool:/, "")
      .split("/")
      .at(-1) ?? "",
    TYPING_MS,
  );
  const { data } = useQuery({
    ...toolsOptions({ q: asked.replaceAll("*", "").slice(0, 200) }),
    staleTime: 60_000,
  });
  const problem = value === "" ? undefined : selectorProblem(value);
  return (
    <>
      <Field
        label={label}
        value={value}
        list={list}
        required
        maxLength={1000}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="tool:github/create_issue"
        {...(hint && { hint })}
        error={problem === undefined ? null : `This ${problem}.`}
        onChange={(event) => onValue(event.target.value.trim())}
      />
      <datalist id={list}>
        {data?.items
          .slice(0, 50)
          .map(
            ({ id, server, name }) =>
              server !== null && <option key={id} value={toolSelector(server, name)} />,
          )}
      </datalist>
    </>
  );
}
