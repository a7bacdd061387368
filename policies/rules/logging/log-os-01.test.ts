import { testRule } from "../../testing/cases";
import { domain, domainLogCases, entry } from "../../testing/domain-log-cases";
import { domainsPublishAuditLogs } from "./log-os-01";

const NONE = ["violation no-audit-log"];

describe("LOG-OS-01", () => {
  testRule(domainsPublishAuditLogs, [
    ...domainLogCases(["AUDIT_LOGS"], NONE),
    domain(
      "nothing said",
      {},
      NONE,
      "'logPublishingOptions' has no enabled entry for AUDIT_LOGS with a log group, so that nobody sees who read or changed which documents. To mend it: add an entry with logType AUDIT_LOGS, enabled true and cloudwatchLogGroupArn of a log group.",
    ),
    domain("another log only", { logPublishingOptions: [entry("OTHER")] }, NONE),
  ]);
});
