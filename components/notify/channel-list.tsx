"use client";
import { BellOff } from "lucide-react";
import type { ChannelView } from "@/lib/notify/model";
import { Ago } from "../ui/ago";
import { Card } from "../ui/card";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { ChannelActions } from "./channel-actions";
import { KIND_WORDS, NOTICE_WORDS } from "./notice-words";

/** The channels in use. */
export function ChannelList({ channels, now }: { channels: readonly ChannelView[]; now: number }) {
  return (
    <Card title="Channels" lead="Where messages go, and what each is told">
      {channels.length === 0 ? (
        <StatePanel
          icon={<BellOff aria-hidden />}
          title="Nobody is told yet"
          className="py-8 md:py-10"
        >
          <p>
            Make a channel, and it is told of critical and high verdicts, of a source that fell
            silent, and of a quarantine that grows.
          </p>
        </StatePanel>
      ) : (
        <ul>
          {channels.map((channel) => (
            <li key={channel.id} className="grid gap-2 border-t px-3 py-3 md:px-4">
              <Channel channel={channel} now={now} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Channel({ channel, now }: { channel: ChannelView; now: number }) {
  const { name, kind, shown, events, waiting, dead, deliveredAt } = channel;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-56 flex-1">
        <h3 className="font-medium" title={channel.id}>
          <InertText text={name} />
        </h3>
        <p className="text-xs text-ink-3">
          {KIND_WORDS[kind]} to <InertText text={shown} className="font-mono" />
        </p>
        <p className="text-xs text-ink-3">
          {events.map((event) => NOTICE_WORDS[event].name).join(" · ")}
        </p>
      </div>
      <p className="w-44 text-xs text-ink-2">
        {deliveredAt === null ? (
          "Nothing delivered yet"
        ) : (
          <>
            Delivered last <Ago iso={deliveredAt} now={now} />
          </>
        )}
        {waiting > 0 && <span className="block">{waiting} on the way</span>}
        {dead > 0 && <span className="block text-danger">{dead} given up</span>}
      </p>
      <ChannelActions channel={channel} />
    </div>
  );
}
