// Names that are looked up through an index: a B-tree row of PostgreSQL holds some 2,700 bytes.
import { isLongerThan } from "./frames/utf8-length";
import type { CallRecord } from "./model";

/** UTF-8 bytes of a name that is a key alone, or beside a number. */
export const NAME_LIMIT = 2_500;
/** UTF-8 bytes of each of two names that are one key: issuer and subject, client id and name. */
export const PAIRED_NAME_LIMIT = 1_250;

/** Which name is too long to be stored, as a sentence, or null. */
export function tooLongName(record: CallRecord): string | null {
  const { caller, downstream, client } = record;
  const paired = {
    "caller.iss": caller?.iss,
    "caller.sub": caller?.sub,
    "caller.token.act.iss": caller?.token?.act?.iss,
    "caller.token.act.sub": caller?.token?.act?.sub,
    "downstream.iss": downstream?.iss,
    "downstream.sub": downstream?.sub,
    "downstream.token.act.iss": downstream?.token?.act?.iss,
    "downstream.token.act.sub": downstream?.token?.act?.sub,
    "client.id": client?.id,
    "client.name": client?.name,
  };
  const alone = { "server.name": record.server?.name, "tool.name": record.tool?.name };
  return longest(paired, PAIRED_NAME_LIMIT) ?? longest(alone, NAME_LIMIT);
}

function longest(names: Record<string, string | undefined>, limit: number): string | null {
  for (const [path, name] of Object.entries(names)) {
    if (name !== undefined && isLongerThan(name, limit)) {
      return `${path} is longer than ${limit} bytes`;
    }
  }
  return null;
}
