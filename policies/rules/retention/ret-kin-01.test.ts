import { testRule } from "../../testing/cases";
import { numberCases } from "../../testing/number-cases";
import { streamDemand, streamsOutliveOutages } from "./ret-kin-01";

describe("RET-KIN-01", () => {
  testRule(
    streamsOutliveOutages,
    numberCases({
      type: "aws:kinesis/stream:Stream",
      demand: streamDemand,
      bound: "at least",
      limit: 168,
      mends: true,
      silence: "beyond",
      message:
        "'retentionPeriod' is 167; at least 168 hours are required (an outage of a consumer over a long weekend has to be replayed). To mend it: set retentionPeriod to 168 or more.",
    }),
  );
});
