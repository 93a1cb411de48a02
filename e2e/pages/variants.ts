// Ways to ask for the same page that must not open it: of frameworks, proxies and parsers.
import type { Ask } from "./wire";

const RSC = { rsc: "1" };
const SUBREQUEST = Array.from({ length: 6 }, () => "middleware").join(":");
const HOST = "console.acme.example";

/** `segments` ends with the page's own part: `/settings/members` is `/settings` and `members`. */
function partsOf(path: string): [parent: string, last: string, query: string] {
  const [plain = "", query = ""] = path.split("?", 2);
  const at = plain.lastIndexOf("/");
  return [plain.slice(0, at), plain.slice(at + 1), query === "" ? "" : `?${query}`];
}

const encoded = (text: string) => `%${text.charCodeAt(0).toString(16)}${text.slice(1)}`;

/** Each named after what is odd about it; the first is the page as it is. */
export function variantsOf(page: string, buildId: string): [name: string, ask: Ask][] {
  const [parent, last, query] = partsOf(page);
  const path = `${parent}/${last}`;
  const joined = query === "" ? "?" : `${query}&`;
  const shapes: [string, string][] = [
    ["plain", page],
    ["trailing slash", `${path}/${query}`],
    ["double slash", `${parent}//${last}${query}`],
    ["leading double slash", `/${page}`],
    ["an encoded letter", last === "" ? "/%2f" : `${parent}/${encoded(last)}${query}`],
    ["encoded twice", `${parent}/%25${encoded(last || "/").slice(1)}${query}`],
    ["an encoded slash", `${parent}%2f${last}${query}`],
    ["upper case", path.toUpperCase() + query],
    ["..;", `/calls/..;${page}`],
    ["encoded dots", `/calls/%2e%2e${page}`],
    ["dots", `/sign-in/..${page}`],
    ["a parameter of the segment", `${path};a=b${query}`],
    ["a NUL", `${path}%00${query}`],
    [".rsc", `${path}.rsc${query}`],
    [".txt", `${path}.txt${query}`],
    [".json", `${path}.json${query}`],
    ["a segment file", `${path}.segments/_tree.segment.rsc${query}`],
    ["data of the build", `/_next/data/${buildId}${path === "/" ? "/index" : path}.json${query}`],
    ["image optimiser", `/_next/image?url=${encodeURIComponent(page)}&w=640&q=75`],
    ["a parameter given twice", `${path}${joined}limit=1&limit=2`],
    ["_rsc", `${path}${joined}_rsc=abc`],
  ];
  const tree = encodeURIComponent(JSON.stringify(["", { children: ["__PAGE__", {}] }]));
  const headers: [string, Record<string, string>][] = [
    ["RSC", RSC],
    ["RSC and prefetch", { ...RSC, "next-router-prefetch": "1" }],
    ["RSC and state tree", { ...RSC, "next-router-state-tree": tree }],
    ...["/_tree", "/_index", "/__PAGE__", `${path}/__PAGE__`].map(
      (segment): [string, Record<string, string>] => [
        `segment prefetch of ${segment}`,
        { ...RSC, "next-router-prefetch": "1", "next-router-segment-prefetch": segment },
      ],
    ),
    ["x-middleware-subrequest", { "x-middleware-subrequest": SUBREQUEST }],
    ["x-middleware-rewrite", { "x-middleware-rewrite": page, "x-middleware-next": "1" }],
    [
      "overridden headers",
      {
        "x-middleware-override-headers": "x-onbehalf-near,cookie",
        "x-middleware-request-cookie": "onbehalf.session=x",
      },
    ],
    ["x-forwarded", { "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https" }],
    ["x-forwarded-host", { "x-forwarded-host": HOST, forwarded: `for=127.0.0.1;host=${HOST}` }],
    ["our own headers", { "x-onbehalf-near": "1", "x-onbehalf-path": page, "x-nonce": "abc" }],
    ["another method in a header", { "x-http-method-override": "DELETE", "x-method": "PUT" }],
    ["another host", { host: HOST }],
    ["a bot that gets whole pages", { "user-agent": "Googlebot" }],
    ["a server action", { "next-action": "00".repeat(20) }],
    ["a cookie of another kind", { cookie: "__Host-onbehalf.session=x; onbehalf.session=y" }],
  ];
  return [
    ...shapes.map(([name, path]): [string, Ask] => [name, { path }]),
    ...shapes
      .filter(([name]) => /slash|letter|\.\.;|upper/.test(name))
      .map(([name, path]): [string, Ask] => [`${name}, RSC`, { path, headers: RSC }]),
    ...headers.map(([name, one]): [string, Ask] => [name, { path: page, headers: one }]),
    ...["HEAD", "OPTIONS", "POST", "PUT", "PROPFIND"].map((method): [string, Ask] => [
      method,
      { method, path: page, headers: method === "HEAD" ? {} : { "next-action": "00" } },
    ]),
    ["x-original-url", { path: "/sign-in", headers: { "x-original-url": page } }],
    ["x-rewrite-url", { path: "/sign-in", headers: { "x-rewrite-url": page } }],
    [
      "x-invoke-path",
      { path: "/sign-in", headers: { "x-invoke-path": page, "x-matched-path": page } },
    ],
  ];
}
