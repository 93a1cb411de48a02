// Long tasks and late frames of a page, from when this ran in it on.

/** Runs in the page. */
export function watch() {
  window.bench = { tasks: [], frames: { all: 0, late: 0 } };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.bench.tasks.push(duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const frame = (now) => {
    window.bench.frames.all += 1;
    if (now - last > 50) window.bench.frames.late += 1;
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
