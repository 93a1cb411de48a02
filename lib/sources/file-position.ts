// How far a followed file has been read (`import --follow`).
import type postgres from "postgres";
import type { Place } from "../calls/frames/place";

/** Which file is followed for whom: a source may have files of one name on several machines. */
export type FollowedPath = { sourceId: number; machine: string; path: string };

/** The place up to which all records are stored. */
export type FilePosition = Place & {
  /** How many files had the name before this one, since it is followed. */
  generation: number;
  /** Device and inode. */
  fileId: string;
  /** Of the first bytes of the file, at most those before the place (`follow/file-head.ts`). */
  headSha256: Uint8Array;
  /** When the file was last read: milliseconds by the clock that also dates the files. */
  readAt: number;
};

export async function loadPosition(
  sql: postgres.Sql,
  { sourceId, machine, path }: FollowedPath,
): Promise<FilePosition | null> {
  const [row] = await sql<FilePosition[]>`
    SELECT generation, file_id AS "fileId", head_sha256 AS "headSha256",
           offset_bytes::float8 AS "offset", line::float8 AS line,
           (extract(epoch FROM read_at) * 1000)::float8 AS "readAt"
    FROM file_position
    WHERE source_id = ${sourceId} AND machine = ${machine} AND path = ${path}`;
  return row ?? null;
}

/** To be called after the records before it are committed, never before. */
export async function savePosition(
  sql: postgres.Sql,
  { sourceId, machine, path }: FollowedPath,
  position: FilePosition,
): Promise<void> {
  const { generation, fileId, headSha256, offset, line, readAt } = position;
  await sql`
    INSERT INTO file_position (source_id, machine, path, generation, file_id, head_sha256,
                               offset_bytes, line, read_at)
    VALUES (${sourceId}, ${machine}, ${path}, ${generation}, ${fileId}, ${headSha256},
            ${offset}, ${line}, ${new Date(readAt).toISOString()})
    ON CONFLICT (source_id, machine, path) DO UPDATE SET
      generation = excluded.generation, file_id = excluded.file_id,
      head_sha256 = excluded.head_sha256, offset_bytes = excluded.offset_bytes,
      line = excluded.line, read_at = excluded.read_at`;
}
