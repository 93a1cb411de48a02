// Which addresses a message may be sent to. Pure; asked for every address that a name resolves to.
import { BlockList, isIP } from "node:net";

/** IPv4 that is not the public internet (RFC 6890 and later): private, loopback, link-local, CGNAT … */
const NOT_PUBLIC_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Of IPv6 only global unicast is public, without what carries an IPv4 address inside or is reserved. */
const PUBLIC_V6 = ["2000::/3"];
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const notPublic = blockList([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]);
const publicV6 = blockList(PUBLIC_V6);

/** What the operator allows beside the public internet: a list of addresses and CIDR ranges. */
export type AllowedAddresses = { allows: (address: string) => boolean };

/** Throws a sentence for what is no address or range. */
export function allowedAddresses(ranges: readonly string[]): AllowedAddresses {
  const list = blockList(ranges);
  return { allows: (address) => includes(list, address) };
}

/** Why nothing may be sent to this address; null when it may. */
export function whyRefused(address: string, allowed: AllowedAddresses): string | null {
  const plain = unmapped(address);
  if (allowed.allows(plain)) return null;
  const isPublic =
    isIP(plain) === 4
      ? !includes(notPublic, plain)
      : includes(publicV6, plain) && !includes(notPublic, plain);
  return isPublic ? null : `${plain} is not an address of the public internet`;
}

/** `::ffff:10.0.0.1`, in any spelling, is 10.0.0.1. */
function unmapped(address: string): string {
  const bare = address.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  if (isIP(bare) !== 6) return bare;
  const [, high, low] =
    /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(`http://[${bare}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return bare;
  const bits = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join(".");
}

function includes(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : Number(bits);
    if (family === 0 || !/^\d*$/.test(bits ?? "") || bits === "" || prefix > most)
      throw new Error(`${range} is no address and no CIDR range`);
    list.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}
