import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  COLUMN_KEYS,
  type Column,
  columnGrids,
  columnsThatFit,
  DEFAULT_COLUMNS,
  isFixed,
  MAX_WIDTH,
  MIN_WIDTH,
  moveColumn,
  parseColumns,
  printColumns,
  resizeColumn,
  toggleColumn,
} from "./columns";

const keysOf = (columns: readonly Column[]) => columns.map(({ key }) => key);

describe("columns in the address", () => {
  it.each([undefined, "", "default", ",", "nonsense"])("%j is the default ones", (text) => {
    expect(parseColumns(text).columns).toEqual(DEFAULT_COLUMNS);
    expect(printColumns(parseColumns(text).columns)).toBeUndefined();
  });

  it("keep order and widths, once each, and always have the time and the pair", () => {
    const { columns, unknown } = parseColumns("tool:220,evidence,tool:300");
    expect(keysOf(columns)).toEqual(["time", "pair", "tool", "evidence"]);
    expect(columns.at(2)?.width).toBe(220);
    expect(unknown).toEqual([]);
  });

  it("name what they do not know, and keep the rest", () => {
    const { columns, unknown } = parseColumns("time,pair,mood,tool:wide,flags,pair:10,a:b:c");
    expect(keysOf(columns)).toEqual(["time", "pair", "flags"]);
    expect(unknown).toEqual(["mood", "tool:wide", "pair:10", "a:b:c"]);
  });

  it("never are narrower or wider than can be used", () => {
    expect(parseColumns("tool:1").columns.at(-1)?.width).toBe(MIN_WIDTH);
    expect(parseColumns("tool:99999").columns.at(-1)?.width).toBe(MAX_WIDTH);
  });

  it("survive being printed, whatever was done to them", () => {
    const key = fc.constantFrom(...COLUMN_KEYS);
    const edit = fc.record({ key, to: fc.integer({ min: -3, max: 40 }), kind: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(edit), (edits) => {
        let columns: readonly Column[] = DEFAULT_COLUMNS;
        for (const { key, to, kind } of edits) {
          if (kind === 0) columns = toggleColumn(columns, key);
          else if (kind === 1) columns = moveColumn(columns, key, to);
          else if (key !== "pair") columns = resizeColumn(columns, key, to * 20);
        }
        expect(parseColumns(printColumns(columns))).toEqual({ columns, unknown: [] });
        expect(keysOf(columns)).toEqual(expect.arrayContaining(["time", "pair"]));
        expect(new Set(keysOf(columns)).size).toBe(columns.length);
      }),
    );
  });
});

describe("columns in a list of some width", () => {
  it("go from the right, one after the other, and never the pair or the time", () => {
    const all = COLUMN_KEYS.map((key) => ({ key, width: 100 }));
    let before = columnsThatFit(all, 10_000);
    expect(before).toEqual(COLUMN_KEYS);
    for (let width = 10_000; width > 0; width -= 50) {
      const now = columnsThatFit(all, width);
      expect(before.filter((key) => now.includes(key))).toEqual(now);
      expect(COLUMN_KEYS.filter((key) => !isFixed(key)).slice(0, now.length - 2)).toEqual(
        now.filter((key) => !isFixed(key)),
      );
      before = now;
    }
    expect(before).toEqual(["time", "pair"]);
  });

  it("have a track each, the pair the one that gives", () => {
    const { wide, compact } = columnGrids(DEFAULT_COLUMNS);
    expect(wide).toBe(
      "136px minmax(0,1fr) clamp(0px,(100cqw - 815px)*9999,232px) " +
        "clamp(0px,(100cqw - 891px)*9999,76px) clamp(0px,(100cqw - 987px)*9999,96px) " +
        "clamp(0px,(100cqw - 1063px)*9999,76px)",
    );
    expect(compact).toMatch(/^72px minmax\(0,1fr\) clamp\(0px,\(100cqw - 667px\)\*9999,168px\)/);
  });
});
