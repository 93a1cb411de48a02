import { describe, expect, it } from "vitest";
import { readSources } from "../testing/sources";
import { ACTION_WORDS, actionWords } from "./action-words";

describe("the words of the admin log", () => {
  it("exist for every action that this program records, and for no other", () => {
    const recorded = new Set(
      readSources(["lib", "server"])
        .filter(({ path }) => !/\.test\.ts$|\/testing\/|action-words/.test(path))
        .flatMap(({ code }) =>
          [...code.matchAll(/\baction: "([a-z]+\.[a-z_]+)"/g)].flatMap(
            ([, action]) => action ?? [],
          ),
        ),
    );
    expect(recorded.size).toBeGreaterThan(5);
    expect(Object.keys(ACTION_WORDS).toSorted()).toEqual([...recorded].toSorted());
  });

  it("of an action that another version wrote are its name, readable", () => {
    expect(actionWords("moon.phase_changed")).toBe("moon phase changed");
  });
});
