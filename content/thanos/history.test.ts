import assert from "node:assert/strict";
import { retentionRules } from "../retention";
import { days } from "../units";
import {
  blockRetention,
  DELETE_DELAY,
  PRESENT_HOURS,
  reachesCoarsest,
  REPLICATION_FACTOR,
  REPLICATION_WINDOW,
  SPOKE_BLOCKS,
} from "./history";
import { objectStoreConfig } from "./object-store";

describe("history of metrics", () => {
  it("is kept as the retention table says: whole for its hot days, coarser for as long as metrics are kept", () => {
    const { hotDays, defaultDays } = retentionRules["metrics-operational"];
    assert.deepEqual(blockRetention(), { raw: hotDays, fiveMinutes: defaultDays, hour: defaultDays });
    assert.deepEqual(blockRetention(), { raw: 92, fiveMinutes: 400, hour: 400 });
  });

  it("follows a stack's own period, and keeps nothing for longer", () => {
    assert.deepEqual(blockRetention({ "metrics-operational": days(30) }), {
      raw: 30,
      fiveMinutes: 30,
      hour: 30,
    });
    assert.deepEqual(blockRetention({ "metrics-operational": days(800) }), {
      raw: 92,
      fiveMinutes: 800,
      hour: 800,
    });
  });

  it("becomes coarser before it goes, unless a stack keeps it for less than ten days", () => {
    assert.deepEqual(
      [undefined, 10, 9, 1].map((period) =>
        reachesCoarsest(blockRetention(period === undefined ? {} : { "metrics-operational": days(period) })),
      ),
      [true, true, false, false],
    );
  });

  it("comes to the hub once: what the compactor has merged is not copied again, and no block goes before it was", () => {
    assert.ok(REPLICATION_WINDOW < DELETE_DELAY);
    assert.ok(REPLICATION_WINDOW < SPOKE_BLOCKS);
    // Blocks are there well before the present goes.
    assert.ok(PRESENT_HOURS > 2 * 3);
    assert.equal(REPLICATION_FACTOR, 3);
  });

  it("lies in a bucket that is named without credentials", () => {
    assert.deepEqual(JSON.parse(objectStoreConfig({ bucketName: "blocks", region: "eu-west-1" })), {
      type: "S3",
      config: {
        bucket: "blocks",
        endpoint: "s3.eu-west-1.amazonaws.com",
        region: "eu-west-1",
        aws_sdk_auth: true,
      },
    });
  });
});
