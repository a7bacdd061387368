import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { domainsPublishAuditLogs } from "./log-os-01";

const domain = single("aws:opensearch/domain:Domain");
const old = single("aws:elasticsearch/domain:Domain");

const GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:search";
const TYPES = ["AUDIT_LOGS"];
const entry = (logType: string, change: Record<string, unknown> = {}) => ({
  logType,
  cloudwatchLogGroupArn: GROUP,
  enabled: true,
  ...change,
});
/** An entry for every log that is asked for, each changed alike. */
const options = (change: Record<string, unknown> = {}) => ({
  logPublishingOptions: TYPES.map((type) => entry(type, change)),
});
const ALL = ["no-audit-log"].map((reason) => `violation ${reason}`);

describe("LOG-OS-01", () => {
  testRule(domainsPublishAuditLogs, [
    domain("published", options(), "pass"),
    old("published, in the old service", options(), "pass"),
    domain("published, as text", options({ enabled: "true" }), "pass"),
    domain("published, as the provider has it", options({ enabled: undefined }), "pass"),
    domain(
      "others, too",
      { logPublishingOptions: [entry("OTHER"), ...options().logPublishingOptions] },
      "pass",
    ),
    domain("in another order", { logPublishingOptions: options().logPublishingOptions.reverse() }, "pass"),
    domain(
      "off once, on once",
      {
        logPublishingOptions: [
          ...options({ enabled: false }).logPublishingOptions,
          ...options().logPublishingOptions,
        ],
      },
      "pass",
    ),
    old("with tags", { ...options(), tags: { owner: "search" } }, "pass"),
    domain(
      "nothing said",
      {},
      ALL,
      "'logPublishingOptions' has no enabled entry for AUDIT_LOGS with a log group, so that nobody sees who read or changed which documents. To mend it: add an entry with logType AUDIT_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
    old("nothing said, in the old service", {}, ALL),
    domain("an empty list", { logPublishingOptions: [] }, ALL),
    domain("off", options({ enabled: false }), ALL),
    domain("off, as text", options({ enabled: "false" }), ALL),
    domain("another log only", { logPublishingOptions: [entry("OTHER")] }, ALL),
    domain("no log group", options({ cloudwatchLogGroupArn: undefined }), ALL),
    domain("an empty log group", options({ cloudwatchLogGroupArn: "" }), ALL),
    domain("an empty list of log groups", options({ cloudwatchLogGroupArn: [] }), ALL),
    domain("a number for a log group", options({ cloudwatchLogGroupArn: 123 }), ALL),
    domain(
      "not known",
      { logPublishingOptions: UNKNOWN },
      TYPES.map(() => "undetermined logPublishingOptions"),
    ),
    domain(
      "log groups not known",
      options({ cloudwatchLogGroupArn: UNKNOWN }),
      TYPES.map((_, index) => `undetermined logPublishingOptions[${index}].cloudwatchLogGroupArn`),
    ),
  ]);
});
