"use client";
import { markedText } from "@/lib/hostile-text";
import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { DraftView } from "@/lib/policy/drafts/model";
import type { Edit } from "@/lib/policy/edit/model";
import type { StoredTest } from "@/lib/policy/stored-tests";
import { readTestForm, type TestForm, testFormOf } from "@/lib/policy/test-form";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { TestFields } from "./test-fields";
import { useDraftEdit } from "./use-draft-edit";

/** Adds a test to the draft, or changes the one given. */
export function TestDialog({
  draft,
  test,
  refusal,
}: {
  draft: DraftView;
  test?: StoredTest;
  refusal: string | null;
}) {
  return (
    <Dialog
      title={test ? "Change the test" : "Add a test"}
      trigger={(open) => (
        <Button
          size="sm"
          disabledReason={refusal}
          aria-label={test ? `Change the test ${markedText(test.name)}` : undefined}
          onClick={open}
        >
          {test ? (
            "Change"
          ) : (
            <>
              <Plus aria-hidden className="size-3.5" />
              Add a test
            </>
          )}
        </Button>
      )}
    >
      {(close) => <TestForms draft={draft} test={test} close={close} />}
    </Dialog>
  );
}

function TestForms({
  draft,
  test,
  close,
}: {
  draft: DraftView;
  test: StoredTest | undefined;
  close: () => void;
}) {
  const edit = useDraftEdit(draft);
  const [form, setForm] = useState<TestForm>(() => testFormOf(test));
  const [tried, setTried] = useState(false);
  const read = readTestForm(form);
  const saving = useMutation({ mutationFn: edit, onSuccess: close });
  function submit() {
    setTried(true);
    if (!read.ok || saving.isPending) return;
    const renamed: Edit[] =
      test !== undefined && test.name !== read.test.name
        ? [{ kind: "remove_test", name: test.name }]
        : [];
    saving.mutate([...renamed, { kind: "put_test", test: read.test }]);
  }
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TestFields form={form} onForm={setForm} problems={tried && !read.ok ? read.problems : {}} />
      {saving.error && (
        <Notice>
          <InertText text={saving.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? "Saving…" : null}
        >
          {test ? "Save the test" : "Add the test"}
        </Button>
      </div>
    </form>
  );
}
