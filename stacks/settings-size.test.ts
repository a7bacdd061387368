import assert from "node:assert/strict";
import { withSize } from "./settings-size";

const filled = (written: object) => {
  const { metrics, logs, traces } = withSize(written) as Record<"metrics" | "logs" | "traces", object>;
  return { ...metrics, ...logs, ...traces };
};

describe("the setting size", () => {
  it("gives a stack the volumes of its size", () => {
    assert.deepEqual(filled({ size: "large" }), {
      activeSeries: 5_000_000,
      storageGiB: 950,
      gigabytesPerDay: 200,
      spansPerSecond: 50_000,
    });
    assert.deepEqual(filled({}), filled({ size: "small" }));
  });

  it("leaves what a stack sets by itself", () => {
    assert.deepEqual(
      filled({
        size: "dev",
        metrics: { storageGiB: 70 },
        logs: { gigabytesPerDay: 9 },
        traces: { keptPercent: 5 },
      }),
      { activeSeries: 250_000, storageGiB: 70, gigabytesPerDay: 9, spansPerSecond: 500, keptPercent: 5 },
    );
  });

  it("sizes Prometheus' volume by what the stack asks for, also where Pulumi wrote it as a text", () => {
    assert.deepEqual(filled({ metrics: { activeSeries: 3_000_000 } }), {
      ...filled({}),
      activeSeries: 3_000_000,
      storageGiB: 600,
    });
    assert.deepEqual(filled({ metrics: { retention: "30" } }), {
      ...filled({}),
      retention: "30",
      storageGiB: 400,
    });
  });

  it("changes nothing where it is not known what is meant: the check complains of it", () => {
    for (const written of [{ size: "huge" }, undefined, "text", { size: 3 }])
      assert.deepEqual(withSize(written), written);
    assert.equal((withSize({ metrics: "text" }) as { metrics: unknown }).metrics, "text");
  });
});
