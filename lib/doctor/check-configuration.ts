import { type Env, isLoopback } from "../env";
import { type Finding, ok, warn } from "./model";

/** What the configuration alone tells. */
export function checkConfiguration(env: Env): Finding[] {
  return [checkAddress(env), checkProxies(env), checkMail(env), ...checkSettings(env)];
}

function checkAddress(env: Env): Finding {
  const check = "public address";
  const { origin, protocol, hostname } = env.url;
  if (env.insecureHttp) {
    return warn(
      check,
      `${origin}: sessions travel in clear text`,
      "Put a proxy with https before it.",
    );
  }
  if (protocol === "http:" && !isLoopback(env.host)) {
    return warn(
      check,
      `it listens on ${env.host}, but ONBEHALF_URL is ${origin}: nobody elsewhere can sign in`,
      "Set ONBEHALF_URL to the https address of your proxy, or HOST to 127.0.0.1.",
    );
  }
  return ok(check, `${origin}${isLoopback(hostname) ? " (this machine only)" : ""}`);
}

function checkProxies(env: Env): Finding {
  const check = "proxies";
  if (env.url.protocol === "https:" && env.trustedProxies.length === 0) {
    return warn(
      check,
      "https without a trusted proxy: every person seems to come from the proxy's address",
      "Set ONBEHALF_TRUSTED_PROXIES to the proxy's address.",
    );
  }
  return ok(check, env.trustedProxies.length > 0 ? env.trustedProxies.join(", ") : "none");
}

function checkMail(env: Env): Finding {
  const found = env.smtpUrl === undefined ? "none: no messages by e-mail" : "set";
  return ok("mail server", found);
}

function checkSettings({ unknownSettings }: Env): Finding[] {
  return unknownSettings.map(({ name, nearest }) =>
    warn(
      "settings",
      `${name} is no setting and is ignored`,
      nearest === undefined ? "Take it out of the environment." : `Did you mean ${nearest}?`,
    ),
  );
}
