import { CELL, COLUMNS, HEADER_ROW } from "./columns";

export function TableHead() {
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={HEADER_ROW}>
        {COLUMNS.map(({ key, name }) => (
          <div key={key} role="columnheader" className={CELL[key]}>
            {name}
          </div>
        ))}
      </div>
    </div>
  );
}
