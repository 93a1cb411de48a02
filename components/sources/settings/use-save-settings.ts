"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SOURCES_KEY } from "@/lib/sources/options";
import { putSettings, type SettingsChange } from "@/lib/sources/requests";

/** Saves settings of a source and reads again what they show up in. */
export function useSaveSettings(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingsChange) => putSettings(id, change),
    onSuccess: () => client.invalidateQueries({ queryKey: SOURCES_KEY }),
  });
}
