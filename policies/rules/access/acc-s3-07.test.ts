import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { accessPointsBlockPublicAccess } from "./acc-s3-07";

const ALL = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const VPC = { vpcConfiguration: { vpcId: "vpc-1" } };
const point = (inputs: object): RuleCase["resources"] => [
  { type: "aws:s3/accessPoint:AccessPoint", name: "it", inputs: { bucket: "it", ...inputs } },
];
const inVpc = (publicAccessBlockConfiguration: unknown) => point({ ...VPC, publicAccessBlockConfiguration });
const multi = (publicAccessBlock: unknown): RuleCase["resources"] => [
  {
    type: "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
    name: "it",
    inputs: { details: { name: "it", publicAccessBlock } },
  },
];
const wrong = (place: string, otherwise: string) =>
  `'${place}' is false, so that ${otherwise}; true is required. To mend it: set ${place} to true.`;

describe("ACC-S3-07", () => {
  testRule(accessPointsBlockPublicAccess, [
    { title: "all settings, in a VPC", resources: inVpc(ALL), expect: ["pass"] },
    { title: "S3's own settings, in a VPC", resources: point(VPC), expect: ["pass"] },
    {
      title: "a VPC that is still to be made",
      resources: point({ vpcConfiguration: { vpcId: UNKNOWN } }),
      expect: ["pass"],
    },
    { title: "settings as text", resources: inVpc({ ...ALL, blockPublicAcls: "true" }), expect: ["pass"] },
    {
      title: "what everybody may see",
      resources: point({ tags: { "data-classification": "public" } }),
      expect: ["pass"],
    },
    { title: "several regions, all settings", resources: multi(ALL), expect: ["pass"] },
    { title: "several regions, S3's own settings", resources: multi(undefined), expect: ["pass"] },
    { title: "one setting named", resources: inVpc({ restrictPublicBuckets: true }), expect: ["pass"] },
    {
      title: "ACLs accepted",
      resources: inVpc({ ...ALL, blockPublicAcls: false }),
      expect: ["violation public-access"],
      message: wrong(
        "publicAccessBlockConfiguration.blockPublicAcls",
        "ACLs that let everybody in are accepted",
      ),
    },
    {
      title: "ACLs in effect",
      resources: inVpc({ ignorePublicAcls: false }),
      expect: ["violation public-access"],
    },
    {
      title: "policies accepted",
      resources: inVpc({ blockPublicPolicy: "false" }),
      expect: ["violation public-access"],
    },
    {
      title: "policies in effect",
      resources: multi({ ...ALL, restrictPublicBuckets: false }),
      expect: ["violation public-access"],
      message: wrong(
        "details.publicAccessBlock.restrictPublicBuckets",
        "policies that let everybody in have effect",
      ),
    },
    {
      title: "on the internet",
      resources: point({ publicAccessBlockConfiguration: ALL }),
      expect: ["violation internet"],
      message:
        "'vpcConfiguration' is missing, so that the access point answers on the internet; a VPC is required for data that is not public. To mend it: set vpcConfiguration.vpcId, or tag what everybody may see with data-classification: public.",
    },
    {
      title: "on the internet, internal data",
      resources: point({ tags: { "data-classification": "internal" } }),
      expect: ["violation internet"],
    },
    { title: "an empty VPC", resources: point({ vpcConfiguration: {} }), expect: ["violation internet"] },
    {
      title: "everything wrong",
      resources: point({ publicAccessBlockConfiguration: { blockPublicAcls: false } }),
      expect: ["violation public-access", "violation internet"],
    },
    {
      title: "settings that are not known",
      resources: inVpc({ blockPublicAcls: UNKNOWN }),
      expect: ["undetermined publicAccessBlockConfiguration.blockPublicAcls"],
      message: "publicAccessBlockConfiguration.blockPublicAcls is not known before the update",
    },
    {
      title: "a network that is not known",
      resources: point({ vpcConfiguration: UNKNOWN }),
      expect: ["undetermined vpcConfiguration"],
    },
  ]);
});
