"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { BlockedWhat } from "@/lib/policy/block-choices";
import { selectorProblem, subjectProblem } from "@/lib/policy/selector-problem";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { useSettled } from "../ui/use-settled";
import { BlockEndFields } from "./block-end-fields";
import { endWords, USUAL_END } from "./block-ends";
import { BlockReach } from "./block-reach";
import { BlockSet } from "./block-set";
import { useBlockRefusal } from "./policy-rights";
import { useSetBlock } from "./use-set-block";

/** A button whose dialog sets a block by hand. */
export function BlockByHand() {
  const refusal = useBlockRefusal();
  return (
    <Dialog
      title="Set a block"
      trigger={(open) => (
        <Button disabledReason={refusal} onClick={open}>
          <Plus aria-hidden className="size-4 text-ink-3" />
          Set a block
        </Button>
      )}
    >
      {(close) => <BlockForm close={close} />}
    </Dialog>
  );
}

type Typed = Record<"subject" | "resource" | "credential", string>;
const EMPTY: Typed = { subject: "", resource: "", credential: "" };

function BlockForm({ close }: { close: () => void }) {
  const [typed, setTyped] = useState(EMPTY);
  /** Problems are said once a field was left, or the form was sent. */
  const [left, setLeft] = useState<ReadonlySet<keyof Typed>>(new Set());
  const [end, setEnd] = useState<string>(USUAL_END);
  const setting = useSetBlock();
  const what = whatOf(typed);
  const problems = problemsOf(what);
  const settled = useSettled(typed, 400);
  if (setting.data) return <BlockSet close={close} />;
  const field = (name: keyof Typed) => ({
    name,
    value: typed[name],
    maxLength: 1000,
    spellCheck: false,
    autoComplete: "off",
    autoCapitalize: "none",
    error: left.has(name) ? problems[name] : null,
    onBlur: () => setLeft(new Set([...left, name])),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [name]: event.target.value }),
  });
  const nothing = Object.keys(what).length === 0;
  const isReadable = !nothing && Object.keys(problems).length === 0;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setLeft(new Set(["subject", "resource", "credential"]));
        const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
        if (!isReadable || setting.isPending) return;
        setting.mutate({ what, reason, end });
      }}
    >
      <p className="text-ink-2">
        Denies what fits all that is said here, {endWords(end)}, before every rule and at every
        gateway that asks here. What is left empty may be anything.
      </p>
      <Field
        label="Whom"
        placeholder="group:contractors"
        hint="person:ID, group:NAME, client:ID, principal:ISSUER|SUBJECT or anyone."
        {...field("subject")}
      />
      <Field
        label="What"
        placeholder="tool:github/delete_*"
        hint="tool:SERVER/NAME, prompt:… or resource:…; * stands for any part of a name. Every tool is tool:*/*."
        {...field("resource")}
      />
      <Field
        label="Credential"
        placeholder="jira-admin"
        hint="The one that calls would run with, as gateways name it."
        {...field("credential")}
      />
      {isReadable && settled === typed ? (
        <BlockReach what={what} />
      ) : (
        <p className="min-h-5 text-ink-3">
          {nothing ? "Say whom or what to block." : "What it would have hit is counted here."}
        </p>
      )}
      <BlockEndFields end={end} onEnd={setEnd} />
      {setting.error && (
        <Notice>
          <InertText text={setting.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="danger"
          disabledReason={
            setting.isPending ? "Setting the block…" : nothing ? "Say whom or what to block" : null
          }
        >
          Set the block
        </Button>
      </div>
    </form>
  );
}

function whatOf(typed: Typed): BlockedWhat {
  const text = (name: keyof Typed) => typed[name].trim();
  return {
    ...(text("subject") && { subject: text("subject") }),
    ...(text("resource") && { resource: text("resource") }),
    ...(text("credential") && { credential: text("credential") }),
  };
}

function problemsOf({ subject, resource }: BlockedWhat): Partial<Record<keyof Typed, string>> {
  const whom = subject === undefined ? undefined : subjectProblem(subject);
  const what = resource === undefined ? undefined : selectorProblem(resource);
  return { ...(whom && { subject: `It ${whom}` }), ...(what && { resource: `It ${what}` }) };
}
