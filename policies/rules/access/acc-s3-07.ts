import { judgeFlag } from "../../evaluation/flag";
import { allOf, pass, violation, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { PUBLIC_ACCESS_SETTINGS } from "./public-access";

const ACCESS_POINT = "aws:s3/accessPoint:AccessPoint";
const MULTI_REGION = "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint";

/** Value of the tag `data-classification` for what everybody may see. */
const PUBLIC = "public";

export const accessPointsBlockPublicAccess: ResourceRule = {
  id: "ACC-S3-07",
  slug: "access-points-block-public-access",
  title: "S3 access points block public access",
  severity: "high",
  controls: {
    soc2: ["CC6.1"],
    pci: ["1.4.4"],
    gdpr: ["25(2)"],
    iso27001: ["A.8.3"],
  },
  scope: "resource",
  types: [ACCESS_POINT, MULTI_REGION],
  remediation: "Leave all four settings of block public access on, and bind the access point to a VPC.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html",
  check(resource) {
    const { type } = resource;
    const block = type === MULTI_REGION ? "details.publicAccessBlock" : "publicAccessBlockConfiguration";
    return allOf([
      ...PUBLIC_ACCESS_SETTINGS.map(({ name, otherwise }) =>
        judgeFlag(resource, { property: `${block}.${name}`, reason: "public-access", otherwise }),
      ),
      ...(type === ACCESS_POINT ? [judgeNetwork(resource)] : []),
    ]);
  },
};

function judgeNetwork({ inputs }: Resource): Outcome {
  const vpc = inputs.at("vpcConfiguration", "vpcId").filledText();
  if (vpc.state === "value") return pass;
  const classification = inputs.at("tags", "data-classification").filledText();
  if (classification.state === "value" && classification.value === PUBLIC) return pass;
  if (vpc.state === "unknown") {
    // A VPC that is still to be made is one.
    return inputs.at("vpcConfiguration").state === "value" ? pass : undetermined(vpc);
  }
  if (classification.state === "unknown") return undetermined(classification);
  return violation("internet", {
    message:
      "'vpcConfiguration' is missing, so that the access point answers on the internet; a VPC is required for data that is not public",
    fix: "set vpcConfiguration.vpcId, or tag what everybody may see with data-classification: public",
    property: "vpcConfiguration",
  });
}
