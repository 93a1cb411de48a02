import { describe, expect, test } from "vitest";
import { readSources, type Source } from "./testing/sources";

const layers = ["app", "components", "lib", "db", "server"];
const all = readSources(layers);
const sources = all.filter(({ path }) => !/\.test\.tsx?$|(^|\/)testing\//.test(path));
const byPath = new Map(sources.map((source) => [source.path, source]));

describe("the direction of imports", () => {
  // A layer may import these; db may import of lib only what is in a model.
  const allowed: Record<string, RegExp> = {
    app: /^(app|components|lib)\//,
    components: /^(components|lib)\//,
    server: /^(server|lib|db)\/|^package\.json$/,
    lib: /^(lib|db)\//,
    db: /^db\/|^lib\/[^/]+\/model(\.ts)?$/,
  };

  test.each(layers)("%s imports only what lies below it", (layer) => {
    const wrong = ofLayer(layer).flatMap(({ path, imports }) =>
      imports.flatMap(({ file }) =>
        file && !allowed[layer]?.test(file) ? [`${path} -> ${file}`] : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("no file imports itself by a detour", () => {
    expect(cycles()).toEqual([]);
  });

  test("what the browser loads reaches no database, no Node module and no server code", () => {
    const forServers = /^(node:|postgres$|drizzle-orm|hono|@hono\/|pino|server-only|@node-rs\/)/;
    const clientSafe = sources.filter(({ path }) =>
      /^components\/|^lib\/[^/]+\/options\.tsx?$/.test(path),
    );
    const wrong = clientSafe.flatMap((source) =>
      reachable(source).flatMap(({ path, imports }) =>
        imports
          .filter(({ typeOnly }) => !typeOnly)
          .filter(
            ({ file, package: name }) => file?.startsWith("db/") || forServers.test(name ?? ""),
          )
          .map((found) => `${source.path} -> ${path} -> ${found.file ?? found.package}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("next-auth is imported by one file and its route, its browser half by one component", () => {
    const importers = (name: RegExp) =>
      sources.filter(({ imports }) => imports.some((found) => name.test(found.package ?? "")));
    expect(importers(/^next-auth(?!\/(react|jwt)$)/).map(({ path }) => path)).toEqual([
      "app/api/auth/[...nextauth]/route.ts",
      "lib/access/next-auth.ts",
    ]);
    expect(importers(/^next-auth\/react$/).length).toBeLessThanOrEqual(1);
  });
});

describe("pure code", () => {
  // The heart of the domain: these files and all that they import.
  const roots =
    /^lib\/(identity\/judge|policy\/(evaluate|build-index|read-policy|run-cases|edit\/apply-edit|diff\/semantic-diff|guard\/loosening|guard\/catch-all|guard\/unfulfillable|replay\/compare|export\/(name-level|cedar|cel))|calls\/(redact|envelope|query-language)[^/]*|calls\/adapters\/.*|ledger\/(canonical-json|leaf))\.ts$/;
  // Hashing is a function of its input; whatever else node:crypto offers is caught below.
  const packages = /^(zod|canonicalize|re2js|jsonc-parser|date-fns|@date-fns\/tz|node:crypto)$/;
  const pure = new Map(
    sources
      .filter(({ path }) => roots.test(path))
      .flatMap(reachable)
      .map((source) => [source.path, source]),
  );

  test("covers the judge, the evaluator, the adapters, the envelope and the leaf", () => {
    expect([...pure.keys()]).toEqual(
      expect.arrayContaining([
        "lib/identity/judge.ts",
        "lib/policy/evaluate.ts",
        "lib/policy/json-schema/compile-schema.ts",
        "lib/calls/adapters/native.ts",
        "lib/calls/envelope.ts",
        "lib/ledger/canonical-json.ts",
        "lib/ledger/leaf.ts",
      ]),
    );
  });

  test("imports only zod, hashing and other pure code", () => {
    const wrong = [...pure.values()].flatMap(({ path, imports }) =>
      imports
        .filter(({ typeOnly }) => !typeOnly)
        .filter(({ file, package: name }) =>
          name ? !packages.test(name) : !file?.startsWith("lib/"),
        )
        .map(({ file, package: name }) => `${path} -> ${name ?? file}`),
    );
    expect(wrong).toEqual([]);
  });

  test("asks neither the clock nor chance", () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom(Bytes|UUID|Int)\b|\bperformance\./;
    expect(
      [...pure.values()].filter(({ code }) => impure.test(code)).map(({ path }) => path),
    ).toEqual([]);
  });
});

test("an example stands alone: of ours it imports its own files only", () => {
  const wrong = readSources(["examples"]).flatMap(({ path, imports }) =>
    imports.flatMap(({ file }) =>
      file === undefined || file.startsWith("examples/") ? [] : [`${path} -> ${file}`],
    ),
  );
  expect(wrong).toEqual([]);
});

describe("where things are", () => {
  test("the environment is read in lib/env.ts alone", () => {
    const readers = sources.filter(({ code }) =>
      /\bprocess\s*\??\.\s*env\b|\bprocess\[/.test(code),
    );
    expect(readers.map(({ path }) => path)).toEqual(["lib/env.ts"]);
  });

  test("no name says nothing", () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc)(\/|\.[^/]*$)/;
    expect(all.filter(({ path }) => empty.test(path)).map(({ path }) => path)).toEqual([]);
  });

  test("names are kebab-case", () => {
    // Next's own names have brackets, parentheses, @ and dots in front.
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/;
    const own = all.filter(({ path }) => !path.startsWith("app/"));
    const wrong = own.filter(({ path }) => !kebab.test(path.split("/").at(-1) ?? ""));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("no barrels outside db/schema", () => {
    const barrels = all.filter(({ path }) => /\/index\.tsx?$/.test(path));
    const paths = barrels.map(({ path }) => path);
    expect(paths.filter((path) => !path.startsWith("db/schema/"))).toEqual([]);
  });

  test("app/ holds only files whose names Next chose", () => {
    const chosen =
      /\/(page|layout|template|loading|error|global-error|not-found|forbidden|unauthorized|default|route|icon|apple-icon|opengraph-image|manifest|robots|sitemap)\.tsx?$/;
    expect(
      ofLayer("app")
        .filter(({ path }) => !chosen.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe("the size of files", () => {
  const measured = sources.filter(({ path }) => !/^db\/(schema|migrations)\//.test(path));
  const lines = measured.map((source) => source.lines).toSorted((a, b) => a - b);

  test("none is over 300 lines, tests and journeys neither", () => {
    const tests = all.filter((source) => !sources.includes(source));
    const long = [...measured, ...tests, ...readSources(["e2e"])].filter(
      (source) => source.lines > 300,
    );
    expect(long.map((source) => `${source.path}: ${source.lines}`)).toEqual([]);
  });

  test("nine of ten are under 200, half of them under 70", () => {
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThan(200);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(70);
  });
});

function ofLayer(layer: string): Source[] {
  return sources.filter(({ path }) => path.startsWith(`${layer}/`));
}

/** A source and all of ours that it loads at run time. */
function reachable(start: Source): Source[] {
  const seen = new Set([start]);
  for (const source of seen) for (const next of loads(source)) seen.add(next);
  return [...seen];
}

function loads({ imports }: Source): Source[] {
  return imports.flatMap(({ file, typeOnly }) => {
    const found = typeOnly || !file ? undefined : byPath.get(file);
    return found ? [found] : [];
  });
}

/** Each cycle once, as the way around it. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<Source>();
  const visit = (source: Source, way: Source[]): void => {
    const start = way.indexOf(source);
    if (start >= 0) {
      found.push([...way.slice(start), source].map(({ path }) => path).join(" -> "));
      return;
    }
    if (done.has(source)) return;
    for (const next of loads(source)) visit(next, [...way, source]);
    done.add(source);
  };
  for (const source of sources) visit(source, []);
  return found;
}
