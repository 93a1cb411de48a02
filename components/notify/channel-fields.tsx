import type { ApiError } from "@/lib/api-client";
import { type ChannelKind, NOTICES, type Notice } from "@/lib/notify/model";
import { Field } from "../ui/field";
import { NOTICE_WORDS } from "./notice-words";

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

/** Name, address and notices of a channel of this kind; `now` is how it is until it is changed. */
export function ChannelFields({
  kind,
  wrong,
  now,
}: {
  kind: ChannelKind;
  wrong: Record<string, string>;
  now?: { name: string; shown: string; events: readonly Notice[] };
}) {
  const kept = now && { hint: `Empty keeps the one at ${now.shown}, which is not shown in full.` };
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label="Name"
          name="name"
          maxLength={80}
          autoFocus
          defaultValue={now?.name}
          error={wrong["name"]}
        />
        <Field key={kind} name="address" error={wrong["address"]} {...ADDRESS[kind]} {...kept} />
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">What it is told</legend>
        {NOTICES.map((event) => (
          <label key={event} className="flex items-start gap-2.5">
            <input
              type="checkbox"
              name="events"
              value={event}
              defaultChecked={now === undefined || now.events.includes(event)}
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
    </>
  );
}

/** The problems of a form by the first part of their path. */
export function problemsByField(
  problems: readonly { path: PropertyKey[]; message: string }[] | ApiError["fields"],
): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ path, message }) => [
      typeof path === "string" ? path : String(path[0] ?? ""),
      message,
    ]),
  );
}
