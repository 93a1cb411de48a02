// Scrolling through all calls with the wheel, and jumping back.
import { print, round } from "../deployment.mjs";
import { watch } from "./watch.mjs";

const STEP_PX = 2_400;

export async function measureScroll({ newPage, calls }) {
  const page = await newPage();
  await page.goto("/calls?from=all", { waitUntil: "networkidle" });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const before = await weight(cdp);
  await page.evaluate(watch);
  await page.mouse.move(700, 500);
  const began = performance.now();
  for (;;) {
    await page.mouse.wheel(0, STEP_PX);
    if ((await position(page)).ended) break;
    if (performance.now() - began > 900_000) throw new Error("the end was not reached in 15 min");
  }
  const seconds = (performance.now() - began) / 1000;
  const { rows } = await position(page);
  const { tasks, frames } = await page.evaluate(() => window.bench);
  const after = await weight(cdp);
  const jumps = {};
  for (const share of [0, 0.5, 0.25]) jumps[share] = Math.round(await jump(page, share));
  print({
    bench: "scroll",
    calls,
    rows,
    seconds: round(seconds),
    longestTaskMs: Math.max(0, ...tasks),
    tasksOver50Ms: tasks.length,
    tasksOver200Ms: tasks.filter((ms) => ms > 200).length,
    frames: frames.all,
    framesOver50Ms: frames.late,
    domNodes: { before: before.Nodes, after: after.Nodes },
    heapMB: { before: before.heapMB, after: after.heapMB },
    jumpedToShownMs: jumps,
  });
  await page.context().close();
}

/** After collecting what is not used. */
async function weight(cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const { Nodes, JSHeapUsedSize } = Object.fromEntries(metrics.map((one) => [one.name, one.value]));
  return { Nodes, heapMB: round(JSHeapUsedSize / 1e6) };
}

function position(page) {
  return page.evaluate(() => {
    const list = document.querySelector("[role=table]").parentElement;
    const text = document.querySelector("main footer").textContent;
    const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
    return {
      ended: atEnd && !text.includes("so far"),
      rows: Number.parseInt(text.replaceAll(",", ""), 10),
    };
  });
}

/** Milliseconds until a place far away shows its rows. */
function jump(page, share) {
  return page.evaluate(async (share) => {
    const list = document.querySelector("[role=table]").parentElement;
    const began = performance.now();
    list.scrollTop = list.scrollHeight * share;
    const { top, bottom } = list.getBoundingClientRect();
    const shown = () =>
      document
        .elementsFromPoint(700, (top + bottom) / 2)
        .some((one) => one.closest("[role=row][aria-rowindex]"));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    while (!shown()) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  }, share);
}
