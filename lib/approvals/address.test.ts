import { expect, test } from "vitest";
import { parseApprovalsAddress } from "./address";

test.each([
  [{}, {}],
  [
    { tab: "groups", approval: "apr_1", cursor: "abc" },
    { tab: "groups", approval: "apr_1", cursor: "abc" },
  ],
  [{ together: "apr_1,apr_2,apr_1" }, { together: "apr_1,apr_2" }],
  [{ together: "apr_1,<b>,apr_ 2" }, {}],
  [{ tab: ["decided", "expired"] }, { tab: "decided" }],
  [{ tab: "mine" }, {}],
  [{ tab: "everything", approval: " ", cursor: null }, {}],
])("of %j it reads %j, and leaves out what names nothing", (given, read) => {
  expect(parseApprovalsAddress(given)).toEqual(read);
});
