import { testRule } from "../../testing/cases";
import { domain, domainLogCases, entry } from "../../testing/domain-log-cases";
import { domainsPublishDiagnosticLogs } from "./log-os-02";

const NONE = ["violation no-logs"];
const ALL = ["no-application-log", "no-index-log", "no-search-log"].map((reason) => `violation ${reason}`);

describe("LOG-OS-02", () => {
  testRule(domainsPublishDiagnosticLogs, [
    ...domainLogCases(["ES_APPLICATION_LOGS", "INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS"], NONE),
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
    domain(
      "another log only",
      { logPublishingOptions: [entry("OTHER")] },
      ALL,
      "'logPublishingOptions' has no enabled entry for ES_APPLICATION_LOGS with a log group, so that nobody sees errors of the domain itself. To mend it: add an entry with logType ES_APPLICATION_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
  ]);
});
