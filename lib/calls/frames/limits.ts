// How much one request and one event may be (`events.md`, "Protocol").

/** Bytes on the wire. */
export const BODY_LIMIT = 4 * 1024 * 1024;
/** Bytes after `Content-Encoding`. */
export const INFLATED_LIMIT = 16 * 1024 * 1024;
/** Events in one body. */
export const EVENTS_LIMIT = 1_000;
/** Bytes of one event, as JSON text or as a line. */
export const EVENT_LIMIT = 256 * 1024;
/** Nesting of objects and arrays; the event itself is the first. */
export const DEPTH_LIMIT = 32;
