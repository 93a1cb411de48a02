// The receiver's half of Standard Webhooks, as its libraries do it; for tests of what we send.
import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_SECONDS = 300;

/** Throws unless the body was signed with the secret within five minutes. */
export function verifyWebhook(
  secret: string,
  body: string,
  headers: Record<string, string | string[] | undefined>,
  nowSeconds: number,
): void {
  const [id, time, signatures] = ["id", "timestamp", "signature"].map(
    (name) => headers[`webhook-${name}`],
  );
  if (typeof id !== "string" || typeof time !== "string" || typeof signatures !== "string")
    throw new Error("a header is missing");
  if (!(Math.abs(nowSeconds - Number(time)) <= TOLERANCE_SECONDS)) throw new Error("not of now");
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest();
  const fits = signatures.split(" ").some((one) => {
    const [version, text = ""] = one.split(",");
    const given = Buffer.from(text, "base64");
    return version === "v1" && given.length === mac.length && timingSafeEqual(given, mac);
  });
  if (!fits) throw new Error("no signature fits");
}
