import type { Read, Reader, Unknown } from "./reader";

/** The answer of a selector: it selects, it does not, or that cannot be told. */
export type Selected = boolean | Unknown;

/**
 * Whether a Kubernetes label selector selects what carries the given labels. A selector that is empty selects everything; one that is
 * missing selects nothing.
 */
export function selects(selector: Reader, labels: Reader): Selected {
  if (selector.state === "absent") return false;
  const whole = selector.fields();
  if (whole.state === "unknown") return whole;
  const demands = [
    ...equalities(selector.at("matchLabels"), labels),
    ...expressions(selector.at("matchExpressions"), labels),
  ];
  if (demands.includes(false)) return false;
  return demands.find((each) => typeof each === "object") ?? true;
}

/** Whether a selector selects everything: it is there, and asks for nothing. */
export function selectsEverything(selector: Reader): Selected {
  const whole = selector.fields();
  if (whole.state !== "value") return whole.state === "absent" ? false : whole;
  const labels = selector.at("matchLabels").fields();
  const rules = selector.at("matchExpressions").list();
  for (const read of [labels, rules]) if (read.state === "value" && read.value.length > 0) return false;
  for (const read of [labels, rules]) if (read.state === "unknown") return read;
  return true;
}

function equalities(wanted: Reader, labels: Reader): readonly Selected[] {
  const fields = wanted.fields();
  if (fields.state !== "value") return fields.state === "absent" ? [] : [fields];
  return fields.value.map(([name, place]) => isOneOf(labels.at(name).text(), [place.text()]));
}

function expressions(list: Reader, labels: Reader): readonly Selected[] {
  const rules = list.list();
  if (rules.state !== "value") return rules.state === "absent" ? [] : [rules];
  return rules.value.map((rule) => {
    const key = rule.at("key").filledText();
    const operator = rule.at("operator").filledText();
    if (key.state !== "value") return key.state === "absent" ? false : key;
    if (operator.state !== "value") return operator.state === "absent" ? false : operator;
    const label = labels.at(key.value).text();
    const values = rule.at("values").list();
    if (values.state === "unknown") return values;
    const wanted = values.state === "value" ? values.value.map((each) => each.text()) : [];
    switch (operator.value) {
      case "In":
        return isOneOf(label, wanted);
      case "NotIn":
        return opposite(isOneOf(label, wanted));
      case "Exists":
        return label.state === "unknown" ? label : label.state === "value";
      case "DoesNotExist":
        return label.state === "unknown" ? label : label.state === "absent";
      default:
        return false;
    }
  });
}

function isOneOf(label: Read<string>, wanted: readonly Read<string>[]): Selected {
  if (label.state === "unknown") return label;
  if (label.state === "absent") return false;
  if (wanted.some((each) => each.state === "value" && each.value === label.value)) return true;
  return wanted.find((each) => each.state === "unknown") ?? false;
}

function opposite(answer: Selected): Selected {
  return typeof answer === "boolean" ? !answer : answer;
}
