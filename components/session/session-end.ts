"use client";
// The end of a session, noticed here or in another tab: what was read must not stay on the screen.
import { routes } from "@/lib/routes";

/** Tells the other tabs that the session is over. */
export function tellSessionEnd(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel takes none
  channel()?.postMessage(ENDED);
}

/** Leaves the page when another tab ends the session; returns the way to stop listening. */
export function onSessionEnd(): () => void {
  const listen = ({ data }: MessageEvent) => data === ENDED && leaveForSignIn();
  channel()?.addEventListener("message", listen);
  return () => channel()?.removeEventListener("message", listen);
}

/** To the sign-in page and, after it, back to here. A full load: nothing read stays in memory. */
export function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === routes.signIn() || pathname === routes.setup()) return;
  document.body.hidden = true;
  window.location.replace(routes.signIn(pathname + search));
}

const ENDED = "ended";

/** One for the tab: it gets what the others say, and not what it says itself. */
function channel(): BroadcastChannel | null {
  if ("BroadcastChannel" in window) tabChannel ??= new BroadcastChannel("onbehalf-session");
  return tabChannel;
}

let tabChannel: BroadcastChannel | null = null;
