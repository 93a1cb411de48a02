import { CELL, COLUMNS, HEADER_ROW } from "./columns";

export function TableHead() {
  return (
    // Its box is the table's, so that it stays at the top of all rows.
    <div role="rowgroup" className="contents">
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
