/**
 * Zones in which EKS cannot place a control plane (EKS user guide, "Subnet requirements for clusters"), by their ids: the letters in
 * zone names differ from account to account, the ids do not.
 */
const WITHOUT_CONTROL_PLANE: ReadonlySet<string> = new Set(["use1-az3", "usw1-az2", "cac1-az3"]);

/** Whether EKS can have a control plane in a zone, by its id such as `use1-az4`. */
export function canHoldControlPlane(id: string): boolean {
  return !WITHOUT_CONTROL_PLANE.has(id);
}
