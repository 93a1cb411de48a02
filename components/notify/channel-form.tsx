"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import {
  CHANNEL_KINDS,
  type ChannelInput,
  type ChannelKind,
  channelInput,
  NOTICES,
} from "@/lib/notify/model";
import { requestChannel } from "@/lib/notify/options";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { KIND_WORDS, NOTICE_WORDS } from "./notice-words";

const ADDRESS: Record<ChannelKind, { label: string; hint: string; placeholder: string }> = {
  webhook: {
    label: "Address",
    hint: "An https address. Messages are signed (Standard Webhooks); redirects are not followed.",
    placeholder: "https://hooks.example.com/onbehalf",
  },
  slack: {
    label: "Incoming webhook address",
    hint: "From Slack, Mattermost or another that takes Slack's form. It is kept encrypted.",
    placeholder: "https://hooks.slack.com/services/…",
  },
  email: {
    label: "E-mail address",
    hint: "One address; a list works too.",
    placeholder: "soc@example.com",
  },
};

/** A new channel: where to, under which name, and what it is told. */
export function ChannelForm({
  emailReady,
  onCancel,
  onCreated,
}: {
  emailReady: boolean;
  onCancel: () => void;
  /** With the signing secret, which a webhook alone has. */
  onCreated: (secret: string | null) => void;
}) {
  const [kind, setKind] = useState<ChannelKind>("webhook");
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const creating = useMutation({
    mutationFn: requestChannel,
    onSuccess: ({ secret }) => onCreated(secret),
    onError: (error) => setWrong(error instanceof ApiError ? byField(error.fields) : {}),
  });
  function submit(form: FormData) {
    const parsed = channelInput.safeParse({
      kind,
      name: form.get("name"),
      address: form.get("address"),
      events: form.getAll("events"),
    });
    setWrong(parsed.success ? {} : byField(parsed.error.issues.map(fieldOf)));
    if (parsed.success) creating.mutate(parsed.data satisfies ChannelInput);
  }
  const failed = creating.error !== null && Object.keys(wrong).length === 0;
  return (
    <Card title="New channel" lead="Test it after it is made: that sends a real message.">
      <form
        noValidate
        aria-label="New channel"
        className="grid gap-4 border-t p-3 md:p-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <fieldset className="flex flex-wrap gap-2">
          <legend className="mb-1.5 text-sm font-medium">Kind</legend>
          {CHANNEL_KINDS.map((one) => (
            <Button
              key={one}
              aria-pressed={one === kind}
              disabledReason={
                one === "email" && !emailReady ? "The operator has to set SMTP_URL first" : null
              }
              onClick={() => setKind(one)}
              className="aria-pressed:border-accent aria-pressed:bg-selected"
            >
              {KIND_WORDS[one]}
            </Button>
          ))}
        </fieldset>
        <div className="grid gap-4 md:grid-cols-2">
          <Field label="Name" name="name" maxLength={80} autoFocus error={wrong["name"]} />
          <Field key={kind} name="address" error={wrong["address"]} {...ADDRESS[kind]} />
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-sm font-medium">What it is told</legend>
          {NOTICES.map((event) => (
            <label key={event} className="flex items-start gap-2.5">
              <input
                type="checkbox"
                name="events"
                value={event}
                defaultChecked
                className="mt-0.5 size-4 shrink-0 accent-(--accent)"
              />
              <span>
                {NOTICE_WORDS[event].name}
                <span className="block text-xs text-ink-3">{NOTICE_WORDS[event].detail}</span>
              </span>
            </label>
          ))}
          {wrong["events"] && <p className="text-xs text-danger">{wrong["events"]}</p>}
        </fieldset>
        {failed && <Notice>{creating.error.message}</Notice>}
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="primary"
            disabledReason={creating.isPending ? "Creating…" : null}
          >
            Create the channel
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </Card>
  );
}

type FieldProblem = { path: string; message: string };

function fieldOf({ path, message }: { path: PropertyKey[]; message: string }): FieldProblem {
  return { path: String(path[0] ?? ""), message };
}

function byField(problems: readonly FieldProblem[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ path, message }) => [path, message]));
}
