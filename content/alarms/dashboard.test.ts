import assert from "node:assert/strict";
import { type Alarm, alarms } from ".";
import { dashboardBody, type DashboardPanel } from "./dashboard";

interface Body {
  widgets: { type: string; x: number; y: number; width: number; height: number; properties: Properties }[];
}
interface Properties {
  title: string;
  region: string;
  alarms: string[];
  metrics: unknown[][];
  annotations: { horizontal: object[] };
}

const named = (name: string): Alarm => alarms.find((alarm) => alarm.name === name) ?? assert.fail(name);
const parse = (panels: DashboardPanel[]): Body => JSON.parse(dashboardBody(panels, "us-east-1")) as Body;

const nat = ["a", "b"].map((label) => ({ label, dimensions: { NatGatewayId: `nat-${label}` } }));
const panelOf = (name: string, region = "us-east-1"): DashboardPanel => ({
  alarm: named(name),
  subjects: nat,
  alarmArns: [`arn:${name}-a`, `arn:${name}-b`],
  region,
});

describe("dashboardBody", () => {
  it("shows the state of every alarm of the region on top", () => {
    const { widgets } = parse([
      panelOf("NatGatewayPortsExhausted"),
      panelOf("NatBytesUnusual"),
      panelOf("RegionSilent", "us-west-2"),
    ]);
    assert.deepEqual(widgets[0], {
      type: "alarm",
      x: 0,
      y: 0,
      width: 24,
      height: 5,
      properties: {
        title: "Alarms",
        alarms: [
          "arn:NatGatewayPortsExhausted-a",
          "arn:NatGatewayPortsExhausted-b",
          "arn:NatBytesUnusual-a",
          "arn:NatBytesUnusual-b",
        ],
      },
    });
    assert.equal(widgets.at(-1)?.properties.region, "us-west-2");
  });

  it("splits the states where one widget takes no more", () => {
    const many = {
      ...panelOf("NatBytesUnusual"),
      alarmArns: Array.from({ length: 101 }, (_, n) => `arn:${n}`),
    };
    const { widgets } = parse([many]);
    assert.deepEqual(
      widgets.map(({ type, y, properties }) => [type, y, properties.alarms?.length]),
      [
        ["alarm", 0, 100],
        ["alarm", 5, 1],
        ["metric", 10, undefined],
      ],
    );
  });

  it("numbers the series of each subject, in expressions too", () => {
    const { widgets } = parse([panelOf("NatGatewayPacketsDropped")]);
    const rows = widgets[1]?.properties.metrics ?? [];
    assert.deepEqual(rows[0], [
      "AWS/NATGateway",
      "PacketsDropCount",
      "NatGatewayId",
      "nat-a",
      { id: "dropped0", label: "a", visible: false, stat: "Sum" },
    ]);
    assert.deepEqual(rows[7], [
      { id: "result1", label: "b", visible: true, expression: "100 * FILL(dropped1, 0) / (out1 + back1)" },
    ]);
  });

  it("draws thresholds as lines and bands as bands", () => {
    const { widgets } = parse([panelOf("NatGatewayPacketsDropped"), panelOf("NatBytesUnusual")]);
    assert.deepEqual(widgets[1]?.properties.annotations.horizontal, [
      { value: 0.01, label: "above", color: "#d62728" },
    ]);
    assert.deepEqual(widgets[2]?.properties.annotations.horizontal, []);
    assert.deepEqual(widgets[2]?.properties.metrics[1], [
      { id: "band0", label: "a, usual", visible: true, expression: "ANOMALY_DETECTION_BAND(value0, 4)" },
    ]);
  });

  it("lays the graphs three in a row, none over another", () => {
    const { widgets } = parse(
      ["NatBytesUnusual", "RegionSilent", "NatGatewayPacketsDropped", "NatGatewayPortsExhausted"].map(
        (name) => panelOf(name),
      ),
    );
    assert.deepEqual(
      widgets.slice(1).map(({ x, y }) => [x, y]),
      [
        [0, 5],
        [8, 5],
        [16, 5],
        [0, 11],
      ],
    );
  });
});
