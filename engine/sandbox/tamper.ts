import { Inventory } from "./inventory";
import type { Properties } from "./values";

/**
 * Changes one resource of the fake cloud behind everybody's back, as a person at the provider's console would: for tests of drift. What
 * the program asked for and what Pulumi believes stay as they are.
 *
 * @param home the folder of the sandbox's inventory
 * @param urn the resource
 * @param changes properties that are to have other values, in inputs and outputs alike; "delete" takes the resource away
 * @throws Error if nothing was made by that resource
 */
export async function tamper(home: string, urn: string, changes: Properties | "delete"): Promise<void> {
  const inventory = await Inventory.open(home);
  await inventory.mutate((view) => {
    const entry = [...view.all()].find((candidate) => candidate.urn === urn);
    if (entry === undefined) throw new Error(`nothing in the sandbox was made by ${urn}`);
    if (changes === "delete") return { changes: [{ delete: entry.key }], result: undefined };
    const { inputs, outputs } = entry;
    const put = { ...entry, inputs: { ...inputs, ...changes }, outputs: { ...outputs, ...changes } };
    return { changes: [{ put }], result: undefined };
  });
}
