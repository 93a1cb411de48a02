"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isJsonObject } from "@/lib/calls/adapters/json-values";
import { toolOptions, toolsOptions } from "@/lib/catalog/options";
import {
  argumentFields,
  type ArgumentField,
  checksOfSchema,
  NO_CHECK,
  schemaOfChecks,
} from "@/lib/policy/argument-form";
import { exactTool } from "@/lib/policy/exact-tool";
import { toolPath } from "@/lib/policy/edit/matrix-rule";
import { AreaField } from "../../ui/area-field";
import { Button } from "../../ui/button";
import { ArgumentCheckFields } from "./argument-check-fields";
import { ArgumentTester } from "./argument-tester";

/** Conditions on arguments: a form made from the tool's own schema, and the JSON Schema behind it. */
export function ArgumentConditions({
  resources,
  schema,
  onSchema,
}: {
  resources: readonly string[];
  schema: unknown;
  onSchema: (schema: unknown) => void;
}) {
  const tool = resources.length === 1 ? exactTool(resources[0] ?? "") : undefined;
  const one = tool && toolPath(tool.server, tool.name);
  const fields = useToolArguments(tool);
  const checks = checksOfSchema(schema);
  const [json, setJson] = useState<string | null>(null);
  const known = new Set(fields?.map(({ name }) => name));
  const others = [...(checks?.keys() ?? [])].filter((name) => !known.has(name));
  const shown: ArgumentField[] = [
    ...(fields ?? []),
    ...others.map((name) => ({ name, type: "other" as const, description: null, choices: null })),
  ];
  const asJson = json ?? (checks === null ? printed(schema) : null);
  return (
    <fieldset className="grid gap-3 rounded-md border px-3 pt-1 pb-3">
      <legend className="px-1 text-sm font-medium">Arguments</legend>
      {asJson === null ? (
        <>
          <div className="grid gap-3">
            {shown.map((field) => (
              <ArgumentCheckFields
                key={field.name}
                field={field}
                check={checks?.get(field.name) ?? NO_CHECK}
                onCheck={(check) =>
                  onSchema(schemaOfChecks(new Map(checks).set(field.name, check)))
                }
              />
            ))}
          </div>
          {shown.length === 0 && (
            <p className="text-xs text-ink-3">
              {fields === null
                ? "A form is offered for one tool of the catalog whose schema is known. Otherwise write a JSON Schema."
                : "This tool takes no arguments."}
            </p>
          )}
        </>
      ) : (
        <AreaField
          label="JSON Schema over the arguments"
          rows={8}
          value={asJson}
          hint="2020-12. Empty for no condition."
          onChange={(event) => {
            setJson(event.target.value);
            onSchema(readSchema(event.target.value));
          }}
        />
      )}
      {one !== undefined && <ArgumentTester key={one} tool={one} schema={schema} />}
      <div>
        <Button
          size="sm"
          disabledReason={
            asJson !== null && checks === null ? "The form has no words for this schema" : null
          }
          onClick={() => setJson(asJson === null ? printed(schema) : null)}
        >
          {asJson === null ? "As JSON Schema" : "As a form"}
        </Button>
      </div>
    </fieldset>
  );
}

/** Null where there is no schema to make a form from. */
function useToolArguments(wanted: ReturnType<typeof exactTool>): ArgumentField[] | null {
  const { server = "", name = "" } = wanted ?? {};
  const { data: found } = useQuery({
    ...toolsOptions({ server, q: name }),
    enabled: wanted !== undefined,
  });
  const id = found?.items.find((tool) => tool.server === server && tool.name === name)?.id;
  const { data: tool } = useQuery({ ...toolOptions(id ?? ""), enabled: id !== undefined });
  const definition = tool?.definition;
  return isJsonObject(definition) ? argumentFields(definition["inputSchema"]) : null;
}

function printed(schema: unknown): string {
  return schema === undefined ? "" : JSON.stringify(schema, null, 2);
}

/** What is no JSON yet is kept as it is typed: the rule says that it is no schema. */
function readSchema(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    const schema: unknown = JSON.parse(text);
    return schema;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
