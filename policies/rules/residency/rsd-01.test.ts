import { regionNames } from "../../../content/regions";
import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { resourcesLieInApprovedRegions } from "./rsd-01";

const lying = (type: string, home: unknown, inputs: Record<string, unknown> = {}): [Given] => [
  { type, name: "judged", inputs, provider: { region: home } },
];
const BUCKET = "aws:s3/bucket:Bucket";
const VPC = "aws:ec2/vpc:Vpc";
const of = (recordClass: string) => ({ "record-class": recordClass });
const abroad = ["violation other-jurisdiction"];
const unapproved = ["violation unapproved-region"];

describe("RSD-01", () => {
  testRule(resourcesLieInApprovedRegions, [
    ...regionNames.map((region) => ({
      title: `in ${region}`,
      resources: lying(VPC, region),
      expect: ["pass"],
    })),
    { title: "a store at home", resources: lying(BUCKET, "eu-west-1"), expect: ["pass"] },
    {
      title: "a store in a region of its own, under the same law",
      resources: lying(BUCKET, "eu-west-1", { region: "eu-central-1", tags: of("gdpr-app-telemetry") }),
      expect: ["pass"],
    },
    {
      title: "metrics abroad",
      resources: lying(BUCKET, "eu-west-1", { region: "us-east-1", tags: of("metrics-operational") }),
      expect: ["pass"],
    },
    {
      title: "internal data abroad",
      resources: lying(BUCKET, "eu-west-1", {
        region: "us-east-1",
        tags: { "data-classification": "internal" },
      }),
      expect: ["pass"],
    },
    {
      title: "a network abroad, which holds no data",
      resources: lying(VPC, "eu-west-1", { region: "us-east-1" }),
      expect: ["pass"],
    },
    {
      title: "no approved region",
      resources: lying(VPC, "ap-south-1"),
      expect: unapproved,
      message:
        "the resource lies in 'ap-south-1'; the approved regions are us-east-1, us-west-2, eu-west-1, eu-central-1. To mend it: take an approved region.",
    },
    {
      title: "no approved region of its own",
      resources: lying(BUCKET, "us-east-1", { region: "eu-north-1" }),
      expect: unapproved,
    },
    {
      title: "no approved region for a role",
      resources: lying("aws:iam/role:Role", "sa-east-1"),
      expect: unapproved,
    },
    { title: "no region that there is", resources: lying(VPC, "nowhere"), expect: unapproved },
    {
      title: "personal data abroad",
      resources: lying(BUCKET, "eu-west-1", { region: "us-east-1", tags: of("gdpr-app-telemetry") }),
      expect: abroad,
      message:
        "what the resource holds goes from eu-west-1 (EU) to us-east-1 (US); personal and regulated data, and data that does not say what it is, stays in its jurisdiction. To mend it: take a region of the jurisdiction of eu-west-1, or tag the data as what it is: 'data-classification' internal or confidential.",
    },
    {
      title: "records abroad",
      resources: lying("aws:dynamodb/table:Table", "us-east-1", {
        region: "eu-west-1",
        tags: of("sec-17a4-a"),
      }),
      expect: abroad,
    },
    {
      title: "what does not say what it is, abroad",
      resources: lying("aws:cloudwatch/logGroup:LogGroup", "eu-west-1", { region: "us-west-2" }),
      expect: abroad,
    },
    {
      title: "metrics with personal data abroad",
      resources: lying(BUCKET, "eu-west-1", {
        region: "us-east-1",
        tags: { ...of("metrics-operational"), "data-classification": "personal" },
      }),
      expect: abroad,
    },
    { title: "a region that is not known", resources: lying(VPC, UNKNOWN), expect: ["undetermined region"] },
    {
      title: "no region anywhere",
      resources: [{ type: VPC, name: "judged", inputs: {} }],
      expect: ["undetermined region"],
      message: "region is not said, and the provider's is not known",
    },
    {
      title: "abroad, tags not known",
      resources: lying(BUCKET, "eu-west-1", { region: "us-east-1", tags: UNKNOWN }),
      expect: ["undetermined tags"],
    },
  ]);
});
