/**
 * For a list of rows of buttons with one tab stop: up and down walk through the rows, left and right
 * through a row's buttons. `onRow` gets the row that is reached.
 */
export function moveInRows(
  event: React.KeyboardEvent<HTMLElement>,
  onRow: (row: number) => void,
): void {
  const step = STEPS[event.key];
  if (!step) return;
  const rows = [...event.currentTarget.querySelectorAll("[data-facet-row]")].map((row) => [
    ...row.querySelectorAll("button"),
  ]);
  const at = rows.findIndex((row) => row.some((button) => button === document.activeElement));
  const column = rows[at]?.findIndex((button) => button === document.activeElement) ?? 0;
  const [down, right] = step;
  const target = rows[at + down]?.[column + right];
  if (!target) return;
  event.preventDefault();
  onRow(at + down);
  target.focus();
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
