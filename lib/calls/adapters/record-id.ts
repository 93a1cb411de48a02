// Which id an event is recognised by when it is sent again (`events.md`, "Id and time").

export const MAX_ID_LENGTH = 128;

export type IdSources = {
  /** The gateway's own id of this record. */
  own?: string;
  /** A request or trace id; not unique alone, one request may carry several calls. */
  request?: string;
  /** The span or JSON-RPC id that tells the calls of one request apart. */
  part?: string;
  fallbackId?: string;
};

export type RecordId = { id: string } | { unreadable: string };

export function recordId({ own, request, part, fallbackId }: IdSources): RecordId {
  const requestAndPart = request && part ? `${request}:${part}` : undefined;
  const id = own ?? requestAndPart ?? fallbackId;
  if (id === undefined) return { unreadable: "no id: a retry could not be recognised" };
  if (id.length > MAX_ID_LENGTH) {
    return { unreadable: `the id is longer than ${MAX_ID_LENGTH} characters` };
  }
  return { id };
}
