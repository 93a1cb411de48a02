import { expect, it } from "vitest";
import { nextPath } from "./next-path";

it.each([
  ["/calls?q=is%3Amismatch&call=cll_1", "/calls?q=is%3Amismatch&call=cll_1"],
  ["/calls#x", "/calls"],
  [undefined, "/calls"],
  [["/a", "/b"], "/calls"],
  ["", "/calls"],
  ["calls", "/calls"],
  ["https://evil.example/", "/calls"],
  ["//evil.example/", "/calls"],
  ["/\\evil.example/", "/calls"],
  ["/\t/evil.example/", "/calls"],
  ["/..//evil.example/", "/calls"],
  ["javascript:alert(1)", "/calls"],
])("%j goes to %s", (given, expected) => {
  const path = nextPath(given, "/calls");
  expect(path).toBe(expected);
  expect(new URL(path, "http://localhost").origin).toBe("http://localhost");
});
