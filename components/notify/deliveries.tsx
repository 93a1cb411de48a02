"use client";
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { deliveriesOptions } from "@/lib/notify/options";
import { QueryBoundary } from "../layout/query-boundary";
import { Button } from "../ui/button";
import { Card, CardEmpty } from "../ui/card";
import { HeadCell, Table } from "../ui/plain-table";
import { CardSkeleton } from "./card-skeleton";
import { DeliveryRow } from "./delivery-row";

/** Every message of the outbox, newest first. */
export function Deliveries() {
  return (
    <QueryBoundary
      queryKey={deliveriesOptions().queryKey}
      loading={<CardSkeleton label="Loading messages" />}
    >
      <Messages />
    </QueryBoundary>
  );
}

function Messages() {
  const pages = useSuspenseInfiniteQuery(deliveriesOptions());
  const items = pages.data.pages.flatMap((page) => page.items);
  return (
    <Card
      title="Messages"
      lead="A failure is tried again after 5 seconds, then ever more seldom, for 24 hours; then it is given up"
    >
      {items.length === 0 ? (
        <CardEmpty>No message was written yet. A test message appears here too.</CardEmpty>
      ) : (
        <Table label="Messages">
          <thead>
            <tr>
              <HeadCell>Message</HeadCell>
              <HeadCell>Channel</HeadCell>
              <HeadCell>Status</HeadCell>
              <HeadCell numeric>Tries</HeadCell>
              <HeadCell numeric>Written</HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} now={pages.dataUpdatedAt} />
            ))}
          </tbody>
        </Table>
      )}
      {pages.hasNextPage && (
        <div className="border-t p-2">
          <Button
            size="sm"
            variant="ghost"
            disabledReason={pages.isFetchingNextPage ? "Reading…" : null}
            onClick={() => void pages.fetchNextPage()}
          >
            Show older messages
          </Button>
        </div>
      )}
    </Card>
  );
}
