// Two bytes on the wire can become a hundred in memory: how much a request holds is counted
// before anything is built from it.
import protobuf from "protobufjs/light.js";
import { endOfString } from "../frames/end-of-string";

/** 1,000 records of 128 attributes, the most that an SDK keeps, hold 512,000 in JSON. */
const VALUES_LIMIT = 600_000;
/** A value and its comma, or a field's tag and its length. */
const LEAST_BYTES = 2;

/** Expects JSON text; of anything else the answer means nothing. */
export function jsonHasTooManyValues(text: string): boolean {
  if (text.length < VALUES_LIMIT * LEAST_BYTES) return false;
  let values = 0;
  for (let at = 0; at < text.length && values <= VALUES_LIMIT; at++) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      if (end === -1) return false;
      at = end - 1;
    } else if (char === "," || char === "[" || char === "{") values += 1;
  }
  return values > VALUES_LIMIT;
}

/** Throws where the bytes are no message of this type. */
export function protobufHasTooManyValues(type: protobuf.Type, bytes: Uint8Array): boolean {
  if (bytes.length < VALUES_LIMIT * LEAST_BYTES) return false;
  return countFields(type, protobuf.Reader.create(bytes), bytes.length, 0) > VALUES_LIMIT;
}

const LENGTH_DELIMITED = 2;

/** The fields of a message and of those in it, up to the limit. */
function countFields(
  type: protobuf.Type,
  reader: protobuf.Reader,
  end: number,
  depth: number,
): number {
  if (depth > protobuf.Reader.recursionLimit) throw new RangeError("max depth exceeded");
  let fields = 0;
  while (reader.pos < end && fields <= VALUES_LIMIT) {
    fields += 1;
    const tag = reader.uint32();
    const inner = type.fieldsById[tag >>> 3]?.resolve().resolvedType;
    if (inner instanceof protobuf.Type && (tag & 7) === LENGTH_DELIMITED) {
      const length = reader.uint32();
      fields += countFields(inner, reader, reader.pos + length, depth + 1);
    } else reader.skipType(tag & 7);
  }
  return fields;
}
