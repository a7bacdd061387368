import assert from "node:assert/strict";
import { days } from "../../content/units";
import { record } from "../testing/record";
import { RecordLog, recordLogName } from "./record-log";

const scope = { organization: "acme", environment: "staging", region: "eu-west-1" };

const make = (lifetime: "permanent" | "temporary", retention?: number) =>
  record(() => {
    new RecordLog("events", {
      scope,
      purpose: "events",
      keyArn: "arn:key",
      lifetime,
      ...(retention === undefined ? {} : { retention: days(retention) }),
    });
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("a log of records", function () {
  this.timeout(PATIENCE_MS);

  it("is encrypted, keeps records as long as its class asks, and says which they are", async () => {
    const group = (await make("permanent")).get("aws:cloudwatch/logGroup:LogGroup", "events-logs");
    assert.deepEqual(group.inputs, {
      name: recordLogName(scope, "events"),
      kmsKeyId: "arn:key",
      retentionInDays: 365,
      tags: { "record-class": "pci-audit", "data-classification": "confidential" },
    });
    assert.equal(group.protect, true);
  });

  it("keeps them longer where a stack says so, and itself in no trial", async () => {
    const { inputs, protect } = (await make("temporary", 500)).get(
      "aws:cloudwatch/logGroup:LogGroup",
      "events-logs",
    );
    assert.equal(inputs["retentionInDays"], 545);
    assert.equal(protect, false);
  });
});
