import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { alertRules } from "../alerts";
import { RUNBOOK_FOLDER } from "../alerts/render";
import { severityMeaning } from "../severity";
import { type Alarm, alarms, heartbeat, regionAlarms, type Subject } from ".";
import { subjectDimensions } from "./alarm";
import { metricNames } from "./metrics";
import { renderAlarm } from "./render";
import { alarmDescription, alarmRunbookFile, renderAlarmRunbook } from "./runbooks";

const checkout = path.resolve(__dirname, "..", "..", "..");
const LONGEST_EVALUATION_SECONDS = 86_400;
const LONGEST_EVALUATION_OF_HOURS_SECONDS = 7 * 86_400;

const named = (name: string): Alarm => alarms.find((alarm) => alarm.name === name) ?? assert.fail(name);

/** A subject with every dimension of its kind. */
function subjectOf({ watches }: Alarm): Subject {
  const names: readonly string[] = subjectDimensions[watches];
  return {
    label: "one",
    dimensions: Object.fromEntries(names.map((name) => [name, `the-${name}`])),
    limits: { connections: 1000 },
  };
}

describe("every alarm", () => {
  for (const alarm of alarms) {
    describe(alarm.name, () => {
      it("has ids that CloudWatch takes, and an expression over exactly its series", () => {
        const ids = Object.keys(alarm.series);
        for (const id of ids) assert.match(id, /^[a-z][A-Za-z0-9]*$/);
        if (alarm.expression === undefined) assert.deepEqual(ids, ["value"]);
        else {
          const words = alarm.expression.match(/\b[a-z]\w*/g) ?? [];
          assert.deepEqual([...new Set(words)].sort(), [...ids].sort());
        }
      });

      it("looks back no further than CloudWatch does", () => {
        const longest =
          alarm.period >= 3600 ? LONGEST_EVALUATION_OF_HOURS_SECONDS : LONGEST_EVALUATION_SECONDS;
        assert.ok(alarm.period * alarm.periods <= longest);
        assert.ok((alarm.badPeriods ?? 1) <= alarm.periods);
      });

      it("renders to queries of which one is compared, and one is the band it is compared with", () => {
        const rendered = renderAlarm(alarm, subjectOf(alarm));
        const returned = rendered.metricQueries.filter(({ returnData }) => returnData).map(({ id }) => id);
        const band = "deviations" in alarm.condition;
        assert.equal(returned.length, band ? 2 : 1);
        assert.equal(rendered.thresholdMetricId, band ? "band" : undefined);
        assert.equal(rendered.threshold === undefined, band);
      });

      it("pages for what people feel, not for what is only unusual", () => {
        if ("deviations" in alarm.condition) assert.equal(severityMeaning[alarm.severity].pages, false);
      });

      it("says in its description what to do, and where the runbook is", () => {
        const text = alarmDescription(alarm);
        for (const part of alarm.runbook.act) assert.ok(text.includes(part));
        assert.ok(text.endsWith(`Runbook: docs/runbooks/${alarm.name}.md`));
      });

      it("has its runbook in docs, as it is generated", () => {
        assert.equal(
          readFileSync(path.join(checkout, RUNBOOK_FOLDER, alarmRunbookFile(alarm)), "utf8"),
          renderAlarmRunbook(alarm),
        );
      });

      it("gives its reasons", () => {
        const { cause, check, act } = alarm.runbook;
        for (const lines of [cause, check, act]) assert.ok(lines.length > 0);
        assert.ok(alarm.condition.because.length > 20 && alarm.missing.because.length > 5);
      });
    });
  }

  it("has a name that no other alarm and no alert has", () => {
    const names = [...alarms.map(({ name }) => name), ...alertRules().map(({ alert }) => alert)];
    assert.deepEqual(names, [...new Set(names)]);
  });

  it("reads each metric of the table somewhere, so that the table holds nothing that nobody looked at", () => {
    const read = new Set(alarms.flatMap(({ series }) => Object.values(series).map(({ metric }) => metric)));
    assert.deepEqual([...read].sort(), [...metricNames].sort());
  });
});

describe("rendering an alarm", () => {
  it("makes metric math of several series", () => {
    assert.deepEqual(
      renderAlarm(named("EksApiServerErrors"), { label: "c", dimensions: { ClusterName: "c" } }),
      {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: "missing",
        threshold: 1,
        metricQueries: [
          {
            id: "failed",
            returnData: false,
            metric: {
              namespace: "AWS/EKS",
              metricName: "apiserver_request_total_5XX",
              dimensions: { ClusterName: "c" },
              period: 300,
              stat: "Sum",
            },
          },
          {
            id: "all",
            returnData: false,
            metric: {
              namespace: "AWS/EKS",
              metricName: "apiserver_request_total",
              dimensions: { ClusterName: "c" },
              period: 300,
              stat: "Sum",
            },
          },
          {
            id: "result",
            returnData: true,
            label: "The cluster's API server fails more than one request in a hundred",
            expression: "100 * FILL(failed, 0) / all",
          },
        ],
      },
    );
  });

  it("compares with a band that CloudWatch learned", () => {
    const rendered = renderAlarm(named("NatBytesUnusual"), {
      label: "a",
      dimensions: { NatGatewayId: "nat-a" },
    });
    assert.deepEqual(
      [rendered.comparisonOperator, rendered.thresholdMetricId, rendered.metricQueries.at(-1)],
      [
        "GreaterThanUpperThreshold",
        "band",
        { id: "band", returnData: true, label: "usual", expression: "ANOMALY_DETECTION_BAND(value, 4)" },
      ],
    );
  });

  it("adds the dimensions of the series to those of the subject", () => {
    const [query] = renderAlarm(named("VcpuQuotaNearlyUsed"), {
      label: "account",
      dimensions: {},
    }).metricQueries;
    assert.deepEqual(query?.metric?.dimensions, {
      Class: "Standard/OnDemand",
      Resource: "vCPU",
      Service: "EC2",
      Type: "Resource",
    });
  });

  it("takes a share of the subject's own limit, and refuses a subject that does not say it", () => {
    const alarm = named("DatabaseConnectionsNearLimit");
    const dimensions = { DBInstanceIdentifier: "db" };
    assert.equal(
      renderAlarm(alarm, { label: "db", dimensions, limits: { connections: 450 } }).threshold,
      360,
    );
    assert.throws(() => renderAlarm(alarm, { label: "db", dimensions }), {
      message:
        "'limits' of db should say how many connections it has: alarm DatabaseConnectionsNearLimit needs it",
    });
  });

  it("of the heartbeat takes silence for the worst", () => {
    const { treatMissingData, evaluationPeriods } = renderAlarm(heartbeat, subjectOf(heartbeat));
    assert.deepEqual([treatMissingData, evaluationPeriods, heartbeat.severity], ["breaching", 5, "P0"]);
  });

  it("leaves the heartbeat to the region that watches", () => {
    assert.ok(!regionAlarms.includes(heartbeat));
  });
});
