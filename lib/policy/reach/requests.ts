// What the console tries before it is written down: the same API as everybody's.
import { askApi } from "../../api-client";
import { argumentsTestView } from "../arguments/view";

export const testArguments = (tool: string, schema: unknown) =>
  askApi("/policy/arguments/test", argumentsTestView, { post: { tool, schema } });
