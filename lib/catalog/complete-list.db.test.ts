// What a list says by what it lacks.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LearningWorld, learningWorld, listedTool } from "../testing/learning";

let world: LearningWorld;
let list: LearningWorld["list"];
let call: LearningWorld["call"];
let arrive: LearningWorld["arrive"];
let enforce: LearningWorld["enforce"];
let states: LearningWorld["states"];
let history: LearningWorld["history"];
beforeAll(async () => {
  world = await learningWorld();
  ({ list, call, arrive, enforce, states, history } = world);
});
afterAll(() => world.deps.close());
beforeEach(() => {
  world.begin();
});

describe("a complete list", () => {
  it("marks what it lacks as gone; being seen again brings it back as it was", async () => {
    await arrive(list([listedTool("a"), listedTool("b")]));
    await enforce();
    await arrive(list([listedTool("a")]));
    expect(await states()).toEqual({ a: "allowed", b: "allowed, gone" });
    await arrive(call("b"));
    expect(await states()).toEqual({ a: "allowed", b: "allowed" });
    expect(await history("b")).toEqual(["first_seen", "gone", "back"]);
  });

  it("may come in pages of several events; without its first or last page it marks nothing", async () => {
    await arrive(list([listedTool("a"), listedTool("b"), listedTool("c")]));
    await arrive(list([listedTool("a")], {}, { nextCursor: "p2" }));
    expect(await states()).toMatchObject({ b: "allowed", c: "allowed" });
    await arrive(list([listedTool("b")], { list: { cursor: "p2" } }));
    expect(await states()).toEqual({ a: "allowed", b: "allowed", c: "allowed, gone" });
    await arrive(list([listedTool("c")], { list: { cursor: "unknown" } }));
    expect(await states()).toEqual({ a: "allowed", b: "allowed", c: "allowed" });
  });

  it("that the gateway filtered for one caller marks nothing", async () => {
    await arrive(list([listedTool("a"), listedTool("b")]));
    await arrive(list([listedTool("a")], { list: { filtered: true } }));
    expect(await states()).toEqual({ a: "allowed", b: "allowed" });
  });

  it("that is older than the last one, or than the last call, marks nothing", async () => {
    const old = list([listedTool("a")]);
    await arrive(list([listedTool("a"), listedTool("b")]));
    await arrive(old);
    expect(await states()).toEqual({ a: "allowed", b: "allowed" });
  });
});
