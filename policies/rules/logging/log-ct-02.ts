import { flagRule, type FlagDemand } from "../../evaluation/flag";

const validationDemand: FlagDemand = {
  property: "enableLogFileValidation",
  reason: "no-validation",
  otherwise: "nobody can prove that a log file was not changed or removed after it was delivered",
};

export const trailsProveTheirFiles = flagRule({
  id: "LOG-CT-02",
  slug: "trails-prove-their-files",
  title: "Trail log-file validation is on",
  severity: "high",
  types: ["aws:cloudtrail/trail:Trail"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.3.2", "10.3.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.15", "A.5.28"],
    sec17a4: ["17a-4(f)(2)(ii)"],
  },
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
  remediation: "Set enableLogFileValidation to true: CloudTrail then signs an hourly digest of the files.",
  demand: validationDemand,
});
