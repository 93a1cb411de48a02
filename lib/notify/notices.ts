// The sentences. Pure: a message carries what happened and the page that shows it.
import { isText } from "../calls/query-language/nodes";
import { printQuery } from "../calls/query-language/print";
import { routes } from "../routes";
import { instantParts } from "../time-range";
import type { Message } from "./model";

export function severeNotice(found: {
  name: string;
  critical: number;
  high: number;
  firstAt: string;
  lastAt: string;
}): Message {
  const { name, critical, high } = found;
  const parts = [critical && `${critical} critical`, high && `${high} high`].filter(Boolean);
  const from = new Date(found.firstAt).toISOString();
  // The end of a range is not part of it.
  const to = new Date(Date.parse(found.lastAt) + 1).toISOString();
  const literal = (text: string) => ({ text, glob: false });
  const q = printQuery({
    terms: [
      { ...isText("severity", "critical"), values: [literal("critical"), literal("high")] },
      isText("source", name),
    ],
  });
  return {
    title: `${parts.join(" and ")} ${critical + high === 1 ? "call" : "calls"} through ${name}`,
    text: `Calls that ran with an identity or a token that nothing explains, made between ${moment(from)} and ${moment(to)} (UTC).`,
    path: routes.calls({ q, from, to }),
    data: { source: name, critical, high, from, to },
  };
}

export function silenceNotice(found: { name: string; since: string; hours: number }): Message {
  const { name, since } = found;
  const hours = `${found.hours} ${found.hours === 1 ? "hour" : "hours"}`;
  return {
    title: `${name} fell silent`,
    text: `The source ${name} has sent no call for ${hours}, longer than it ever paused in the week before. The last came at ${moment(since)} (UTC).`,
    path: routes.overview(),
    data: { source: name, since: new Date(since).toISOString() },
  };
}

export function quarantineNotice(found: { name: string; entries: number; more: number }): Message {
  const { name, entries, more } = found;
  return {
    title: `${more} more ${more === 1 ? "record" : "records"} of ${name} could not be read`,
    text: `${entries} ${entries === 1 ? "record" : "records"} of ${name} wait in quarantine: their format changed, or they are not what the source is set to. Nothing is lost; they can be replayed after a fix.`,
    path: routes.overview(),
    data: { source: name, entries, more },
  };
}

/** An effect that denies ends as well: then more is allowed. */
export function expiryNotice(found: {
  rule: { id: string; name?: string | undefined; effect: string; owner?: string | undefined };
  until: string;
  now: number;
}): Message {
  const { rule, until, now } = found;
  const at = new Date(until).toISOString();
  const hours = Math.max(1, Math.round((Date.parse(until) - now) / 3_600_000));
  const left = hours === 1 ? "an hour" : `${hours} hours`;
  const what = {
    allow: "What it allows is denied",
    ask: "Nobody is asked",
    deny: "It no longer denies",
  };
  const then = Object.entries(what).find(([effect]) => effect === rule.effect)?.[1] ?? "It ends";
  return {
    title: `The rule ${rule.name ?? rule.id} ends in ${left}`,
    text: `${then} after ${moment(at)} (UTC).${rule.owner === undefined ? "" : ` Its owner is ${rule.owner}.`} A draft of the policy can move the end.`,
    path: routes.decisions(),
    data: { rule: rule.id, until: at },
  };
}

function moment(iso: string): string {
  const { date, time } = instantParts(iso, "UTC");
  return `${date}, ${time}`;
}
