import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { keysStayInTheirJurisdiction } from "./rsd-03";

const ARN = "arn:aws:kms:eu-west-1:123456789012:key/mrk-1";
const key = (inputs: Record<string, unknown> = {}): Given => ({
  type: "aws:kms/key:Key",
  name: "key",
  inputs: { multiRegion: true, ...inputs },
  outputs: { ...inputs, arn: ARN },
  provider: { region: "eu-west-1" },
});
const replica = (region: unknown, inputs: Record<string, unknown> = {}, name = "copy"): Given => ({
  type: "aws:kms/replicaKey:ReplicaKey",
  name,
  inputs: { primaryKeyArn: ARN, region, ...inputs },
  provider: { region: "eu-west-1" },
});
const personal = { tags: { "data-classification": "personal" } };
const internal = { tags: { "data-classification": "internal" } };
const abroad = ["violation other-jurisdiction"];
const unapproved = ["violation unapproved-region"];

describe("RSD-03", () => {
  testRule(keysStayInTheirJurisdiction, [
    {
      title: "a replica inside Europe",
      resources: [key(personal), replica("eu-central-1")],
      expect: ["pass"],
    },
    { title: "a replica at home", resources: [key(), replica("eu-west-1")], expect: ["pass"] },
    { title: "internal data abroad", resources: [key(internal), replica("us-east-1")], expect: ["pass"] },
    {
      title: "a replica whose key is elsewhere, inside Europe",
      resources: [replica("eu-central-1")],
      expect: ["pass"],
    },
    {
      title: "planned",
      resources: [
        { ...key(), outputs: {} },
        {
          ...replica("eu-central-1", { primaryKeyArn: UNKNOWN }),
          from: { primaryKeyArn: ["aws:kms/key:Key key"] },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "a key of one region",
      resources: [key({ multiRegion: false })],
      expect: ["notApplicable"],
      message: "it is a key of one region",
    },
    { title: "nothing said", resources: [key({ multiRegion: undefined })], expect: ["notApplicable"] },
    { title: "no replicas", resources: [key()], expect: ["notApplicable"], message: "it has no replicas" },
    { title: "the replica: its key is judged", resources: [replica("us-east-1"), key()], expect: [] },
    {
      title: "a replica abroad",
      resources: [key(personal), replica("us-east-1")],
      expect: abroad,
      message:
        "the replica copy of the key goes from eu-west-1 (EU) to us-east-1 (US); personal and regulated data, and data that does not say what it is, stays in its jurisdiction. To mend it: take a region of the jurisdiction of eu-west-1, or tag the data as what it is: 'data-classification' internal or confidential.",
    },
    {
      title: "a key that does not say what it encrypts",
      resources: [key(), replica("us-west-2")],
      expect: abroad,
    },
    {
      title: "one of two replicas abroad",
      resources: [key(personal), replica("eu-central-1"), replica("us-east-1", {}, "second")],
      expect: abroad,
    },
    {
      title: "records abroad",
      resources: [key({ tags: { "record-class": "sec-17a4-a" } }), replica("us-east-1")],
      expect: abroad,
    },
    {
      title: "regulated data abroad",
      resources: [key({ tags: { "data-classification": "regulated" } }), replica("us-east-1")],
      expect: abroad,
    },
    { title: "a replica whose key is elsewhere, abroad", resources: [replica("us-east-1")], expect: abroad },
    {
      title: "no approved region",
      resources: [key(internal), replica("ap-south-1")],
      expect: unapproved,
      message:
        "the replica copy of the key goes to 'ap-south-1', which is none of the approved regions (us-east-1, us-west-2, eu-west-1, eu-central-1). To mend it: take an approved region of the same jurisdiction.",
    },
    {
      title: "no approved region, of a key that is elsewhere",
      resources: [replica("sa-east-1", internal)],
      expect: unapproved,
    },
    {
      title: "perhaps a key of one region, its replica inside Europe",
      resources: [key({ multiRegion: UNKNOWN }), replica("eu-central-1")],
      expect: ["pass"],
    },
    {
      title: "perhaps a key of one region, its replica abroad",
      resources: [key({ multiRegion: UNKNOWN }), replica("us-east-1")],
      expect: ["undetermined multiRegion"],
    },
    { title: "not known", resources: [key(), replica(UNKNOWN)], expect: ["undetermined region"] },
    {
      title: "perhaps this key's",
      resources: [key(), replica("us-east-1", { primaryKeyArn: UNKNOWN })],
      expect: ["undetermined primaryKeyArn"],
    },
    {
      title: "abroad, tags not known",
      resources: [key({ tags: UNKNOWN }), replica("us-east-1")],
      expect: ["undetermined tags"],
    },
  ]);
});
