"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PersonDetail } from "@/lib/identity/directory-views";
import { routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { InertText } from "../ui/inert-text";
import { ErasePersonForm } from "./erase-person-form";
import { ErasureJob } from "./erasure-job";

/** A button whose dialog erases a person's payloads, their names, or both. */
export function ErasePerson({ person, mayErase }: { person: PersonDetail; mayErase: boolean }) {
  return (
    <Dialog
      title={
        <>
          Erase data of <InertText text={person.name ?? person.id} spaces />
        </>
      }
      trigger={(open) => (
        <Button
          disabledReason={mayErase ? null : "This needs the permission erasure:write"}
          onClick={open}
        >
          Erase…
        </Button>
      )}
    >
      {(close) => <Erasing person={person} close={close} />}
    </Dialog>
  );
}

function Erasing({ person, close }: { person: PersonDetail; close: () => void }) {
  const router = useRouter();
  const [asked, setAsked] = useState<{ job: string; directory: boolean } | null>(null);
  const [ended, setEnded] = useState(false);
  if (asked === null) return <ErasePersonForm person={person} close={close} onAsked={setAsked} />;
  return (
    <div className="grid gap-4">
      <ErasureJob id={asked.job} mayCancel onEnded={() => setEnded(true)} />
      <p className="text-ink-2">
        It goes on when you close this; Settings, Retention shows how it stands.
      </p>
      <div className="flex justify-end">
        <Button
          variant="primary"
          onClick={() => {
            close();
            if (ended && asked.directory) router.push(routes.persons());
          }}
        >
          {ended ? "Done" : "Close"}
        </Button>
      </div>
    </div>
  );
}
