import { workloadsOfCharts } from "./chart-workloads";
import { objectWorkloads } from "./object-workloads";
import type { Stack } from "./stack";
import type { Workload } from "./workload";

/** Every workload of a stack: of its own objects, of custom resources, and of charts. */
export function workloads(stack: Stack): Workload[] {
  return [...objectWorkloads(stack), ...workloadsOfCharts(stack)];
}
