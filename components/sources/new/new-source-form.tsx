"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import type { Scope } from "@/lib/access/model";
import { sourceNameSchema } from "@/lib/sources/model";
import { SOURCES_KEY } from "@/lib/sources/options";
import { postSource } from "@/lib/sources/requests";
import type { FormatView, RegisteredSource } from "@/lib/sources/view";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { SelectField } from "../../ui/select-field";
import { EXPIRIES, expiryOf, KeyWishFields } from "../key-wish-fields";
import { FormatFacts } from "./format-facts";

/** Name and format of a new source, and what its first key may do. */
export function NewSourceForm({
  formats,
  onMade,
}: {
  formats: readonly FormatView[];
  onMade: (made: RegisteredSource) => void;
}) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [format, setFormat] = useState(formats[0]?.format ?? "");
  const [scopes, setScopes] = useState<Scope[]>(["events:write"]);
  const [expiry, setExpiry] = useState<string>(EXPIRIES[0].value);
  const making = useMutation({
    mutationFn: () => postSource({ name, format, scopes, ...expiryOf(expiry) }),
    onSuccess: (made) => {
      onMade(made);
      return client.invalidateQueries({ queryKey: SOURCES_KEY });
    },
  });
  const chosen = formats.find((one) => one.format === format);
  const unfit = name === "" || sourceNameSchema.safeParse(name).success ? null : NAME_RULE;
  const problem = making.error ? fieldProblem(making.error, "name") : null;
  return (
    <form
      className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
      onSubmit={(event) => {
        event.preventDefault();
        if (!making.isPending && unfit === null) making.mutate();
      }}
    >
      <div className="grid gap-5">
        <p className="text-ink-2">
          A source is one gateway. It gets a name that stands beside every call it reports, and a
          key of its own.
        </p>
        <Field
          label="Name"
          name="name"
          required
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={63}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            making.reset();
          }}
          hint="It stays: calls keep it for good. For instance prod-toolhive."
          error={unfit ?? problem}
        />
        <SelectField
          label="Format"
          name="format"
          value={format}
          onChange={(event) => setFormat(event.target.value)}
          options={formats.map((one) => ({ value: one.format, name: one.title }))}
        />
        <KeyWishFields scopes={scopes} onScopes={setScopes} expiry={expiry} onExpiry={setExpiry} />
        {making.error && problem === null && <Notice>{making.error.message}</Notice>}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          className="justify-self-start"
          disabledReason={reasonNot(making.isPending, name, unfit, scopes)}
        >
          Create the source and its key
        </Button>
      </div>
      {chosen && <FormatFacts format={chosen} />}
    </form>
  );
}

const NAME_RULE =
  "Lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit";

function reasonNot(busy: boolean, name: string, unfit: string | null, scopes: Scope[]) {
  if (busy) return "Creating the source…";
  if (name === "") return "Give it a name first";
  if (unfit !== null) return "The name cannot be used";
  return scopes.length === 0 ? "A key needs at least one right" : null;
}

function fieldProblem(error: Error, path: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.fields.find((field) => field.path.replace(/^\//, "") === path)?.message ?? null;
}
