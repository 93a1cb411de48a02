// `name=value` in text: query strings, environment listings, logfmt.
import { isMarker } from "./marker";
import { sensitiveKey } from "./sensitive-keys";

const ASSIGNMENT = /(?<![\w-])([\w-]{1,64})=([^\s&"'<>,;\\]+)/g;

/** The text with the values of sensitive names replaced. */
export function redactAssignments(text: string, replace: (secret: string) => string): string {
  return text.replace(ASSIGNMENT, (match: string, name: string, secret: string) =>
    sensitiveKey(name) === undefined || isMarker(secret) ? match : `${name}=${replace(secret)}`,
  );
}
