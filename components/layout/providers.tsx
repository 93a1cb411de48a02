"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useEffect } from "react";
import { onSessionEnd } from "../session/session-end";
import { NonceContext } from "./nonce";
import { browserQueryClient } from "./query-client";

/** What every page needs in the browser. `nonce` is this response's. */
export function Providers({
  nonce,
  children,
}: {
  nonce: string | undefined;
  children: React.ReactNode;
}) {
  useEffect(onSessionEnd, []);
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      {...(nonce ? { nonce } : {})}
      storageKey="onbehalf-theme"
    >
      <QueryClientProvider client={browserQueryClient()}>
        <NuqsAdapter>
          <NonceContext value={nonce}>{children}</NonceContext>
        </NuqsAdapter>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
