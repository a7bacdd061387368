import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { detectorDemand, intrusionsAreDetected } from "./log-gd-01";

const organisation = single("aws:guardduty/organizationConfiguration:OrganizationConfiguration");

describe("LOG-GD-01", () => {
  testRule(intrusionsAreDetected, [
    ...flagCases({
      type: "aws:guardduty/detector:Detector",
      demand: detectorDemand,
      silence: "on",
      message:
        "'enable' is missing, so that nobody notices stolen credentials, mining and calls home; true is required. To mend it: set enable to true.",
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
    organisation(
      "not known",
      { autoEnableOrganizationMembers: UNKNOWN },
      "undetermined autoEnableOrganizationMembers",
    ),
  ]);
});
