import { describe, expect, it } from "vitest";
import { allowedAddresses, whyRefused } from "./address-rules";

const nothing = allowedAddresses([]);
/** As a URL of that spelling is connected to. */
const asHost = (text: string) => new URL(`https://${text}/`).hostname;

describe("an address", () => {
  it.each([
    ["loopback", "127.0.0.1"],
    ["decimal loopback", asHost("2130706433")],
    ["octal loopback", asHost("0177.0.0.1")],
    ["hexadecimal loopback", asHost("0x7f000001")],
    ["short loopback", asHost("127.1")],
    ["this host", "0.0.0.0"],
    ["private", "10.1.2.3"],
    ["private", "172.31.255.255"],
    ["private", "192.168.0.1"],
    ["CGNAT", "100.64.0.1"],
    ["link-local and metadata", "169.254.169.254"],
    ["metadata of Alibaba", "100.100.100.200"],
    ["metadata of Oracle", "192.0.0.192"],
    ["benchmarks", "198.19.0.1"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["IPv6 loopback", "::1"],
    ["IPv6 unspecified", "::"],
    ["unique local", "fd00:ec2::254"],
    ["IPv6 link-local", "fe80::1"],
    ["IPv6 link-local with a zone", "fe80::1%eth0"],
    ["IPv6 multicast", "ff02::1"],
    ["IPv4-mapped", "::ffff:127.0.0.1"],
    ["IPv4-mapped in hexadecimal", "::ffff:7f00:1"],
    ["IPv4-mapped written out", "0:0:0:0:0:ffff:a00:1"],
    ["IPv4-compatible", "::127.0.0.1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::a00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:7f00:1::"],
    ["documentation", "2001:db8::1"],
    ["no address", "localhost"],
  ])("that is %s (%s) is refused", (_, address) => {
    expect(whyRefused(address.replace(/^\[(.*)\]$/, "$1"), nothing)).not.toBeNull();
  });

  it.each(["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"])(
    "of the public internet (%s) is taken",
    (address) => expect(whyRefused(address, nothing)).toBeNull(),
  );

  it("that the operator allows is taken, in every spelling and no other", () => {
    const allowed = allowedAddresses(["10.1.0.0/16", "127.0.0.1", "fd00::/8"]);
    const refused = (address: string) => whyRefused(address, allowed) !== null;
    expect(["10.1.2.3", "127.0.0.1", "::ffff:10.1.2.3", "fd12::1"].map(refused)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(["10.2.0.1", "127.0.0.2", "fe80::1"].map(refused)).toEqual([true, true, true]);
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "example.com", "10.0.0.0/", "::/129", ""])(
    "list with %s is refused",
    (range) => expect(() => allowedAddresses([range])).toThrow("is no address"),
  );
});
