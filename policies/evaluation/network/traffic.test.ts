import assert from "node:assert/strict";
import { resourceFrom, UNKNOWN } from "../../testing/resources";
import { internetAmong, ipv6PrefixOf } from "./cidr";
import { coversEveryPort, coversPort, internetOf, lets, meetsInternet, trafficOf } from "./traffic";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const traffic = (type: string, inputs: Record<string, unknown>) =>
  trafficOf(resourceFrom({ type, name: "it", inputs }));
const rule = (inputs: Record<string, unknown>) => traffic(GROUP, { ingress: [inputs] }).rules[0]!;
const plain = (answer: unknown) => (typeof answer === "boolean" ? answer : (answer as { path: string }).path);

describe("the internet", () => {
  it("is any range wider than one organization owns, or several that are together", () => {
    for (const ranges of [
      ["0.0.0.0/0"],
      ["::/0"],
      ["0000:0000:0000:0000:0000:0000:0000:0000/0"],
      ["1.2.3.4/0"],
      ["0.0.0.0/1"],
      ["2000::/3"],
      ["10.0.0.0/8", "128.0.0.0/1"],
      ["16.0.0.0/8", "17.0.0.0/8"],
    ])
      assert.ok(internetAmong(ranges) !== undefined, ranges.join(" "));
  });

  it("is not what somebody owns, nor what is never routed", () => {
    for (const ranges of [
      [],
      ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
      ["17.0.0.0/8"],
      ["203.0.113.7/32"],
      ["fd00::/8", "fe80::/10", "2001:db8::/32"],
      ["everywhere", ""],
    ])
      assert.equal(internetAmong(ranges), undefined, ranges.join(" "));
  });

  it("says which range it is", () => {
    assert.equal(internetAmong(["10.0.0.0/8", " ::/0 "]), "::/0");
    assert.equal(internetAmong(["16.0.0.0/8", "17.0.0.0/8"]), "16.0.0.0/8, 17.0.0.0/8");
  });

  it("has prefixes", () => {
    assert.deepEqual(["::/0", "2001:db8::/129", "10.0.0.0/8", "::1"].map(ipv6PrefixOf), [
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("rules of traffic", () => {
  it("are read from every kind of resource", () => {
    const inline = {
      fromPort: 22,
      toPort: 22,
      protocol: "tcp",
      cidrBlocks: ["0.0.0.0/0"],
      ipv6CidrBlocks: "::/0",
    };
    const directions = (type: string, inputs: Record<string, unknown>) =>
      traffic(type, inputs).rules.map(({ direction, allows, ranges, path }) => [
        direction.state === "value" ? direction.value : direction.state,
        allows,
        ranges.join(" "),
        path,
      ]);
    assert.deepEqual(directions(GROUP, { ingress: [inline], egress: inline }), [
      ["ingress", true, "0.0.0.0/0 ::/0", "ingress[0]"],
      ["egress", true, "0.0.0.0/0 ::/0", "egress"],
    ]);
    assert.deepEqual(
      directions("aws:ec2/securityGroupRule:SecurityGroupRule", { ...inline, type: "egress" }),
      [["egress", true, "0.0.0.0/0 ::/0", ""]],
    );
    assert.deepEqual(
      directions("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "10.0.0.0/8" }),
      [["ingress", true, "10.0.0.0/8", ""]],
    );
    assert.deepEqual(
      directions("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { cidrIpv6: "::/0" }),
      [["egress", true, "::/0", ""]],
    );
    assert.deepEqual(
      directions("aws:ec2/networkAcl:NetworkAcl", { ingress: [{ action: "deny", cidrBlock: "0.0.0.0/0" }] }),
      [["ingress", false, "0.0.0.0/0", "ingress[0]"]],
    );
    assert.deepEqual(
      directions("aws:ec2/networkAclRule:NetworkAclRule", { ruleAction: "ALLOW", ipv6CidrBlock: "::/0" }),
      [["ingress", true, "::/0", ""]],
    );
    assert.deepEqual(directions("aws:ec2/vpc:Vpc", {}), []);
  });

  it("are about the ports and protocols that they name", () => {
    const about22 = (inputs: Record<string, unknown>) => plain(coversPort(rule(inputs), 22));
    assert.equal(about22({ protocol: "tcp", fromPort: 22, toPort: 22 }), true);
    assert.equal(about22({ protocol: "6", fromPort: "0", toPort: 1024 }), true);
    assert.equal(about22({ protocol: "-1", fromPort: 0, toPort: 0 }), true);
    assert.equal(about22({ protocol: -1 }), true);
    assert.equal(about22({ protocol: "tcp", fromPort: -1, toPort: -1 }), true);
    assert.equal(about22({ protocol: "udp", fromPort: 22, toPort: 22 }), false);
    assert.equal(about22({ protocol: "icmp", fromPort: 8, toPort: 0 }), false);
    assert.equal(about22({ protocol: "tcp", fromPort: 0, toPort: 0 }), false);
    assert.equal(about22({ protocol: "tcp", fromPort: UNKNOWN, toPort: 30 }), "ingress[0].fromPort");
    assert.equal(about22({ protocol: "tcp", fromPort: UNKNOWN, toPort: 21 }), false);
    assert.equal(about22({ protocol: UNKNOWN, fromPort: 22, toPort: 22 }), "ingress[0].protocol");
    assert.equal(about22({ protocol: UNKNOWN, fromPort: 23, toPort: 25 }), "ingress[0].protocol");
    assert.equal(plain(coversEveryPort(rule({ protocol: "tcp", fromPort: 0, toPort: 65535 }))), true);
    assert.equal(plain(coversEveryPort(rule({ protocol: "tcp", fromPort: 1, toPort: 65534 }))), false);
    assert.equal(plain(coversEveryPort(rule({ protocol: "all" }))), true);
  });

  it("meet the internet, or wait for what is not known", () => {
    assert.equal(plain(meetsInternet(rule({ cidrBlocks: ["0.0.0.0/0", UNKNOWN] }))), true);
    assert.equal(
      plain(meetsInternet(rule({ cidrBlocks: ["10.0.0.0/8", UNKNOWN] }))),
      "ingress[0].cidrBlocks[1]",
    );
    assert.equal(plain(meetsInternet(rule({ ipv6CidrBlocks: UNKNOWN }))), "ingress[0].ipv6CidrBlocks");
    assert.equal(
      plain(meetsInternet(rule({ securityGroups: ["sg-1"], self: true, prefixListIds: ["pl-1"] }))),
      false,
    );
    assert.deepEqual(internetOf(rule({ cidrBlocks: "128.0.0.0/1" })), {
      state: "value",
      value: "128.0.0.0/1",
    });
    assert.equal(plain(lets(rule({}), "ingress")), true);
    assert.equal(plain(lets(rule({}), "egress")), false);
  });

  it("may be hidden", () => {
    assert.deepEqual(
      traffic(GROUP, { ingress: UNKNOWN, egress: [UNKNOWN] }).open.map(({ path }) => path),
      ["ingress", "egress[0]"],
    );
    assert.deepEqual(traffic(GROUP, {}), { rules: [], open: [] });
    assert.deepEqual(
      traffic(GROUP, { ingress: "open" }).open.map(({ why }) => why),
      ["is a text where an object should be"],
    );
  });
});
