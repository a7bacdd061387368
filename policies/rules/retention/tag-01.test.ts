import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { single } from "../../testing/single";
import { resourcesSayWhatTheyAre } from "./tag-01";

const BUCKET = "aws:s3/bucket:Bucket";
const store = single(BUCKET);
const network = single("aws:ec2/vpc:Vpc");
const certificate = single("aws:acm/certificate:Certificate");
const ownership = { owner: "data", environment: "production", "cost-center": "cc-1" };
const content = { "record-class": "pci-audit", "data-classification": "confidential" };
const all = { ...ownership, ...content };
const without = (name: string) => ({
  tags: Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)),
});
const inherited = (tags: unknown, own: unknown): readonly [Given] => [
  { type: BUCKET, name: "judged", inputs: { tags: own }, provider: { defaultTags: { tags } } },
];
const lacking = "violation missing-tag";

describe("TAG-01", () => {
  testRule(resourcesSayWhatTheyAre, [
    store("all", { tags: all }, "pass"),
    store(
      "no records",
      { tags: { ...all, "record-class": "none", "data-classification": "internal" } },
      "pass",
    ),
    store("more than all", { tags: { ...all, team: "x" } }, "pass"),
    store("as the provider returns them", { tagsAll: all }, "pass"),
    network("a network that says who answers for it", { tags: ownership }, "pass"),
    certificate("a certificate", { tags: ownership }, "pass"),
    { title: "ownership by the provider", resources: inherited(ownership, content), expect: ["pass"] },
    {
      title: "ownership by the provider, as text",
      resources: [
        { ...inherited({}, content)[0], provider: { defaultTags: JSON.stringify({ tags: ownership }) } },
      ],
      expect: ["pass"],
    },
    {
      title: "what can carry no tags",
      resources: [{ type: "aws:s3/bucketPolicy:BucketPolicy", name: "judged", inputs: {} }],
      expect: [],
    },
    ...Object.keys(all).map((name) =>
      store(
        `without ${name}`,
        without(name),
        lacking,
        `the resource has no tag '${name}'; record-class, data-classification, owner, environment, cost-center are required. To mend it: add ${name} to the resource's tags or the provider's defaultTags.`,
      ),
    ),
    network("a network without a cost center", { tags: { owner: "a", environment: "b" } }, lacking),
    certificate("one tag of no meaning", { tags: { purpose: "test" } }, lacking),
    certificate(
      "nothing said",
      { domainName: "example.com" },
      "violation untagged",
      "the resource has no tag 'owner', 'environment', 'cost-center'; owner, environment, cost-center are required. To mend it: add owner, environment, cost-center to the resource's tags or the provider's defaultTags.",
    ),
    certificate("a name only", { tags: { Name: "test" } }, "violation untagged"),
    store("no tags", { tags: {} }, "violation untagged"),
    store("an empty owner", { tags: { ...all, owner: "" } }, lacking),
    store(
      "no class that there is",
      { tags: { ...all, "record-class": "audit" } },
      "violation unknown-value",
      "tag 'record-class' is 'audit'; one of sec-17a4-a, sec-17a4-b, sec-17a4-c, sec-17a4-d, finra-4511, pci-audit, pci-account-data, gdpr-security-log, gdpr-app-telemetry, metrics-operational, control-evidence, operational-backup, none is expected. To mend it: set the tag 'record-class' to what the resource holds.",
    ),
    store("no classification that there is", { tags: { ...all, "data-classification": "secret" } }, [
      "violation unknown-value",
    ]),
    network(
      "a class that there is not, where none is asked for",
      { tags: { ...ownership, "record-class": "x" } },
      ["violation unknown-value"],
    ),
    store("not known", { tags: UNKNOWN }, ["undetermined tags", "undetermined tags", "undetermined tags"]),
    store("a class that is not known", { tags: { ...all, "record-class": UNKNOWN } }, [
      'undetermined tags["record-class"]',
      'undetermined tags["record-class"]',
    ]),
  ]);
});
