import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { domainsPublishDiagnosticLogs } from "./log-os-02";

const domain = single("aws:opensearch/domain:Domain");
const old = single("aws:elasticsearch/domain:Domain");

const GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:search";
const TYPES = ["ES_APPLICATION_LOGS", "INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS"];
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
const NONE = ["violation no-logs"];
const ALL = ["no-application-log", "no-index-log", "no-search-log"].map((reason) => `violation ${reason}`);

describe("LOG-OS-02", () => {
  testRule(domainsPublishDiagnosticLogs, [
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
      "slow writes only are missing",
      { logPublishingOptions: [entry("ES_APPLICATION_LOGS"), entry("SEARCH_SLOW_LOGS")] },
      "violation no-index-log",
      "'logPublishingOptions' has no enabled entry for INDEX_SLOW_LOGS with a log group, so that nobody sees which writes are slow. To mend it: add an entry with logType INDEX_SLOW_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
    domain(
      "slow searches only are missing",
      { logPublishingOptions: [entry("ES_APPLICATION_LOGS"), entry("INDEX_SLOW_LOGS")] },
      "violation no-search-log",
      "'logPublishingOptions' has no enabled entry for SEARCH_SLOW_LOGS with a log group, so that nobody sees which searches are slow. To mend it: add an entry with logType SEARCH_SLOW_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
    domain(
      "nothing said",
      {},
      NONE,
      "'logPublishingOptions' has no enabled entry with a log group, so that the domain tells nothing; ES_APPLICATION_LOGS, INDEX_SLOW_LOGS, SEARCH_SLOW_LOGS are required. To mend it: add entries with the logTypes ES_APPLICATION_LOGS, INDEX_SLOW_LOGS, SEARCH_SLOW_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
    old("nothing said, in the old service", {}, NONE),
    domain("an empty list", { logPublishingOptions: [] }, NONE),
    domain("off", options({ enabled: false }), NONE),
    domain("off, as text", options({ enabled: "false" }), NONE),
    domain(
      "another log only",
      { logPublishingOptions: [entry("OTHER")] },
      ALL,
      "'logPublishingOptions' has no enabled entry for ES_APPLICATION_LOGS with a log group, so that nobody sees errors of the domain itself. To mend it: add an entry with logType ES_APPLICATION_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
    domain("no log group", options({ cloudwatchLogGroupArn: undefined }), NONE),
    domain("an empty log group", options({ cloudwatchLogGroupArn: "" }), NONE),
    domain("an empty list of log groups", options({ cloudwatchLogGroupArn: [] }), NONE),
    domain("a number for a log group", options({ cloudwatchLogGroupArn: 123 }), NONE),
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
