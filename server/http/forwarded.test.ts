import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { alignRawHeaders, clientAddress, dropUntrustedHeaders, isNear } from "./forwarded";

function requestFrom(peer: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  request.rawHeaders = Object.entries(headers).flat();
  return request;
}

describe("forwarded headers", () => {
  it("are believed from a trusted proxy only, and then up to the first hop that is not one", () => {
    const forwarded = { "x-forwarded-for": "1.1.1.1, 203.0.113.9, 10.0.0.2" };
    expect(clientAddress(requestFrom("10.0.0.1", forwarded), [])).toBe("10.0.0.1");
    expect(clientAddress(requestFrom("10.0.0.1", forwarded), ["10.0.0.1", "10.0.0.2"])).toBe(
      "203.0.113.9",
    );
    expect(clientAddress(requestFrom("::ffff:127.0.0.1", {}), [])).toBe("127.0.0.1");
  });

  it.each([
    ["127.0.0.1", {}, true],
    ["::ffff:127.0.0.1", {}, true],
    ["203.0.113.9", {}, false],
    ["127.0.0.1", { "x-forwarded-for": "127.0.0.1" }, false],
    ["127.0.0.1", { forwarded: "for=127.0.0.1" }, false],
    ["127.0.0.1", { via: "1.1 proxy" }, false],
  ])("make a request from %s with %o one of this machine: %s", (peer, headers, expected) => {
    expect(isNear(requestFrom(peer, headers))).toBe(expected);
  });

  it("and our own never come in from outside, in either view of the headers", () => {
    const request = requestFrom("203.0.113.9", {
      "x-onbehalf-address": "127.0.0.1",
      "x-onbehalf-path": "/",
      "x-middleware-subrequest": "1",
      "x-forwarded-host": "evil.example",
      "x-nonce": "guessed",
      "x-onbehalf-background": "1",
      accept: "*/*",
    });
    dropUntrustedHeaders(request.headers);
    alignRawHeaders(request);
    expect(request.headers).toEqual({ "x-onbehalf-background": "1", accept: "*/*" });
    expect(request.rawHeaders).toEqual(["x-onbehalf-background", "1", "accept", "*/*"]);
  });
});
