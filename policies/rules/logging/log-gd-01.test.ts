import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { intrusionsAreDetected } from "./log-gd-01";

const organisation = single("aws:guardduty/organizationConfiguration:OrganizationConfiguration");

const feature = single("aws:guardduty/detectorFeature:DetectorFeature");

describe("LOG-GD-01", () => {
  testRule(intrusionsAreDetected, [
    ...flagCases({
      types: ["aws:guardduty/detector:Detector"],
      property: "enable",
      reason: "off",
      silence: "right",
      message:
        "'enable' is false, so that nobody notices stolen credentials, mining and calls home; true is required. To mend it: set enable to true.",
    }),
    organisation("all accounts", { autoEnableOrganizationMembers: "ALL" }, "pass"),
    organisation("new accounts", { autoEnableOrganizationMembers: "NEW" }, "pass"),
    organisation("in the old way", { autoEnable: true }, "pass"),
    organisation(
      "no account",
      { autoEnableOrganizationMembers: "NONE" },
      "violation not-automatic",
      "'autoEnableOrganizationMembers' is 'NONE', so that accounts are not watched until somebody thinks of it; ALL or NEW is required. To mend it: set autoEnableOrganizationMembers to ALL.",
    ),
    organisation("nothing said", { detectorId: "1" }, "violation not-automatic"),
    organisation("off in the old way", { autoEnable: false }, "violation not-automatic"),
    feature("objects watched", { name: "S3_DATA_EVENTS", status: "ENABLED" }, "pass"),
    feature(
      "the older half of another",
      { name: "EKS_RUNTIME_MONITORING", status: "DISABLED" },
      "notApplicable",
      "nothing asks for this feature",
    ),
    feature(
      "objects not watched",
      { name: "S3_DATA_EVENTS", status: "DISABLED" },
      "violation feature-off",
      "'status' of feature 'S3_DATA_EVENTS' is 'DISABLED', so that the detector does not look there; ENABLED is required. To mend it: set status to ENABLED.",
    ),
    feature(
      "run time not watched",
      { name: "RUNTIME_MONITORING", status: "DISABLED" },
      "violation feature-off",
    ),
    feature("without a status, which the provider refuses", { name: "S3_DATA_EVENTS" }, "pass"),
    feature("status not known", { name: "S3_DATA_EVENTS", status: UNKNOWN }, "undetermined status"),
    feature("feature not known", { name: UNKNOWN, status: "DISABLED" }, "undetermined name"),
    organisation(
      "not known",
      { autoEnableOrganizationMembers: UNKNOWN },
      "undetermined autoEnableOrganizationMembers",
    ),
  ]);
});
