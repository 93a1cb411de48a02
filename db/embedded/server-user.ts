import { execFile } from "node:child_process";
import { chmod, mkdir, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { EmbeddedError } from "./error";
import { isRoot } from "./state";

const run = promisify(execFile);

export type ServerUser = { uid: number; gid: number };

/**
 * Who runs PostgreSQL: null means this process' own user. PostgreSQL refuses to run as root, so
 * root hands it to the owner of an existing cluster, else to an unprivileged system user.
 */
export async function chooseServerUser(clusterDir: string | null): Promise<ServerUser | null> {
  if (!isRoot()) return null;
  const owner = clusterDir ? await stat(clusterDir).catch(() => null) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  const existing = (await lookUp("onbehalf")) ?? (await lookUp("postgres"));
  if (existing) return existing;
  await createSystemUser();
  const found = (await lookUp("onbehalf")) ?? (await lookUp("nobody"));
  if (found) return found;
  throw new EmbeddedError(
    "user_unavailable",
    "PostgreSQL does not run as root and no unprivileged user could be made. Create a system user named onbehalf, run as another user, or set DATABASE_URL.",
  );
}

/** The part of spawn's options that makes a child run as `user`, with nothing of our environment. */
export function runAs(user: ServerUser | null) {
  // Next's types ask for NODE_ENV in every environment; PostgreSQL does not look at it.
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", TZ: "UTC", LC_ALL: "C" };
  return user ? { env, uid: user.uid, gid: user.gid } : { env };
}

/** Whether `user` may enter `folder`; asked of the system, because mode bits are not all of it. */
export async function canEnter(folder: string, user: ServerUser): Promise<boolean> {
  const options = { cwd: "/", ...runAs(user) };
  return run("/bin/sh", ["-c", 'cd "$0"', folder], options).then(
    () => true,
    () => false,
  );
}

/** Root's folder for what PostgreSQL's user cannot reach in the project. */
export async function sharedFolder(): Promise<string> {
  const folder = "/var/lib/onbehalf";
  try {
    if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
    return folder;
  } catch (cause) {
    throw new EmbeddedError(
      "folder_not_writable",
      `PostgreSQL's user cannot reach the project's folder and ${folder} cannot be made. Set ONBEHALF_DATA to a folder outside /root, or set DATABASE_URL.`,
      { cause },
    );
  }
}

async function lookUp(name: string): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function createSystemUser(): Promise<void> {
  const shell = "/usr/sbin/nologin";
  const withUseradd = ["--system", "--no-create-home", "--shell", shell, "onbehalf"];
  const withBusybox = ["-S", "-D", "-H", "-s", "/sbin/nologin", "onbehalf"];
  await run("useradd", withUseradd)
    .catch(() => run("adduser", withBusybox))
    .catch(() => undefined);
}
