import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type * as containerModule from "./container";

type Bundle = typeof containerModule;

const folder = mkdtempSync(join(tmpdir(), "onbehalf-container-"));
let server: Bundle;
let pages: Bundle;
/** Twice, as the server's bundle and Next's carry it: two files, two modules, one process. */
beforeAll(async () => {
  [server, pages] = await Promise.all([bundle("server"), bundle("pages")]);
});
afterEach(() => {
  globalThis.onbehalf = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bundle(name: string): Promise<Bundle> {
  const outfile = join(folder, `${name}.mjs`);
  const entry = fileURLToPath(new URL("./container.ts", import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  return import(/* @vite-ignore */ pathToFileURL(outfile).href);
}

const filled = { instance: "one" } as unknown as ReturnType<Bundle["container"]>;

describe("two bundles in one process", () => {
  it("are two modules that see one container", () => {
    expect(server.container).not.toBe(pages.container);
    server.fillContainer(filled);
    expect(pages.container()).toBe(filled);
    expect(server.container()).toBe(filled);
  });

  it("cannot fill it twice, neither from one side nor from the other", () => {
    server.fillContainer(filled);
    for (const one of [server, pages]) {
      expect(() => one.fillContainer({ ...filled })).toThrow("filled already");
      expect(one.container()).toBe(filled);
    }
  });

  it("are told how to start when it was never filled", () => {
    for (const one of [server, pages]) expect(() => one.container()).toThrow("server/main.ts");
  });
});
