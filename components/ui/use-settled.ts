"use client";
import { useEffect, useState } from "react";

/** The value once it has not changed for a while; meanwhile the one before. Compared by identity. */
export function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
