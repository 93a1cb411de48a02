// One's own passkeys.
import { z } from "zod";
import { addPasskey, addPasskeyInput } from "../../lib/passkeys/add-passkey";
import { beginEnrolment } from "../../lib/passkeys/begin-enrolment";
import { listPasskeys } from "../../lib/passkeys/list-passkeys";
import { creationOptions, passkeysSchema } from "../../lib/passkeys/model";
import { removeOwnPasskey } from "../../lib/passkeys/remove-passkey";
import { renamePasskey, renamePasskeyInput } from "../../lib/passkeys/rename-passkey";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

const access = { kind: "session" } as const;
const role = "console";
const params = z.object({ id: z.string().max(64) });

export const passkeyRoutes = [
  route({
    method: "GET",
    path: "/api/v1/profile/passkeys",
    role,
    access,
    summary: "One's own passkeys, and whether browsers have any at this address",
    response: passkeysSchema,
    handle: ({ container, who }) => listPasskeys(container.console, container.env, who.memberId),
  }),
  route({
    method: "POST",
    path: "/api/v1/profile/passkeys/begin",
    role,
    access,
    summary: "What a browser makes a passkey with; needs a sign-in of the last ten minutes",
    response: creationOptions,
    handle: async (asked) => {
      const { options } = await beginEnrolment(asked.container.env)(byMember(asked), {});
      return options;
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/profile/passkeys",
    role,
    access,
    summary: "Add the passkey that a browser made; one is told by e-mail",
    body: addPasskeyInput,
    response: params,
    status: 201,
    handle: async (asked) => {
      const { id } = await addPasskey(asked.container.env)(byMember(asked), asked.body);
      return { id };
    },
  }),
  route({
    method: "PUT",
    path: "/api/v1/profile/passkeys/{id}",
    role,
    access,
    summary: "Rename one of one's own passkeys",
    params,
    body: renamePasskeyInput,
    status: 204,
    handle: async (asked) => {
      await renamePasskey(byMember(asked), { ...asked.body, ...asked.params });
    },
  }),
  route({
    method: "DELETE",
    path: "/api/v1/profile/passkeys/{id}",
    role,
    access,
    summary: "Remove one of one's own passkeys; needs a sign-in of the last ten minutes",
    params,
    status: 204,
    handle: async (asked) => {
      await removeOwnPasskey(asked.container.env)(byMember(asked), asked.params);
    },
  }),
];
