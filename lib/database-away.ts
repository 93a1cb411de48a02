import { codeOf } from "./describe-error";

// Connections (Node's and the driver's codes, 08, 57P), resources such as a full disk (53), and
// what an overloaded server gives up: timeouts (57014, 25P03) and transactions it ended (40).
const AWAY =
  /^(ECONN|EPIPE|ENOTFOUND|CONNECTION_|CONNECT_TIMEOUT|EHOSTUNREACH|ETIMEDOUT|57P0|57014|25P03|53|08|40)/;

/** Lost, refused, shut down or at its limit: nothing is stored, and the same may work later. */
export function isDatabaseAway(error: unknown): boolean {
  return AWAY.test(codeOf(error) ?? "");
}
