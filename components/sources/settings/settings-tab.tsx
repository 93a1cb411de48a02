"use client";
import type { SourceView } from "@/lib/sources/view";
import { NEEDS_WRITE } from "../connect-button";
import { KeyMappingForm } from "./key-mapping-form";
import { RevokeSource } from "./revoke-source";
import { TrustForm } from "./trust-form";

/** What a source is trusted for, how its records are read, and its end. */
export function SettingsTab({ source, mayWrite }: { source: SourceView; mayWrite: boolean }) {
  const fixed =
    source.revokedAt !== null
      ? "The source was revoked: nothing can be changed any more"
      : mayWrite
        ? null
        : NEEDS_WRITE;
  return (
    <>
      <TrustForm source={source} fixed={fixed} />
      <KeyMappingForm source={source} fixed={fixed} />
      {source.revokedAt === null && <RevokeSource source={source} fixed={fixed} />}
    </>
  );
}
