// The first load: a new browser context each time, nothing cached, nothing throttled.
import { print, round } from "../deployment.mjs";

export async function measureLoad({ newPage, calls, loads }) {
  const runs = [];
  // One first, which only warms the server.
  for (let n = -1; n < loads; n += 1) {
    const page = await newPage();
    const scripts = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() === "script") scripts.push(request);
    });
    await page.addInitScript(watch);
    await page.goto("/calls?from=all", { waitUntil: "networkidle" });
    await page.waitForTimeout(500);
    const { lcp, cls } = await page.evaluate(() => window.bench);
    const sizes = await Promise.all(scripts.map((one) => one.sizes()));
    if (n >= 0)
      runs.push({
        lcp,
        cls,
        scripts: scripts
          .map((one, at) => ({
            name: new URL(one.url()).pathname.split("/").at(-1),
            kB: round(sizes[at].responseBodySize / 1000),
          }))
          .toSorted((a, b) => b.kB - a.kB),
      });
    await page.context().close();
  }
  const lcps = runs.map(({ lcp }) => Math.round(lcp)).toSorted((a, b) => a - b);
  const [{ scripts }] = runs;
  print({
    bench: "first load",
    calls,
    lcpMs: { median: lcps[Math.floor(lcps.length / 2)], all: lcps },
    cls: Math.max(...runs.map(({ cls }) => cls)),
    scriptKB: Math.round(scripts.reduce((sum, { kB }) => sum + kB, 0)),
    scripts,
  });
}

/** Runs in the page. */
function watch() {
  window.bench = { lcp: 0, cls: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.bench.lcp = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries())
      if (!shift.hadRecentInput) window.bench.cls += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
}
