// A message in the form of each kind of channel. Pure. Names in it come from gateways and are hostile.
import { segmentText } from "../hostile-text";
import type { Message } from "./model";

/** Standard Webhooks' recommended body: type, timestamp, data. */
export function webhookBody(event: string, message: Message, url: string, at: string): string {
  const { title, text, data } = message;
  return JSON.stringify({ type: event, timestamp: at, data: { title, text, url, ...data } });
}

/** ARAP's callback: the task, and the gateway's own state as it gave it. */
export function callbackBody(
  { id, status, state }: NonNullable<Message["callback"]>,
  origin: URL,
): string {
  const endpoint = new URL(`/access/v1/requests/${encodeURIComponent(id)}`, origin).href;
  return JSON.stringify({
    ...(state !== null && { state }),
    task: { id, status, status_endpoint: endpoint },
  });
}

/** Slack reads &, < and > as signs of its own; nothing else is a link or a mention then. */
export function slackBody({ title, text }: Message, url: string): string {
  const inert = (raw: string) =>
    visible(raw).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return JSON.stringify({ text: `*${inert(title)}*\n${inert(text)}\n<${url}|Open in Onbehalf>` });
}

export function emailOf({ title, text }: Message, url: string) {
  return { subject: `Onbehalf: ${visible(title)}`, text: `${visible(text)}\n\n${url}\n` };
}

/** Characters that hide or move other text become visible marks. */
function visible(text: string): string {
  return segmentText(text)
    .map((segment) => (segment.kind === "mark" ? `[${segment.label}]` : segment.text))
    .join("");
}
