"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { channelsOptions } from "@/lib/notify/options";
import { PageHeader } from "../layout/page-header";
import { QueryBoundary } from "../layout/query-boundary";
import { Button } from "../ui/button";
import { CardSkeleton } from "./card-skeleton";
import { ChannelForm } from "./channel-form";
import { ChannelList } from "./channel-list";
import { ChannelSecret } from "./channel-secret";
import { Deliveries } from "./deliveries";

/** Who is told of what, and how the messages stand. */
export function NotificationsPage() {
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader title="Notifications">
        <Button
          variant="primary"
          disabledReason={adding ? "The form is open" : null}
          onClick={() => setAdding(true)}
        >
          New channel
        </Button>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto grid max-w-5xl gap-3 p-3 md:gap-4 md:p-4">
          <QueryBoundary
            queryKey={channelsOptions().queryKey}
            loading={<CardSkeleton label="Loading channels" />}
          >
            <Channels adding={adding} onClose={() => setAdding(false)} />
          </QueryBoundary>
          <Deliveries />
        </div>
      </div>
    </>
  );
}

function Channels({ adding, onClose }: { adding: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const { data, dataUpdatedAt } = useSuspenseQuery(channelsOptions());
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      {adding && (
        <ChannelForm
          emailReady={data.emailReady}
          onCancel={onClose}
          onCreated={(made) => {
            onClose();
            setSecret(made);
            void client.invalidateQueries({ queryKey: channelsOptions().queryKey });
          }}
        />
      )}
      {secret !== null && <ChannelSecret secret={secret} onClose={() => setSecret(null)} />}
      <ChannelList channels={data.items} now={dataUpdatedAt} />
    </>
  );
}
