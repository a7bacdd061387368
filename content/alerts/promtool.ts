import { ruleAnnotations, ruleLabels } from "./render";
import type { AlertGroup, AlertRule, AlertTest } from "./rule";

/** Time between two values of a test series, and between two evaluations. */
const TEST_INTERVAL = "1m";

/** A file of unit tests, as `promtool test rules` reads it. */
export interface PromtoolTests {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly PromtoolTest[];
}

interface PromtoolTest {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test: readonly {
    readonly eval_time: string;
    readonly alertname: string;
    readonly exp_alerts: readonly {
      readonly exp_labels: Readonly<Record<string, string>>;
      readonly exp_annotations: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** Renders the cases of groups for promtool. */
export function renderTests(groups: readonly AlertGroup[], ruleFile: string): PromtoolTests {
  return {
    rule_files: [ruleFile],
    evaluation_interval: TEST_INTERVAL,
    tests: groups.flatMap((group) => group.tests.map((test) => renderTest(test, ruleOf(group, test)))),
  };
}

function renderTest(test: AlertTest, rule: AlertRule): PromtoolTest {
  return {
    name: testName(test),
    interval: TEST_INTERVAL,
    input_series: Object.entries(test.series).map(([series, values]) => ({ series, values })),
    alert_rule_test: [
      {
        eval_time: test.at,
        alertname: test.alert,
        exp_alerts: test.fires.map((labels) => ({
          exp_labels: { ...ruleLabels(rule), ...labels },
          exp_annotations: fillIn(ruleAnnotations(rule), labels),
        })),
      },
    ],
  };
}

/** What a case says, as a sentence. */
export function testName({ alert, fires, when, at }: AlertTest): string {
  return `${alert} ${fires.length > 0 ? "fires" : "stays silent"} when ${when} (at ${at})`;
}

function ruleOf(group: AlertGroup, test: AlertTest): AlertRule {
  const rule = group.rules.find(({ alert }) => alert === test.alert);
  if (rule === undefined)
    throw new Error(`the group ${group.name} tests ${test.alert}, which it does not have`);
  return rule;
}

/** Fills labels into placeholders, as Prometheus' templates do; a label that is not there is empty. */
function fillIn(annotations: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      text.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? ""),
    ]),
  );
}
