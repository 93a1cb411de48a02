import { createHash, randomBytes, randomInt } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { EmbeddedError } from "./error";
import { canEnter, sharedFolder, type ServerUser } from "./server-user";
import { readState, writeState, type EmbeddedState } from "./state";

/**
 * Where the cluster of this data folder lives, which port and passwords it has. Decided at the
 * first start and kept; a data folder that was moved takes its cluster along.
 */
export async function findOrChoosePlace(
  dataDir: string,
  user: ServerUser | null,
): Promise<EmbeddedState> {
  const recorded = await recordedPlace(dataDir);
  if (recorded) {
    await writeState(dataDir, recorded);
    return recorded;
  }
  const state: EmbeddedState = {
    dataDir,
    home: await chooseHome(dataDir, user),
    port: await freePort(),
    password: randomBytes(24).toString("base64url"),
    ownerPassword: randomBytes(24).toString("base64url"),
    created: false,
  };
  await writeState(dataDir, state);
  return state;
}

/** The recorded place with paths as they are now, or null before the first start. */
export async function recordedPlace(dataDir: string): Promise<EmbeddedState | null> {
  const state = await readState(dataDir);
  if (!state || state.dataDir === dataDir) return state;

  const inside = relative(state.dataDir, state.home);
  if (!inside.startsWith("..")) return { ...state, dataDir, home: join(dataDir, inside) };
  // The cluster lies elsewhere: after a move it is ours, after a copy it is the original's.
  const original = await readState(state.dataDir).catch(() => null);
  if (original?.home !== state.home) return { ...state, dataDir };
  throw new EmbeddedError(
    "copied_folder",
    `${dataDir} is a copy of ${state.dataDir}, whose database lies in ${state.home}. Start with another ONBEHALF_DATA and restore a backup there.`,
  );
}

/** A port that is free now, outside the range that outgoing connections are given. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError("port_taken", "No free TCP port was found on 127.0.0.1.");
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  });
}

async function chooseHome(dataDir: string, user: ServerUser | null): Promise<string> {
  if (!user || (await canEnter(dataDir, user))) return makeFolder(join(dataDir, "postgres"));
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return makeFolder(join(await sharedFolder(), name));
}

/** Owned by us and not by PostgreSQL's user, who must not plant links where root writes. */
async function makeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  return folder;
}
