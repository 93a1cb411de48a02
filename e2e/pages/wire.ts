// Requests as they are written: no client tidies the path or refuses a header.
import { Agent, request } from "node:http";

export type Ask = {
  method?: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  form?: Record<string, string>;
};
export type Answer = { status: number; headers: Record<string, string[]>; body: string };

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Throws where the connection ends without an answer. */
export function ask(base: string, { method = "GET", path, headers, json, form }: Ask) {
  const { hostname, port } = new URL(base);
  const [type, body] = form
    ? ["application/x-www-form-urlencoded", new URLSearchParams(form).toString()]
    : ["application/json", json === undefined ? "" : JSON.stringify(json)];
  const sent = { ...(body !== "" && { "content-type": type, origin: base }), ...headers };
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, agent, headers: sent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(incoming.headersDistinct).map(([name, all]) => [name, all ?? []]),
          ),
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** The JSON of an answer that has to be a success. */
export async function asked<T>(base: string, one: Ask): Promise<T> {
  const { status, body } = await ask(base, one);
  if (status >= 300) throw new Error(`${one.method ?? "GET"} ${one.path}: ${status} ${body}`);
  const answer: T = body === "" ? undefined : JSON.parse(body);
  return answer;
}

/** Signs in with a password and returns the Cookie header. */
export async function cookieOf(
  base: string,
  email: string,
  password: string,
  userAgent: string,
): Promise<string> {
  const agentHeader = { "user-agent": userAgent };
  const csrf = await ask(base, { path: "/api/auth/csrf", headers: agentHeader });
  const jar = cookiesIn(csrf);
  const { csrfToken }: { csrfToken: string } = JSON.parse(csrf.body);
  const answer = await ask(base, {
    method: "POST",
    path: "/api/auth/callback/credentials",
    form: { csrfToken, email, password, json: "true" },
    headers: { ...agentHeader, cookie: jar.join("; ") },
  });
  const session = cookiesIn(answer).find((one) => one.startsWith("onbehalf.session="));
  if (session === undefined) throw new Error(`${email} cannot sign in: ${answer.body}`);
  return session;
}

function cookiesIn({ headers }: Answer): string[] {
  return (headers["set-cookie"] ?? []).map((one) => one.split(";", 1)[0] ?? "");
}
