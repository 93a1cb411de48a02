import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { Providers } from "@/components/layout/providers";
import { container } from "@/lib/container";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Onbehalf", template: "%s · Onbehalf" },
  description: "Who asked, and as whom it ran.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafb" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0b0d" },
  ],
};

// Reading the request's headers makes every page dynamic: each gets its own nonce.
export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      suppressHydrationWarning
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <head>
        <meta name="onbehalf:instance" content={container().instance} />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
