import type { DriftRun, DriftedResource, StackDrift } from "../drift/model";
import { counted } from "./wording";

/**
 * What differs from what the program asked for, for a terminal: each resource with who should know, each field with its value then and
 * now. Ends without a line break.
 */
export function renderDrift({ stacks }: DriftRun): string {
  return stacks.map((stack) => stackLines(stack).join("\n")).join("\n\n");
}

function stackLines(stack: StackDrift): string[] {
  const { errors, drifted, computedOnly } = stack;
  return [
    `${stack.stack}: ${headline(stack)}`,
    ...errors.map((error) => `  error: ${plain(error)}`),
    ...drifted.flatMap(resourceLines),
    ...(computedOnly > 0
      ? [`  not counted: ${counted(computedOnly, "resource")} of which only computed values differ`]
      : []),
  ];
}

function headline({ outcome, resources, drifted }: StackDrift): string {
  if (resources === 0 && outcome === "ok") return "nothing is deployed";
  const looked = outcome === "failed" ? " that could be looked at" : "";
  if (drifted.length === 0) return `no drift in ${counted(resources, "resource")}${looked}`;
  return `${drifted.length} of ${counted(resources, "resource")}${looked} drifted`;
}

function resourceLines({ change, type, name, owner, component, fields }: DriftedResource): string[] {
  const whose = [
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(component === undefined ? [] : [`part of ${component}`]),
  ].join(", ");
  return [
    `  ${change}  ${type} ${name}${whose === "" ? "" : `  (${plain(whose)})`}`,
    ...fields.map(({ path, was, is }) => `    ${path}: ${plain(was)} → ${plain(is)}`),
  ];
}

/** Text of providers made safe for a terminal. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}
