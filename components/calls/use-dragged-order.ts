"use client";
import { useState } from "react";

/** What an item of a list needs so that it can be dragged to another place. */
export type DragProps = Pick<
  React.ComponentProps<"li">,
  "draggable" | "onDragStart" | "onDragOver" | "onDrop" | "onDragEnd"
> & { "data-drop": boolean };

/** Items of a list are dragged onto one another, and take that one's place. */
export function useDraggedOrder<Key extends string>(
  keys: readonly Key[],
  onMove: (key: Key, to: number) => void,
): (key: Key) => DragProps {
  const [dragged, setDragged] = useState<Key | null>(null);
  const [over, setOver] = useState<Key | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return (key) => ({
    draggable: true,
    "data-drop": dragged !== null && over === key && dragged !== key,
    onDragStart: (event) => {
      event.dataTransfer.effectAllowed = "move";
      setDragged(key);
    },
    onDragOver: (event) => {
      if (dragged === null) return;
      event.preventDefault();
      setOver(key);
    },
    onDrop: (event) => {
      event.preventDefault();
      if (dragged !== null && dragged !== key) onMove(dragged, keys.indexOf(key));
      end();
    },
    onDragEnd: end,
  });
}
