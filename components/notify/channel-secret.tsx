"use client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CommandLine } from "../ui/command-line";

/** The signing secret, once. */
export function ChannelSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Card
      title="The signing secret"
      lead="Shown only now: give it to the receiver, which checks every message with it."
    >
      <div className="grid gap-3 border-t p-3 md:p-4">
        <CommandLine command={secret} />
        <div>
          <Button onClick={onClose}>I have kept it</Button>
        </div>
      </div>
    </Card>
  );
}
