import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DraftView } from "@/lib/policy/drafts/model";
import { applyEdit } from "@/lib/policy/edit/apply-edit";
import type { Edit } from "@/lib/policy/edit/model";
import { draftOptions } from "@/lib/policy/options";
import { retryEdits, saveEdits, shownText } from "./edit-queue";
import { failedEdits, forgetEdits, pendingEdits } from "./edits-in-cache";

const membership = { groups: new Map(), personOfPrincipal: new Map() };
const EMPTY = '{\n  "rules": []\n}\n';

const deny = (tool: string): Edit => ({
  kind: "set_cells",
  cells: [{ subject: "group:eng", resource: `tool:wiki/${tool}`, effect: "deny" }],
});

function edited(text: string, ...edits: Edit[]): string {
  return edits.reduce((now, edit) => {
    const result = applyEdit(now, edit, { membership, now: 0 });
    return result.ok ? result.text : now;
  }, text);
}

/** A server with one draft; `refuse` says of the nth edit why it is refused. */
function serve(refuse: (nth: number) => number | null = () => null) {
  const server = { document: EMPTY, revision: 1, asked: 0 };
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    server.asked += 1;
    const status = refuse(server.asked);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (status !== null) return Response.json({ detail: "The database is away." }, { status });
    const from = Number(new Headers(init.headers).get("if-match")?.replaceAll('"', ""));
    if (from !== server.revision) return Response.json({ detail: "stale" }, { status: 409 });
    const { edits }: { edits: Edit[] } = JSON.parse(String(init.body));
    server.document = edited(server.document, ...edits);
    server.revision += 1;
    return Response.json({ id: "d", revision: server.revision, document: server.document });
  });
  const queries = new QueryClient();
  queries.setQueryData(draftOptions("d").queryKey, draftView());
  const shown = () => {
    const stored = queries.getQueryData(draftOptions("d").queryKey);
    if (!stored) throw new Error("no draft");
    return shownText(queries, stored);
  };
  const save = (edit: Edit) => saveEdits(queries, { id: "d", edits: [edit], membership });
  return { server, queries, shown, save };
}

afterEach(() => void vi.unstubAllGlobals());

describe("edits of a draft", () => {
  it("are shown at once, saved one after the other, and all stored", async () => {
    const { server, queries, shown, save } = serve();
    const saving = ["a", "b", "c"].map((tool) => save(deny(tool)));
    expect(pendingEdits(queries, "d")).toHaveLength(3);
    expect(shown()).toBe(edited(EMPTY, deny("a"), deny("b"), deny("c")));
    await Promise.all(saving);
    expect(pendingEdits(queries)).toEqual([]);
    expect(server).toMatchObject({ document: shown(), revision: 4, asked: 3 });
  });

  it("that fail are kept, and what is shown is what is stored with what waits", async () => {
    const { server, queries, shown, save } = serve((nth) => (nth === 1 ? 503 : null));
    const [first, second] = [save(deny("a")), save(deny("b"))];
    await expect(first).rejects.toThrow("The database is away.");
    expect(shown()).toBe(edited(EMPTY, deny("b")));
    await second;
    expect(shown()).toBe(server.document);
    expect(failedEdits(queries, "d")).toMatchObject([{ queued: { edits: [deny("a")] } }]);

    retryEdits(queries, "d");
    expect(failedEdits(queries, "d")).toEqual([]);
    await vi.waitFor(() => expect(pendingEdits(queries, "d")).toEqual([]));
    expect(server.document).toBe(edited(EMPTY, deny("b"), deny("a")));
  });

  it("that fail again are said again, until somebody has read it", async () => {
    const { queries, save } = serve(() => 503);
    await expect(save(deny("a"))).rejects.toThrow("away");
    retryEdits(queries, "d");
    await vi.waitFor(() => expect(failedEdits(queries, "d")).toHaveLength(1));
    forgetEdits(
      queries,
      failedEdits(queries).map(({ queued }) => queued),
    );
    expect(failedEdits(queries)).toEqual([]);
  });
});

function draftView(): DraftView {
  return {
    id: "d",
    state: "open",
    title: "",
    reason: "",
    base: 1,
    inForce: 1,
    revision: 1,
    restores: null,
    authors: [],
    createdBy: "",
    createdAt: "",
    savedBy: "",
    savedAt: "",
    agreement: null,
    publishedAs: null,
    ended: null,
    document: EMPTY,
  };
}
