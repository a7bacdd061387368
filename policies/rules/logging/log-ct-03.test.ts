import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { output, secret } from "../../testing/wrapped";
import { trailsReachLogGroups } from "./log-ct-03";

const trail = single("aws:cloudtrail/trail:Trail");

const cloudWatchLogsGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:trail:*";
const cloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/trail";
const both = { cloudWatchLogsGroupArn, cloudWatchLogsRoleArn };

describe("LOG-CT-03", () => {
  testRule(trailsReachLogGroups, [
    trail("both", both, "pass"),
    trail("both, of a trail for all regions", { ...both, isMultiRegionTrail: true }, "pass"),
    trail("both, with a prefix", { ...both, s3KeyPrefix: "audit" }, "pass"),
    trail(
      "both, as secrets",
      { cloudWatchLogsGroupArn: secret("a"), cloudWatchLogsRoleArn: secret("b") },
      "pass",
    ),
    trail(
      "both, as outputs",
      { cloudWatchLogsGroupArn: output("a"), cloudWatchLogsRoleArn: output("b") },
      "pass",
    ),
    trail("both, in another region", { ...both, region: "eu-west-1" }, "pass"),
    trail("both, with tags", { ...both, tags: { owner: "audit" } }, "pass"),
    trail("both, while logging is off", { ...both, enableLogging: false }, "pass"),
    trail(
      "neither",
      {},
      ["violation no-group", "violation no-role"],
      "'cloudWatchLogsGroupArn' is missing, so that no alarm sees events until their files are read, hours later; a log group is required. To mend it: set cloudWatchLogsGroupArn to a log group.",
    ),
    trail("empty texts", { cloudWatchLogsGroupArn: "", cloudWatchLogsRoleArn: " " }, [
      "violation no-group",
      "violation no-role",
    ]),
    trail("no log group", { cloudWatchLogsRoleArn }, "violation no-group"),
    trail(
      "no log group, null",
      { cloudWatchLogsGroupArn: null, cloudWatchLogsRoleArn },
      "violation no-group",
    ),
    trail(
      "no role",
      { cloudWatchLogsGroupArn },
      "violation no-role",
      "'cloudWatchLogsRoleArn' is missing, so that no alarm sees events until their files are read, hours later; a role that may write to the log group is required. To mend it: set cloudWatchLogsRoleArn to a role that may write to the log group.",
    ),
    trail("no role, null", { cloudWatchLogsGroupArn, cloudWatchLogsRoleArn: null }, "violation no-role"),
    trail("no role, empty", { cloudWatchLogsGroupArn, cloudWatchLogsRoleArn: "" }, "violation no-role"),
    trail("a group that is not known, no role", { cloudWatchLogsGroupArn: UNKNOWN }, [
      "undetermined cloudWatchLogsGroupArn",
      "violation no-role",
    ]),
    trail("no group, and validation", { cloudWatchLogsRoleArn, enableLogFileValidation: true }, [
      "violation no-group",
    ]),
    trail("no role, and validation", { cloudWatchLogsGroupArn, enableLogFileValidation: true }, [
      "violation no-role",
    ]),
    trail("both not known", { cloudWatchLogsGroupArn: UNKNOWN, cloudWatchLogsRoleArn: UNKNOWN }, [
      "undetermined cloudWatchLogsGroupArn",
      "undetermined cloudWatchLogsRoleArn",
    ]),
  ]);
});
