// A live list: from the acknowledgement of an event until its row is in the page.
import { pause, print } from "../deployment.mjs";
import { event } from "../events.mjs";

const MOST_BETWEEN_MS = 1_500;

export async function measureLive({ newPage, events, next, post }) {
  const page = await newPage();
  await page.goto("/calls?from=-15m&live=on", { waitUntil: "load" });
  await page.waitForTimeout(2_000);
  await page.evaluate(watch);
  const acknowledged = [];
  for (let n = 0; n < events; n += 1) {
    await pause(next() * MOST_BETWEEN_MS);
    const made = event(next, `live-${n}`, Date.now());
    await post(() => ({ ...made, tool: { name: `live_${n}` } }));
    acknowledged.push(Date.now());
  }
  await page.waitForTimeout(5_000);
  const seen = await page.evaluate(() => window.bench);
  const times = acknowledged.flatMap((at, n) => (seen[n] === undefined ? [] : [seen[n] - at]));
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  print({
    bench: "live",
    events,
    seen: times.length,
    acknowledgedToVisibleMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: times.at(-1) },
  });
  await page.context().close();
}

/** Runs in the page: when each tool's name was there first. */
function watch() {
  window.bench = {};
  const look = () => {
    for (const [, n] of document.querySelector("main").textContent.matchAll(/live_(\d+)/g))
      window.bench[n] ??= Date.now();
  };
  new MutationObserver(look).observe(document.querySelector("main"), {
    childList: true,
    subtree: true,
    characterData: true,
  });
}
