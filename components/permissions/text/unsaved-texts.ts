// Texts that nobody saved yet, for as long as the tab lives: going to another page loses none.

/** What was written, and the revision with its text that it was made from. */
export type Unsaved = { text: string; revision: number; from: string };

const texts = new Map<string, Unsaved>();

export function unsavedOf(draftId: string): Unsaved | undefined {
  return texts.get(draftId);
}

export function keepUnsaved(draftId: string, unsaved: Unsaved): void {
  texts.set(draftId, unsaved);
}

export function forgetUnsaved(draftId: string): void {
  texts.delete(draftId);
}
