// One message to one channel, now. What comes back is whether the receiver took it.
import { setTimeout as pause } from "node:timers/promises";
import { createTransport } from "nodemailer";
import type { Env } from "../env";
import type { Keys } from "../secrets/keys";
import { allowedAddresses } from "./address-rules";
import { type ChannelKind, messageSchema } from "./model";
import { DeliveryError, post, type Resolve, systemResolve } from "./post";
import { callbackBody, emailOf, slackBody, webhookBody } from "./render";
import { signedHeaders } from "./sign";

export type DeliverDeps = {
  keys: Keys;
  env: Pick<Env, "url" | "smtpUrl" | "allowAddresses">;
  /** How names become addresses; the system's unless a test says otherwise. */
  resolve?: Resolve;
};

export type Parcel = {
  id: string;
  kind: ChannelKind | "callback";
  /** Both null where it goes to a member. */
  channelId: string | null;
  address: Buffer | null;
  /** The member's own; null where it goes to a channel. */
  memberEmail: string | null;
  secret: Buffer | null;
  /** Of before a rotation, while it still signs. */
  previousSecret: Buffer | null;
  event: string;
  /** JSON of a message. */
  message: string;
};

/** The mail server is the operator's own; each step of it, and all of them, may take so long. */
const SMTP_STEP_MS = 5_000;
const SMTP_WITHIN_MS = 20_000;

/** Throws DeliveryError with the reason. */
export async function deliver(deps: DeliverDeps, parcel: Parcel): Promise<void> {
  const { keys, env } = deps;
  const message = messageSchema.parse(JSON.parse(parcel.message));
  const url = new URL(message.path, env.url).href;
  const mail = (to: string) => sendMail(env, parcel.id, to, emailOf(message, url));
  const { channelId, memberEmail } = parcel;
  if (memberEmail !== null) return mail(memberEmail);
  if (channelId === null || parcel.address === null) throw new Error(`${parcel.id} goes nowhere`);
  const open = (sealed: Buffer) => keys.decrypt(sealed, channelContext(channelId)).toString();
  const address = open(parcel.address);
  if (parcel.kind === "email") return mail(address);
  const rules = {
    allowed: allowedAddresses(env.allowAddresses),
    resolve: deps.resolve ?? systemResolve,
  };
  const headers = { "content-type": "application/json", "user-agent": "Onbehalf" };
  if (parcel.kind === "slack") return post(address, slackBody(message, url), headers, rules);
  const now = Date.now();
  const body = message.callback
    ? callbackBody(message.callback, env.url)
    : webhookBody(parcel.event, message, url, new Date(now).toISOString());
  if (parcel.secret === null) throw new Error(`channel ${channelId} has no secret`);
  const secrets = [parcel.secret, ...(parcel.previousSecret ? [parcel.previousSecret] : [])];
  const signed = signedHeaders(secrets.map(open), {
    id: parcel.id,
    body,
    seconds: Math.floor(now / 1000),
  });
  return post(address, body, { ...headers, ...signed }, rules);
}

/** Binds a ciphertext to its channel. */
export function channelContext(channelId: string): string {
  return `channel/${channelId}`;
}

async function sendMail(
  env: DeliverDeps["env"],
  id: string,
  to: string,
  mail: { subject: string; text: string },
): Promise<void> {
  if (env.smtpUrl === undefined)
    throw new DeliveryError("No mail server is configured: set SMTP_URL.");
  const server = new URL(env.smtpUrl);
  const from = server.searchParams.get("from") ?? `onbehalf@${env.url.hostname}`;
  const transport = createTransport({
    host: server.hostname,
    port: Number(server.port || (server.protocol === "smtps:" ? 465 : 587)),
    secure: server.protocol === "smtps:",
    ...(server.username && {
      auth: {
        user: decodeURIComponent(server.username),
        pass: decodeURIComponent(server.password),
      },
    }),
    connectionTimeout: SMTP_STEP_MS,
    greetingTimeout: SMTP_STEP_MS,
    socketTimeout: SMTP_STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const over = new AbortController();
  const late = pause(SMTP_WITHIN_MS, undefined, { signal: over.signal }).then(() => {
    throw new DeliveryError("The mail server took longer than 20 seconds.");
  });
  try {
    // The same message id again: a mailbox that has it already shows it once.
    const messageId = `<${id}@${env.url.hostname}>`;
    await Promise.race([transport.sendMail({ from, to, ...mail, messageId }), late]);
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new DeliveryError(`The mail server did not take it: ${code}.`);
  } finally {
    late.catch(() => undefined);
    over.abort();
    transport.close();
  }
}
