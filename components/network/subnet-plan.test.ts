import assert from "node:assert/strict";
import fc from "fast-check";
import { cidrContains, cidrOverlap, cidrSize, formatCidr, parseCidr, type Cidr } from "../../content/cidr";
import { type PlannedSubnet, planSubnets, type Tier, tiers, tierShares, ZONE_SLOTS } from "./subnet-plan";

const vpcs = fc
  .record({
    second: fc.integer({ min: 0, max: 255 }),
    prefix: fc.integer({ min: 16, max: 20 }),
    block: fc.nat(15),
  })
  .map(({ second, prefix, block }) => {
    const size = 2 ** (32 - prefix);
    const blocks = 2 ** (prefix - 16);
    return formatCidr({ address: 0x0a000000 + second * 65536 + (block % blocks) * size, prefix });
  });
const zoneLists = fc
  .uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 3, maxLength: 6 })
  .map((letters) => letters.map((letter) => `us-east-1${letter}`));
const tierLists = fc.uniqueArray(fc.constantFrom(...tiers), { minLength: 1, maxLength: 3 });

const read = (text: string): Cidr => parseCidr(text) ?? assert.fail(`${text} is no range`);
const rangeOf = (plan: readonly PlannedSubnet[], { tier, zone }: PlannedSubnet) =>
  plan.find((subnet) => subnet.tier === tier && subnet.zone === zone)?.cidr;

describe("subnet plan", () => {
  it("gives one subnet per tier and zone, all inside the VPC and none overlapping another", () => {
    fc.assert(
      fc.property(vpcs, zoneLists, tierLists, (vpc, zones, planned) => {
        const plan = planSubnets(vpc, zones, planned);
        assert.equal(plan.length, zones.length * planned.length);
        plan.forEach((subnet, index) => {
          assert.ok(cidrContains(read(vpc), read(subnet.cidr)), `${subnet.cidr} is outside ${vpc}`);
          for (const other of plan.slice(index + 1)) {
            assert.ok(
              !cidrOverlap(read(subnet.cidr), read(other.cidr)),
              `${subnet.cidr} overlaps ${other.cidr}`,
            );
          }
        });
      }),
    );
  });

  it("moves no subnet when zones or tiers are added, removed or written in another order", () => {
    fc.assert(
      fc.property(
        vpcs,
        zoneLists,
        zoneLists,
        tierLists,
        tierLists,
        (vpc, zones, otherZones, planned, otherTiers) => {
          const plan = planSubnets(vpc, zones, planned);
          const other = planSubnets(vpc, otherZones, otherTiers);
          for (const subnet of plan) {
            const later = rangeOf(other, subnet);
            if (later !== undefined) assert.equal(later, subnet.cidr);
          }
        },
      ),
    );
  });

  it("gives every tier its share of the VPC, and sizes that AWS accepts", () => {
    fc.assert(
      fc.property(vpcs, zoneLists, fc.constantFrom(...tiers), (vpc, zones, tier: Tier) => {
        for (const { cidr } of planSubnets(vpc, zones, [tier])) {
          const expected = (cidrSize(read(vpc)) * tierShares[tier].sixteenths) / 16 / ZONE_SLOTS;
          assert.equal(cidrSize(read(cidr)), expected);
          assert.ok(read(cidr).prefix <= 28, "AWS has no subnet smaller than /28");
        }
      }),
    );
  });

  it("leaves two sixteenths of the VPC free for tiers to come", () => {
    const used = tiers.reduce((sum, tier) => sum + tierShares[tier].sixteenths, 0);
    assert.equal(used, 14);
  });

  it("plans a /16 as documented", () => {
    assert.deepEqual(
      planSubnets("10.16.0.0/16", ["us-east-1a", "us-east-1b", "us-east-1f"], ["public", "private", "intra"]),
      [
        { tier: "private", zone: "us-east-1a", cidr: "10.16.0.0/20" },
        { tier: "private", zone: "us-east-1b", cidr: "10.16.16.0/20" },
        { tier: "private", zone: "us-east-1f", cidr: "10.16.80.0/20" },
        { tier: "intra", zone: "us-east-1a", cidr: "10.16.128.0/21" },
        { tier: "intra", zone: "us-east-1b", cidr: "10.16.136.0/21" },
        { tier: "intra", zone: "us-east-1f", cidr: "10.16.168.0/21" },
        { tier: "public", zone: "us-east-1a", cidr: "10.16.192.0/22" },
        { tier: "public", zone: "us-east-1b", cidr: "10.16.196.0/22" },
        { tier: "public", zone: "us-east-1f", cidr: "10.16.212.0/22" },
      ],
    );
  });

  const three = ["us-east-1a", "us-east-1b", "us-east-1c"];
  const refusals: { title: string; cidr: string; zones: string[]; message: string }[] = [
    {
      title: "a range that is too small",
      cidr: "10.0.0.0/24",
      zones: three,
      message:
        "'network.cidr' should be a range from /16 to /20 that begins at its first address, got '10.0.0.0/24'",
    },
    {
      title: "a range that does not begin at its first address",
      cidr: "10.0.5.0/16",
      zones: three,
      message:
        "'network.cidr' should be a range from /16 to /20 that begins at its first address, got '10.0.5.0/16'",
    },
    {
      title: "two zones",
      cidr: "10.0.0.0/16",
      zones: ["us-east-1a", "us-east-1b"],
      message: "'network.zones' should name 3 to 6 availability zones, got 2 (us-east-1a, us-east-1b)",
    },
    {
      title: "a repeated zone",
      cidr: "10.0.0.0/16",
      zones: ["us-east-1a", "us-east-1b", "us-east-1a"],
      message: "'network.zones' should name each zone once, got us-east-1a, us-east-1b, us-east-1a",
    },
    {
      title: "zones of two regions",
      cidr: "10.0.0.0/16",
      zones: ["us-east-1a", "us-east-1b", "us-west-2a"],
      message: "'network.zones' should be zones of one region, got us-east-1a, us-east-1b, us-west-2a",
    },
    {
      title: "zone ids instead of names",
      cidr: "10.0.0.0/16",
      zones: ["use1-az1", "use1-az2", "use1-az3"],
      message:
        "'network.zones' should be availability zones that end in a letter from a to h, got 'use1-az1'",
    },
  ];
  for (const { title, cidr, zones, message } of refusals) {
    it(`refuses ${title}`, () => {
      assert.throws(() => planSubnets(cidr, zones, ["private"]), { name: "UserError", message });
    });
  }
});
