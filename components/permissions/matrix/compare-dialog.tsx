"use client";
import { useState } from "react";
import type { MatrixColumn } from "@/lib/policy/matrix/model";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { SubjectField } from "../subject-field";

/** Two identities beside each other, and nothing else. */
export function CompareDialog({
  columns,
  onCompare,
}: {
  columns: readonly MatrixColumn[];
  onCompare: (subjects: string[]) => void;
}) {
  return (
    <Dialog
      title="Compare two identities"
      trigger={(open) => (
        <Button size="sm" onClick={open}>
          Compare…
        </Button>
      )}
    >
      {(close) => (
        <CompareForm
          columns={columns}
          onCompare={(subjects) => {
            close();
            onCompare(subjects);
          }}
        />
      )}
    </Dialog>
  );
}

function CompareForm({
  columns,
  onCompare,
}: {
  columns: readonly MatrixColumn[];
  onCompare: (subjects: string[]) => void;
}) {
  const [one, setOne] = useState("");
  const [other, setOther] = useState("");
  const known = columns.map(({ subject }) => subject);
  const missing = one === "" || other === "" ? "Choose both first" : null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) onCompare([one, other]);
      }}
    >
      <SubjectField label="One" value={one} known={known} onValue={setOne} />
      <SubjectField label="The other" value={other} known={known} onValue={setOther} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabledReason={missing}>
          Compare
        </Button>
      </div>
    </form>
  );
}
