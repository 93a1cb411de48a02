import { expect, it } from "vitest";
import { quarantineNotice, severeNotice, silenceNotice } from "./notices";
import { emailOf, slackBody, webhookBody } from "./render";

const severe = severeNotice({
  name: "edge",
  critical: 1,
  high: 12,
  firstAt: "2026-11-25T10:00:00.5Z",
  lastAt: "2026-11-25T10:10:00Z",
});

it("says how many severe calls there were and links to exactly their time", () => {
  expect(severe.title).toBe("1 critical and 12 high calls through edge");
  const { searchParams } = new URL(severe.path, "http://here");
  expect(Object.fromEntries(searchParams)).toEqual({
    q: "severity:(critical OR high) source:edge",
    from: "2026-11-25T10:00:00.500Z",
    to: "2026-11-25T10:10:00.001Z",
  });
});

it("speaks of one and of many", () => {
  expect(quarantineNotice({ name: "edge", entries: 1, more: 1 }).title).toBe(
    "1 more record of edge could not be read",
  );
  expect(silenceNotice({ name: "edge", since: "2026-11-25T10:00:00Z", hours: 3 }).text).toContain(
    "sent no call for 3 hours",
  );
});

it("is JSON with type, timestamp and data for a webhook", () => {
  const body: unknown = JSON.parse(webhookBody("verdict.severe", severe, "http://x/y", "now"));
  expect(body).toMatchObject({
    type: "verdict.severe",
    timestamp: "now",
    data: { source: "edge", critical: 1, high: 12, url: "http://x/y" },
  });
});

it("lets no text become markup, a mention or a hidden character", () => {
  const message = { ...severe, title: "<!channel> a\u202eb & \r\nc", text: "<http://evil|x>" };
  const { text }: { text: string } = JSON.parse(slackBody(message, "http://x/y"));
  expect(text).toMatch(
    /^\*&lt;!channel&gt; a\[\S+\]b &amp; \[\S+\]\[\S+\]c\*\n&lt;http:\/\/evil\|x&gt;\n/,
  );
  expect(emailOf(message, "http://x/y").subject).not.toMatch(/[\r\n\u202e]/u);
});
