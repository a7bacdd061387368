import { documentRule } from "./document-rule";
import { everyAction, publicFaults } from "./policy-faults";

export const bucketPoliciesGrantNothingToEveryone = documentRule({
  id: "ACC-S3-04",
  slug: "bucket-policies-grant-nothing-to-everyone",
  title: "S3 bucket policies grant nothing to everyone",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.1", "7.2.2", "7.3.3", "1.4.4"],
    gdpr: ["25(2)", "32(1)(b)"],
    iso27001: ["A.5.15", "A.8.3"],
  },
  remediation:
    "Name the principals and the actions, or confine the statement by aws:PrincipalOrgID, aws:SourceVpce, aws:SourceArn or narrow ranges of aws:SourceIp.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
  places: {
    "aws:s3/bucketPolicy:BucketPolicy": [["policy"]],
    "aws:s3/bucket:Bucket": [["policy"]],
  },
  faults: [...publicFaults("the bucket"), everyAction("s3")],
});
