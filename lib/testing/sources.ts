import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

export type Source = {
  /** From the project's folder, with slashes: `lib/calls/model.ts`. */
  path: string;
  lines: number;
  /** The text with comments blanked out. */
  code: string;
  imports: Import[];
};

/** `file` is ours, `package` is a bare name; `typeOnly` imports vanish at compile time. */
type Import = { file?: string; package?: string; typeOnly: boolean };

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every TypeScript source of these folders with what it imports, for rules about the whole. */
export function readSources(folders: string[]): Source[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
  );
  const known = new Set(paths);
  return paths.filter((path) => /\.tsx?$/.test(path)).map((path) => readSource(path, known));
}

function readSource(path: string, known: Set<string>): Source {
  const text = readFileSync(join(root, path), "utf8");
  const { module, comments } = parseSync(path, text);
  const found = [
    ...module.staticImports.map(({ start, moduleRequest }) => ({
      name: moduleRequest.value,
      typeOnly: text.startsWith("import type ", start),
    })),
    ...module.staticExports.flatMap(({ start, entries }) =>
      entries.flatMap(({ moduleRequest }) =>
        moduleRequest
          ? [{ name: moduleRequest.value, typeOnly: text.startsWith("export type ", start) }]
          : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      name: text.slice(start + 1, end - 1),
      typeOnly: false,
    })),
  ];
  const code = comments.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );
  const imports = found.map(({ name, typeOnly }) => ({ ...target(path, name, known), typeOnly }));
  return { path, lines: text.split("\n").length - 1, code, imports };
}

function target(from: string, name: string, known: Set<string>): Omit<Import, "typeOnly"> {
  if (!name.startsWith(".") && !name.startsWith("@/")) return { package: name };
  const path = name.startsWith("@/") ? name.slice(2) : posix.join(dirname(from), name);
  const endings = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];
  return { file: endings.map((ending) => path + ending).find((file) => known.has(file)) ?? path };
}
