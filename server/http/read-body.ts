import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { BODY_LIMIT, INFLATED_LIMIT } from "../../lib/calls/frames/limits";
import { DomainError } from "../../lib/errors";

const inflate = promisify(gunzip);

/** The whole body, inflated; throws `too_large`, `unsupported_media` or `unreadable` by name. */
export async function readBody(request: Request): Promise<Buffer> {
  const encoding = request.headers.get("content-encoding")?.toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") {
    throw new DomainError(
      "unsupported_media",
      `Content-Encoding ${encoding} is not supported; send gzip or none.`,
    );
  }
  const body = await readBytes(request, BODY_LIMIT);
  if (encoding === "identity") return body;
  try {
    return await inflate(body, { maxOutputLength: INFLATED_LIMIT });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new DomainError("too_large", "The inflated body exceeds 16 MiB.");
    }
    throw new DomainError("unreadable", "The body is not valid gzip.");
  }
}

/** A JSON body of at most 1 MiB, or of `limit` bytes. */
export async function readJson(request: Request, limit = 1024 * 1024): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) {
    throw new DomainError("unsupported_media", "Send Content-Type: application/json.");
  }
  const body = await readBytes(request, limit);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw new DomainError("unreadable", "The body is not valid JSON.");
  }
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () =>
    new DomainError("too_large", `The body exceeds ${limit / 1024 / 1024} MiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  // Node reads no more than the stated length, and straight from the socket.
  if (request.headers.has("content-length")) {
    const body = Buffer.from(await request.arrayBuffer());
    if (body.length > limit) throw tooLarge();
    return body;
  }
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
