import { expect, it } from "vitest";
import { byteSize } from "./byte-size";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [9_960, "10 kB"],
  [999_700, "1.0 MB"],
  [3_440_000_000, "3.4 GB"],
  [5_000_000_000_000_000, "5000 TB"],
])("says %d bytes as %s", (bytes, text) => expect(byteSize(bytes)).toBe(text));
