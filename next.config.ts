import type { NextConfig } from "next";

const config: NextConfig = {
  // The folder of this file: a lockfile further up must not make Next look there.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  images: { unoptimized: true },
  // Types are checked by `npm run typecheck`, also in tests; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "pino", "@node-rs/argon2"],
};

export default config;
