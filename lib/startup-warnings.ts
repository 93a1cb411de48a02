import { type Env, isLoopback } from "./env";

/** What is allowed in the configuration and probably not meant, one sentence each. */
export function startupWarnings(env: Env): string[] {
  const warnings = env.unknownSettings.map(({ name, nearest }) => {
    const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
    return `${name} is no setting and is ignored.${meant}`;
  });
  if (env.insecureHttp) warnings.push("sessions travel in clear text (ONBEHALF_INSECURE_HTTP).");
  else if (env.url.protocol === "http:" && !isLoopback(env.host)) {
    warnings.push(
      `it listens on ${env.host}, but ONBEHALF_URL is ${env.url.origin}: nobody elsewhere can sign in. Set ONBEHALF_URL to the https address of your proxy.`,
    );
  }
  return warnings;
}
